import { describe, expect, it } from "vitest";
import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import type { Snapshot } from "../../server/db/snapshot.ts";
import { incompleteMonthCaveat } from "../../server/use-cases/incomplete-month.ts";

const slice = (id: number, month: string): SelectedSlice => ({
  id,
  sourceId: 1,
  forceId: 1,
  month,
  typeIds: [1],
  located: 300,
  unlocated: 0,
});

function snapshotOf(timePrecision: "month" | "exact"): Snapshot {
  const source = {
    id: 1,
    slug: "s",
    title: "S",
    publisher: "P",
    licence: "L",
    vocabulary: "v",
    timePrecision,
    positionPrecision: "exact" as const,
    invented: false,
  };
  return {
    version: "1",
    changedAt: new Date(0),
    slices: ["2024-01", "2024-02"].map((month, i) => ({
      id: i + 1,
      sourceId: 1,
      forceId: 1,
      month,
      counts: new Map([[1, { located: 300, unlocated: 0 }]]),
    })),
    sources: new Map([[1, source]]),
    forces: new Map(),
    areas: new Map(),
    categories: [],
    offenceTypes: new Map(),
  };
}

/** A question about January and February 2024, or January alone, to a source whose newest day is given. */
async function caveats(
  lastDay: string,
  options: { months?: string[]; precision?: "month" | "exact"; n?: number } = {},
) {
  const { months = ["2024-01", "2024-02"], precision = "exact", n = 200 } = options;
  let asked = 0;
  const reader = {
    incidentsPerDay: async () => {
      asked++;
      return [
        { day: `${lastDay.slice(0, 8)}01`, n },
        { day: lastDay, n: 1 },
      ];
    },
  };
  const slices = months.map((month, i) => slice(i + 1, month));
  const question = {
    snapshot: snapshotOf(precision),
    slices,
    months,
    selection: { slices, covered: new Set(months), superseded: new Set<number>() },
  };
  const found = await incompleteMonthCaveat(reader, question);
  await incompleteMonthCaveat(reader, question);
  return { codes: found.map(({ code }) => code), text: found[0]?.text ?? "", asked };
}

describe("a newest month whose data stops before the month does", () => {
  it("is said to be incomplete, with its last day, and read once", async () => {
    const { codes, text, asked } = await caveats("2024-02-11");
    expect(codes).toEqual(["incomplete-month"]);
    expect(text).toContain("day 11 of Feb 2024");
    expect(asked).toBe(1);
  });

  it("is complete if chance explains the days without an incident", async () => {
    expect((await caveats("2024-02-29")).codes).toEqual([]);
    expect((await caveats("2024-02-28", { n: 40 })).codes).toEqual([]);
    expect((await caveats("2024-02-28", { n: 4000 })).codes).toEqual(["incomplete-month"]);
  });

  it("is not asked about where a later month is known, or where only months are", async () => {
    expect(await caveats("2024-01-11", { months: ["2024-01"] })).toMatchObject({ codes: [], asked: 0 });
    expect(await caveats("2024-02-11", { precision: "month" })).toMatchObject({ codes: [], asked: 0 });
  });
});
