import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextId, rebase, type Side, same } from "#domain/scenario/rebase.ts";
import type { ScenarioDocument } from "#domain/scenario/scenario-document.ts";
import { camera, plan, turned } from "../support/scenario-document.ts";

const P1 = camera("P1");
const P2 = camera("P2");

describe("rebase: two people change the same scenario", () => {
  it("changes to different cameras are both kept", () => {
    const base = plan({ added: [P1, P2] });
    const { document, conflicts } = rebase(
      base,
      plan({ added: [turned(P1, 90), P2] }),
      plan({ added: [P1, turned(P2, 180)] }),
    );
    expect(conflicts).toEqual([]);
    expect(document.added).toEqual([turned(P1, 90), turned(P2, 180)]);
  });

  it("different facts of one camera are both kept", () => {
    const theirs = { ...P1, purpose: "Robbery at the station" };
    const { document, conflicts } = rebase(
      plan({ added: [P1] }),
      plan({ added: [turned(P1, 90)] }),
      plan({ added: [theirs] }),
    );
    expect(conflicts).toEqual([]);
    expect(document.added).toEqual([turned(theirs, 90)]);
  });

  it("the same fact changed to different things is a conflict that somebody decides", () => {
    const [base, mine, theirs] = [P1, turned(P1, 90), turned(P1, 180)].map((each) => plan({ added: [each] }));
    if (!base || !mine || !theirs) throw new Error("three plans");
    const { document, conflicts } = rebase(base, mine, theirs);
    expect(conflicts).toEqual([
      {
        path: "added/P1/design/bearingDeg",
        subject: "P1",
        field: "design.bearingDeg",
        mine: 90,
        theirs: 180,
      },
    ]);
    expect(document).toEqual(mine);
    const decided = rebase(
      base,
      mine,
      theirs,
      new Map<string, Side>([["added/P1/design/bearingDeg", "theirs"]]),
    );
    expect(decided.document).toEqual(theirs);
  });

  it("two new cameras with the same number are two cameras", () => {
    const { document, conflicts, renamed } = rebase(
      plan(),
      plan({ added: [turned(P1, 90)] }),
      plan({ added: [turned(P1, 180)] }),
    );
    expect(conflicts).toEqual([]);
    expect(renamed).toEqual([{ from: "P1", to: "P2" }]);
    expect(document.added.map(({ id, label, design }) => [id, label, design.bearingDeg])).toEqual([
      ["P1", "P1", 180],
      ["P2", "P2", 90],
    ]);
  });

  it("a camera that one left out and the other did not touch is gone; one that the other changed is a conflict", () => {
    const base = plan({ added: [P1, P2] });
    const untouched = rebase(base, plan({ added: [P1] }), plan({ added: [turned(P1, 5), P2] }));
    expect(untouched.document.added).toEqual([turned(P1, 5)]);
    const touched = rebase(base, plan({ added: [P1] }), plan({ added: [P1, turned(P2, 5)] }));
    expect(touched.conflicts.map(({ path, field }) => [path, field])).toEqual([["added/P2", null]]);
    const kept = rebase(
      base,
      plan({ added: [P1] }),
      plan({ added: [P1, turned(P2, 5)] }),
      new Map<string, Side>([["added/P2", "theirs"]]),
    );
    expect(kept.document.added).toEqual([P1, turned(P2, 5)]);
  });

  it("a camera of the estate that one takes away and the other turns is a conflict", () => {
    const mine = plan({ changed: [turned(camera("BA-1"), 90)] });
    const theirs = plan({ removed: ["BA-1"] });
    const { document, conflicts } = rebase(plan(), mine, theirs);
    expect(conflicts.map(({ path, mine: my, theirs: their }) => [path, my, their])).toEqual([
      ["removed/BA-1", "changed", "taken away"],
    ]);
    expect(document.removed).toEqual([]);
    const chosen = rebase(plan(), mine, theirs, new Map<string, Side>([["removed/BA-1", "theirs"]]));
    expect(chosen.document.removed).toEqual(["BA-1"]);
    expect(chosen.document.changed).toHaveLength(1);
  });

  it("what one takes away and what the other brings back both happen", () => {
    const base = plan({ removed: ["BA-1"] });
    const { document } = rebase(base, plan({ removed: [] }), plan({ removed: ["BA-1", "BA-2"] }));
    expect(document.removed).toEqual(["BA-2"]);
  });
});

describe("rebase: laws", () => {
  const bearing = fc.constantFrom(0, 90, 180);
  const anyPlan = fc
    .record({
      added: fc.uniqueArray(fc.tuple(fc.constantFrom("P1", "P2", "P3"), bearing), { selector: ([id]) => id }),
      removed: fc.uniqueArray(fc.constantFrom("A", "B", "C")),
      notes: fc.constantFrom("", "x", "y"),
    })
    .map(
      ({ added, removed, notes }): ScenarioDocument =>
        plan({ added: added.map(([id, deg]) => turned(camera(id), deg)), removed, notes }),
    );
  const asSets = ({ added, removed, ...rest }: ScenarioDocument) => ({
    ...rest,
    added: [...added].sort((a, b) => a.id.localeCompare(b.id)),
    removed: [...removed].sort(),
  });

  it("if the others changed nothing, mine is the result; if I changed nothing, theirs is", () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (base, other) => {
        expect(asSets(rebase(base, other, base).document)).toEqual(asSets(other));
        expect(asSets(rebase(base, base, other).document)).toEqual(asSets(other));
        expect(rebase(base, other, base).conflicts).toEqual([]);
      }),
    );
  });

  it("the same change made by both is no conflict", () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (base, both) => {
        const found = rebase(base, both, both);
        expect(found.conflicts).toEqual([]);
        expect(asSets(found.document)).toEqual(asSets(both));
      }),
    );
  });

  it("no camera that either placed anew is lost", () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, anyPlan, (base, mine, theirs) => {
        const before = new Set(base.added.map(({ id }) => id));
        const fresh = [...mine.added, ...theirs.added].filter(({ id }) => !before.has(id));
        const { document } = rebase(base, mine, theirs);
        for (const placed of fresh) {
          expect(document.added.some(({ design }) => same(design, placed.design))).toBe(true);
        }
      }),
    );
  });

  it("whoever is called mine, the same facts are in conflict, and choosing a side for all is the other's other side", () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, anyPlan, (base, a, b) => {
        const [here, there] = [rebase(base, a, b), rebase(base, b, a)];
        const paths = ({ conflicts }: typeof here) => conflicts.map(({ path }) => path).sort();
        expect(paths(here)).toEqual(paths(there));
        if (here.renamed.length > 0) return;
        const all = (side: Side) => new Map(here.conflicts.map(({ path }) => [path, side]));
        expect(asSets(rebase(base, a, b, all("mine")).document)).toEqual(
          asSets(rebase(base, b, a, all("theirs")).document),
        );
      }),
    );
  });

  it("the next free number is free", () => {
    expect(nextId(new Set(["P1", "P3"]))).toBe("P2");
  });
});
