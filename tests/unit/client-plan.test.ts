import { describe, expect, it } from "vitest";
import { leadWords } from "../../client/screens/cameras/model/camera-words.ts";
import { planOf, withNewCamera, withPlan } from "../../client/screens/cameras/model/plan.ts";
import { DEFAULT_CAMERAS } from "../../client/state/camera-state.ts";
import { camera, plan, turned } from "../support/scenario-document.ts";

const NOTHING: ReadonlySet<string> = new Set();

describe("a plan as a document", () => {
  it("a camera of the register that is set anew is changed, another is added, and facts stay with them", () => {
    const before = plan({ added: [camera("P1", { purpose: "Robbery", capitalCost: 900 })] });
    const cameras = [
      { id: "P1", design: turned(camera("P1"), 90).design },
      { id: "BA-1", design: camera("BA-1").design },
    ];
    const after = withPlan(before, { plan: cameras, removed: ["BA-2"] }, new Set(["BA-1", "BA-2"]));
    expect(after.added).toEqual([turned(camera("P1", { purpose: "Robbery", capitalCost: 900 }), 90)]);
    expect(after.changed.map(({ id }) => id)).toEqual(["BA-1"]);
    expect(after.removed).toEqual(["BA-2"]);
    expect(planOf(after)).toEqual({ plan: cameras, removed: ["BA-2"] });
  });

  it("a camera that was taken for new before the register was there becomes one of the register", () => {
    const before = plan({ added: [camera("BA-1"), camera("P1")] });
    const after = withPlan(before, planOf(before), new Set(["BA-1"]));
    expect([after.added.map(({ id }) => id), after.changed.map(({ id }) => id)]).toEqual([["P1"], ["BA-1"]]);
  });

  it("a link that ends at a camera goes where the camera goes; others stay", () => {
    const end = (lng: number) => ({ position: [lng, 51.6] as const, heightM: 6 });
    const link = { id: "L1", name: "P1 to mast", from: end(-0.2), to: end(-0.21), frequencyGHz: 5.8 };
    const before = plan({ added: [camera("P1")], links: [link] });
    const moved = { ...camera("P1").design, position: [-0.3, 51.6] as const, heightM: 8 };
    const after = withPlan(before, { plan: [{ id: "P1", design: moved }], removed: [] }, NOTHING);
    expect(after.links[0]?.from).toEqual({ position: [-0.3, 51.6], heightM: 8 });
    expect(after.links[0]?.to).toBe(link.to);
    const same = withPlan(before, planOf(before), NOTHING);
    expect(same.links[0]).toBe(link);
  });

  it("a new camera takes no id that the plan or the register has", () => {
    const state = { ...DEFAULT_CAMERAS, plan: [{ id: "P1", design: camera("P1").design }] };
    expect(withNewCamera(state, [0, 51], null, new Set(["P2"])).selected).toBe("P3");
  });
});

describe("the first sentence", () => {
  const LEVEL = { id: "observe", label: "Observe", pxPerM: 62 };
  const figures = (riskShare: number) => ({ riskShare }) as Parameters<typeof leadWords>[3];
  const rest = (before: number, after: number) =>
    leadWords("Barnet", "Burglary", LEVEL, figures(before), figures(after)).rest;

  it("says up, down, or as much as, by the figures that are shown", () => {
    expect(rest(0.1, 0.2)).toMatch(/up from 10\.0 % with today’s cameras\.$/);
    expect(rest(0.2, 0.1)).toMatch(/down from 20\.0 % with today’s cameras\.$/);
    expect(rest(0, 0)).toMatch(/better, as much as with today’s cameras\.$/);
  });
});
