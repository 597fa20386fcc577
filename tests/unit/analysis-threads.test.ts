import { afterEach, describe, expect, it } from "vitest";
import { cellAt, cellDisk } from "#domain/grid/h3.ts";
import { buildNeighbourhood } from "#domain/grid/neighbourhood.ts";
import { AnalysisCancelled, type AnalysisInput } from "../../server/analysis/analyses.ts";
import { packCells, unpackCells } from "../../server/analysis/cell-text.ts";
import { AnalysisThreads } from "../../server/jobs/analysis-threads.ts";
import { movableBuffers } from "../../server/jobs/analysis-work.ts";
import { inlineAnalyst } from "../../server/jobs/inline-analyst.ts";

const cells = cellDisk(cellAt([-0.2, 51.6], 10), 20);
const neighbourhood = buildNeighbourhood(cells, null, 1);
const counts = Int32Array.from(cells, (_, i) => (i < 20 ? 9 : i % 3));
const giStar = { counts, neighbourhood, tail: "hot", correction: "bh" } as const;

/** Half a minute of work. */
function longTask(): AnalysisInput<"back-test"> {
  const many = cellDisk(cellAt([-0.2, 51.6], 10), 110);
  return {
    packedCells: packCells(many),
    months: Array.from({ length: 180 }, (_, t) => Int32Array.from(many, (_, i) => (i * 7 + t) % 5)),
    areaM2: new Float64Array(many.length).fill(1),
    neighbourhood: buildNeighbourhood(many, null, 1),
    bandwidthM: 1000,
    trainMonths: 12,
    testMonths: 3,
    origins: 56,
    areaShares: [0.02],
    seed: 1,
  };
}

const open: AnalysisThreads[] = [];
const threads = (size: number) => {
  const made = new AnalysisThreads(size);
  open.push(made);
  return made;
};
afterEach(() => Promise.all(open.splice(0).map((each) => each.close())));

describe("analysis threads", () => {
  it("a thread answers what the function itself answers", async () => {
    const [there, here] = await Promise.all([
      threads(1).run("gi-star", giStar),
      inlineAnalyst.run("gi-star", giStar),
    ]);
    expect(there).toEqual(here);
    expect(there.ok && there.columns.classes.some((level) => level >= 2)).toBe(true);
  });

  it("the caller's arrays are left as they were", async () => {
    await threads(1).run("gi-star", giStar);
    expect(counts.length).toBe(cells.length);
    expect(neighbourhood.index.length).toBeGreaterThan(0);
  });

  it("neighbours come in memory that other threads need no copy of", async () => {
    const built = await threads(1).run("neighbourhood", { packedCells: packCells(cells), ring: 1 });
    expect(built.index.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(Array.from(built.index)).toEqual(Array.from(neighbourhood.index));
  });

  it("an error fails its own analysis and no other", async () => {
    const analyst = threads(1);
    const wrong = analyst.run("gi-star", { ...giStar, counts: new Int32Array(3) });
    const right = analyst.run("gi-star", giStar);
    await expect(wrong).rejects.toThrow(RangeError);
    expect((await right).ok).toBe(true);
  });

  it("a withdrawn analysis ends at once and its thread is begun anew", async () => {
    const analyst = threads(1);
    const leaver = new AbortController();
    const long = analyst.run("back-test", longTask(), leaver.signal);
    setTimeout(() => leaver.abort(), 600);
    await expect(long).rejects.toBeInstanceOf(AnalysisCancelled);
    // With one thread the next analysis would wait for the whole of the long one: longer than this test may take.
    expect((await analyst.run("gi-star", giStar)).ok).toBe(true);
  }, 12_000);

  it("an analysis withdrawn while it waits never begins; the one under way goes on", async () => {
    const analyst = threads(1);
    const leaver = new AbortController();
    const first = analyst.run("gi-star", giStar);
    const second = analyst.run("gi-star", giStar, leaver.signal);
    leaver.abort();
    await expect(second).rejects.toBeInstanceOf(AnalysisCancelled);
    expect((await first).ok).toBe(true);
    await expect(analyst.run("gi-star", giStar, AbortSignal.abort())).rejects.toBeInstanceOf(
      AnalysisCancelled,
    );
  });

  it("closing refuses what is under way, what waits and what comes later", async () => {
    const analyst = threads(1);
    const asked = [analyst.run("gi-star", giStar), analyst.run("gi-star", giStar)];
    const refused = asked.map((each) => expect(each).rejects.toThrow("stopping"));
    await analyst.close();
    await Promise.all(refused);
    await expect(analyst.run("gi-star", giStar)).rejects.toThrow("stopping");
  });

  it("moved is the memory of every array in an answer, shared memory aside", () => {
    const own = new Float64Array(4);
    const shared = new Int32Array(new SharedArrayBuffer(8));
    const found = movableBuffers({ a: own, list: [new Int8Array(2)], b: { shared, text: "x" }, none: null });
    expect(found.has(own.buffer)).toBe(true);
    expect(found.size).toBe(2);
  });

  it("cells go to a thread as one block and come back the same", () => {
    expect(unpackCells(packCells(cells))).toEqual(cells);
    expect(() => packCells(["short"])).toThrow(RangeError);
  });
});
