import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axialHexagon } from "#domain/grid/axial-hexagon.ts";
import { giStarColumns } from "../../server/analysis/gi-star-columns.ts";
import { placeFootprints } from "../../server/analysis/place-footprints.ts";
import { findPlaces } from "../../server/analysis/places.ts";

const map = axialHexagon(6);
const at = (q: number, r: number) => map.places.findIndex((place) => place.q === q && place.r === r);

function tested(counts: Int32Array) {
  const { neighbourhood } = map;
  const answer = giStarColumns({ counts, neighbourhood, tail: "hot", correction: "bh" });
  if (!answer.ok) throw new Error(answer.detail);
  return { counts, columns: answer.columns, mean: answer.facts.mean, neighbourhood, touching: neighbourhood };
}

/** Background of one in every fifth hexagon, and what is planted. */
function counts(planted: readonly (readonly [q: number, r: number, n: number])[]): Int32Array {
  const all = Int32Array.from(map.places, (_, i) => (i % 5 === 0 ? 1 : 0));
  for (const [q, r, n] of planted) all[at(q, r)] = n;
  return all;
}

describe("from significant hexagons to places", () => {
  /*
   *      · · · ·           A A · ·
   *     · 9 9 · ·         A A A · ·      seven full hexagons: the middle and those around it that reach q ≤ .05
   *    · 9 9 9 · ·
   *     · 9 9 · ·
   */
  it("hexagons that touch are one place, those that do not are two", () => {
    const disc = (q: number, r: number) =>
      (
        [
          [0, 0],
          [1, 0],
          [-1, 0],
          [0, 1],
          [0, -1],
          [1, -1],
          [-1, 1],
        ] as const
      ).map(([dq, dr]) => [q + dq, r + dr, 9] as const);
    const one = placeFootprints(tested(counts(disc(0, 0))));
    expect(one).toHaveLength(1);
    expect(one[0]?.hottest).toBe(at(0, 0));
    expect(one[0]?.cells).toEqual(one[0]?.hot);
    const two = placeFootprints(tested(counts([...disc(-3, 0), ...disc(3, 0)])));
    expect(two.map(({ hottest }) => hottest).sort((a, b) => a - b)).toEqual([at(-3, 0), at(3, 0)]);
  });

  it("an empty hexagon amid six busy ones is the place with its neighbours, not by itself", () => {
    const ring = (
      [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
        [1, -1],
        [-1, 1],
      ] as const
    ).map(([q, r]) => [q, r, 4] as const);
    const all = counts([...ring, [0, 0, 0]]);
    const found = tested(all);
    // Leave only the middle significant, as a stricter level might.
    const classes = found.columns.classes.map((_, i) => (i === at(0, 0) ? 2 : 0));
    const [place] = placeFootprints({ ...found, columns: { ...found.columns, classes } });
    expect(place?.hot).toEqual([at(0, 0)]);
    expect(place?.cells).toHaveLength(7);
  });

  it("grounds that overlap are one place, so that no incident is in two", () => {
    const all = counts([
      [1, 0, 5],
      [0, 1, 5],
      [1, -1, 5],
      [2, -1, 5],
    ]);
    const found = tested(all);
    const classes = found.columns.classes.map((_, i) => (i === at(0, 0) || i === at(2, 0) ? 2 : 0));
    const places = placeFootprints({ ...found, columns: { ...found.columns, classes } });
    expect(places).toHaveLength(1);
    expect(places[0]?.hot).toEqual([at(0, 0), at(2, 0)].sort((a, b) => a - b));
  });

  it("whatever the counts, places share no hexagon, hold every significant one, and excess = n − expected", () => {
    const anyCounts = fc
      .array(fc.nat({ max: 12 }), { minLength: map.places.length, maxLength: map.places.length })
      .map((list) => Int32Array.from(list, (n, i) => (i % 3 === 0 ? n : n > 10 ? n : 0)));
    fc.assert(
      fc.property(anyCounts, (all) => {
        fc.pre(new Set(all).size > 1);
        const found = tested(all);
        const { places } = findPlaces({
          ...found,
          correction: "bh",
          yearBefore: null,
          monthBefore: null,
          months: [],
        });
        const cells = places.flatMap((place) => place.cells);
        expect(new Set(cells).size).toBe(cells.length);
        const hot = map.places.map((_, i) => i).filter((i) => [2, 3].includes(found.columns.classes[i] ?? 0));
        expect(places.flatMap((place) => place.hot).sort((a, b) => a - b)).toEqual(hot);
        for (const place of places) {
          expect(place.n).toBe(place.cells.reduce((sum, i) => sum + (all[i] ?? 0), 0));
          expect(place.excess).toBeCloseTo(place.n - found.mean * place.cells.length, 9);
          expect(place.excessLow).toBeLessThanOrEqual(place.excess);
          expect(place.excessHigh).toBeGreaterThan(place.excess);
          expect(place.history).toBeNull();
        }
        const excess = places.map((place) => place.excess);
        expect(excess).toEqual([...excess].sort((a, b) => b - a));
      }),
      { numRuns: 60 },
    );
  });
});
