import { describe, expect, it } from "vitest";
import { type Slice, selectSlices } from "#domain/coverage/select-slices.ts";

const BURGLARY = 1;
const ROBBERY = 2;
const POLICE_UK = 10;
const EXTRACT = 20;

let serial = 0;
function slice(sourceId: number, month: string, counts: Record<number, number>, forceId = 1): Slice {
  const entries = Object.entries(counts).map(
    ([type, located]) => [Number(type), { located, unlocated: 1 }] as const,
  );
  return { id: ++serial, sourceId, forceId, month, counts: new Map(entries) };
}

function select(slices: Slice[], types = [BURGLARY], forces: number[] | null = null) {
  return selectSlices({
    slices,
    typeIds: new Set(types),
    topCategoryOf: new Map([
      [BURGLARY, "burglary"],
      [ROBBERY, "robbery"],
    ]),
    forceIds: forces && new Set(forces),
    rankOf: (sourceId) => sourceId,
  });
}

describe("selecting slices", () => {
  it("where two sources speak of the same crimes, the better one is counted and the other is not", () => {
    const found = select([slice(POLICE_UK, "2024-01", { 1: 100 }), slice(EXTRACT, "2024-01", { 1: 98 })]);
    expect(found.slices.map((s) => [s.sourceId, s.located])).toEqual([[EXTRACT, 98]]);
    expect([...found.superseded]).toEqual([POLICE_UK]);
  });

  it("a source loses only the kinds of crime that the better one speaks of", () => {
    const slices = [slice(POLICE_UK, "2024-01", { 1: 100, 2: 30 }), slice(EXTRACT, "2024-01", { 1: 98 })];
    const found = select(slices, [BURGLARY, ROBBERY]);
    expect(found.slices.map((s) => [s.sourceId, s.typeIds])).toEqual([
      [POLICE_UK, [ROBBERY]],
      [EXTRACT, [BURGLARY]],
    ]);
  });

  it("a source loses only the months that the better one speaks of", () => {
    const slices = ["2024-01", "2024-02"].map((month) => slice(POLICE_UK, month, { 1: 100 }));
    const found = select([...slices, slice(EXTRACT, "2024-02", { 1: 98 })]);
    expect(found.slices.map((s) => [s.month, s.sourceId])).toEqual([
      ["2024-01", POLICE_UK],
      ["2024-02", EXTRACT],
    ]);
  });

  it("a month without a crime of the kind is covered if the source speaks of the kind at all", () => {
    const found = select([slice(POLICE_UK, "2024-01", { 1: 5 }), slice(POLICE_UK, "2024-02", { 2: 5 })]);
    expect([...found.covered]).toEqual(["2024-01", "2024-02"]);
    expect(found.slices.map((s) => s.month)).toEqual(["2024-01"]);
  });

  it("a file of burglaries says nothing of robbery", () => {
    expect([...select([slice(POLICE_UK, "2024-01", { 1: 5 })], [ROBBERY]).covered]).toEqual([]);
  });

  it("another force's months do not cover an area that it does not speak for", () => {
    const slices = [slice(POLICE_UK, "2024-01", { 1: 5 }, 1), slice(POLICE_UK, "2024-02", { 1: 5 }, 2)];
    expect([...select(slices, [BURGLARY], [1]).covered]).toEqual(["2024-01"]);
  });
});
