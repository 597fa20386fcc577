import { describe, expect, it } from "vitest";
import { withoutPreset, withPreset, withPresetChanged } from "../../client/screens/cameras/model/presets.ts";
import { camera } from "../support/scenario-document.ts";

const three = [1, 2, 3].reduce((design) => withPreset(design), camera("P1").design);
const shares = (design: typeof three) => design.presets.map(({ share }) => share);
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

describe("presets of a moving head", () => {
  it("share the time evenly where nobody says otherwise", () => {
    for (const share of shares(three)) expect(share).toBeCloseTo(1 / 3, 12);
    for (const share of shares(withoutPreset(three, 1))) expect(share).toBe(0.5);
  });

  it("a larger share of one takes from the others in proportion; they always sum to 1", () => {
    const first = withPresetChanged(three, 0, { share: 0.5 });
    expect(shares(first).map((share) => Number(share.toFixed(6)))).toEqual([0.5, 0.25, 0.25]);
    const second = withPresetChanged(first, 1, { share: 0.1 });
    expect(shares(second).map((share) => Number(share.toFixed(6)))).toEqual([0.6, 0.1, 0.3]);
    expect(sum(shares(second))).toBeCloseTo(1, 12);
    expect(sum(shares(withPresetChanged(second, 2, { share: 1 })))).toBeCloseTo(1, 12);
  });

  it("all of the time for one and then less gives the rest back to the others", () => {
    const all = withPresetChanged(three, 0, { share: 1 });
    const back = withPresetChanged(all, 0, { share: 0.4 });
    expect(shares(back).map((share) => Number(share.toFixed(6)))).toEqual([0.4, 0.3, 0.3]);
  });

  it("the only preset has all of the time, whatever is typed", () => {
    const one = withPreset(camera("P1").design);
    expect(shares(withPresetChanged(one, 0, { share: 0.3 }))).toEqual([1]);
  });

  it("another direction changes no share", () => {
    const turned = withPresetChanged(three, 1, { bearingDeg: 200 });
    expect(shares(turned)).toEqual(shares(three));
    expect(turned.presets[1]?.bearingDeg).toBe(200);
  });
});
