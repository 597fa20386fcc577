import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomesSchema } from "#contract/camera-outcomes.ts";
import { type CameraReview, cameraReviewSchema } from "#contract/camera-review.ts";
import { categoryListSchema } from "#contract/categories.ts";
import { coverageSchema } from "#contract/coverage.ts";
import { addMonths } from "#domain/time/months.ts";
import type { ApiApp } from "../support/api-app.ts";
import { openDemoApi } from "../support/demo-api.ts";
import { camera, turned } from "../support/scenario-document.ts";

const BARNET = "E09000003";

describe("review of cameras", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openDemoApi();
  });
  afterAll(() => api?.dispose());

  const post = (path: string, body: unknown) =>
    api.request(path, { method: "POST", body: JSON.stringify(body) });
  const at = (id: string, bearingDeg: number) => {
    const { design } = turned(camera(id), bearingDeg);
    return { id, design: { ...design, position: [-0.1919, 51.6011] } };
  };
  const THREE = [at("A", 45), at("B", 60), at("C", 225)];

  async function review(more: object = {}): Promise<CameraReview["data"]> {
    const answer = await post("/camera-review", { area: BARNET, category: "robbery", ...more });
    expect(answer.status).toBe(200);
    return cameraReviewSchema.parse(await answer.json()).data;
  }

  it("what a camera sees is what /coverage says of the same cameras and years", async () => {
    const { windows, cameras } = await review({ cameras: THREE });
    for (const [w, { from, to, schemeShare, isKnown }] of windows.entries()) {
      if (!isKnown) continue;
      const question = { area: BARNET, category: "robbery", from, to };
      const asked = await post("/coverage", { ...question, cameras: THREE });
      const { data } = coverageSchema.parse(await asked.json());
      expect(schemeShare).toBeCloseTo(data.riskShare, 3);
      for (const [i, each] of data.cameras.entries()) {
        const worth = cameras[i]?.worth[w];
        // A year is 365.25 days there and twelve months here.
        expect((worth?.incidentsPerYear ?? 0) / each.incidentsPerYear).toBeCloseTo(1, 2);
        expect(worth?.riskShare).toBeCloseTo(each.riskShare, 9);
        expect(worth?.uniqueShare).toBeCloseTo(each.uniqueShare, 9);
      }
    }
    expect(windows.filter(({ isKnown }) => isKnown).length).toBeGreaterThan(0);
  });

  it("fair shares add up to all, and cameras that look the same way are redundant", async () => {
    const { cameras, windows } = await review({ cameras: THREE });
    for (const [w, { isKnown }] of windows.entries()) {
      if (!isKnown) continue;
      const sum = cameras.reduce((total, { worth }) => total + (worth[w]?.shapleyShare ?? 0), 0);
      expect(sum).toBeCloseTo(1, 9);
    }
    const [a, , c] = cameras.map(({ worth }) => worth.find((each) => each !== null));
    expect(a?.redundancy).toBeGreaterThan(0.5);
    expect(c?.redundancy).toBeLessThan(a?.redundancy ?? 0);
  });

  it("incidents of the chosen kind in view are those of the worth", async () => {
    const { cameras, categories, windows } = await review({ cameras: THREE });
    const kind = categories.findIndex(({ id }) => id === "robbery");
    for (const { worth, incidents } of cameras) {
      for (const [w, { years, isKnown }] of windows.entries()) {
        if (isKnown)
          expect((incidents[kind]?.[w] ?? 0) / years).toBeCloseTo(worth[w]?.incidentsPerYear ?? -1, 9);
      }
    }
  });

  it("by harm it is what /coverage says by the same weights", async () => {
    const weights = "cambridge-2020";
    const { windows, cameras, unit } = await review({ cameras: THREE, weights });
    const w = windows.findIndex(({ years }) => years === 3);
    const span = windows[w];
    const question = { area: BARNET, category: "robbery", from: span?.from, to: span?.to, weights };
    const { data } = coverageSchema.parse(
      await (await post("/coverage", { ...question, cameras: THREE })).json(),
    );
    expect(unit).toBe(data.unit);
    for (const [i, each] of data.cameras.entries())
      expect(cameras[i]?.worth[w]?.riskShare).toBeCloseTo(each.riskShare, 9);
  });

  it("a span that the data does not cover whole is not known, and is never a shorter one", async () => {
    const { data } = categoryListSchema.parse(await api.get("/categories"));
    const first = data.find(({ id }) => id === "robbery")?.from ?? "";
    const { windows, cameras } = await review({ cameras: THREE, to: addMonths(first, 35) });
    expect(windows.map(({ isKnown }) => isKnown)).toEqual([true, true, false]);
    const unknown = windows.findIndex(({ isKnown }) => !isKnown);
    expect(windows[unknown]).toMatchObject({ years: 5, schemeShare: null, totalPerYear: null });
    expect(windows[unknown]?.reason).toContain("not covered");
    for (const { worth, incidents } of cameras) {
      expect(worth[unknown]).toBeNull();
      for (const row of incidents) expect(row[unknown]).toBeNull();
    }
  });

  it("without cameras the register is reviewed, and those of unknown view are listed apart", async () => {
    const { cameras, unknown } = await review();
    expect([cameras.length, unknown.length]).toEqual([80, 40]);
    for (const { missing } of unknown) expect(missing.length).toBeGreaterThan(0);
  });

  describe("outcomes", () => {
    const log = (entries: object[], author = "Control room") => post("/camera-outcomes", { author, entries });
    const listed = async (query = "") => outcomesSchema.parse(await api.get(`/camera-outcomes${query}`)).data;
    const idOf = async (n: number) => (await review()).cameras[n]?.id ?? "";

    it("forty assists and twenty arrests over cameras and months sum to forty and twenty", async () => {
      const [a, b] = [await idOf(0), await idOf(1)];
      const entries = Array.from({ length: 10 }, (_, i) => ({
        camera: i % 2 === 0 ? a : b,
        month: `2025-${String(i + 1).padStart(2, "0")}`,
      })).flatMap((entry) => [
        { ...entry, kind: "assist", n: 4 },
        { ...entry, kind: "arrest", n: 2 },
      ]);
      expect((await log(entries)).status).toBe(201);
      const { sums } = await listed();
      expect(sums.find(({ kind }) => kind === "assist")).toMatchObject({ n: 40, months: 10 });
      expect(sums.find(({ kind }) => kind === "arrest")).toMatchObject({ n: 20, months: 10 });
    });

    it("a later entry corrects an earlier one, and both stay on record", async () => {
      const id = await idOf(2);
      await log([{ camera: id, month: "2025-03", kind: "request", n: 7 }]);
      await log(
        [{ camera: id, month: "2025-03", kind: "request", n: 5, note: "Two were duplicates" }],
        "B. Checker",
      );
      const { entries } = await listed(`?camera=${id}`);
      expect(entries).toMatchObject([{ n: 5, author: "B. Checker", corrected: 1 }]);
      const { sql } = api.database;
      await expect(sql`DELETE FROM camera_outcome`).rejects.toThrow(/never changed or deleted/);
    });

    it("requests are known only if every month is, and a logged nought is not a gap", async () => {
      const id = await idOf(3);
      const months = Array.from(
        { length: 24 },
        (_, i) => `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`,
      );
      await log(months.slice(1).map((month) => ({ camera: id, month, kind: "request", n: 0 })));
      const outcomesTo = "2025-12";
      const before = (await review({ outcomesTo })).cameras.find((each) => each.id === id);
      expect(before?.outcomes24.find(({ kind }) => kind === "request")).toMatchObject({
        n: null,
        knownMonths: 23,
      });
      await log([{ camera: id, month: "2024-01", kind: "request", n: 0 }]);
      const after = (await review({ outcomesTo })).cameras.find((each) => each.id === id);
      expect(after?.outcomes24.find(({ kind }) => kind === "request")).toMatchObject({
        n: 0,
        knownMonths: 24,
      });
    });

    it("one wrong entry and nothing is saved; it is said which", async () => {
      const id = await idOf(4);
      const good = { camera: id, month: "2025-01", kind: "assist", n: 1 };
      const future = await log([good, { ...good, month: "2030-01" }]);
      expect(await future.json()).toMatchObject({ code: "future-month", where: "entries.1.month" });
      const unknown = await log([good, { ...good, camera: "XX-1" }]);
      expect(await unknown.json()).toMatchObject({ code: "unknown-camera", where: "entries.1.camera" });
      const negative = await log([{ ...good, n: -1 }]);
      expect(negative.status).toBe(422);
      expect((await listed(`?camera=${id}`)).entries).toEqual([]);
    });

    it("two at once are both kept, and one of them holds", async () => {
      const id = await idOf(5);
      await Promise.all([1, 2].map((n) => log([{ camera: id, month: "2025-06", kind: "useful", n }])));
      const { entries } = await listed(`?camera=${id}`);
      expect(entries).toHaveLength(1);
      expect(entries[0]).toMatchObject({ corrected: 1 });
    });
  });
});
