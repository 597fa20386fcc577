import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { importManifest } from "../../server/db/queries/import-manifests.ts";
import { cleanUpImports } from "../../server/ingest/clean-up.ts";
import { undoImport } from "../../server/ingest/undo-import.ts";
import { importFile, stagedRows, visible } from "../support/run-imports.ts";
import { streetCsv, streetRows, testFolder } from "../support/street-files.ts";
import { availableEngines, openTestDatabase, type TestDatabase } from "../support/test-database.ts";
import { zipOf } from "../support/zip-writer.ts";

const folder = testFolder();
afterAll(() => folder.dispose());

const FORCE = "Hertfordshire Constabulary";
const month = (m: string, n: number): { name: string; content: string } => ({
  name: `${m}/${m}-hertfordshire-street.csv`,
  content: streetCsv([
    ...streetRows(n - 2, { month: m }),
    { month: m, lng: "", lat: "", location: "No Location" },
    { month: m, lng: "", lat: "", location: "No Location", type: "Anti-social behaviour" },
  ]),
});
const first = folder.write("first.zip", zipOf([month("2024-01", 300), month("2024-02", 200)]));
const second = folder.write("second.zip", zipOf([month("2024-02", 250), month("2024-03", 100)]));

describe.each(availableEngines())("on %s", (engine) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openTestDatabase(engine);
  });
  afterEach(() => database.dispose());

  it("an import accounts for every row, and counts agree at every resolution", async () => {
    const manifest = await importFile(database, first);
    expect(manifest).toMatchObject({
      status: "committed",
      kind: "police-uk",
      source: "police-uk",
      read: 500,
      accepted: 500,
      rejected: 0,
      unlocated: 4,
      period: { from: "2024-01", to: "2024-02" },
      replacedSlices: [],
      error: null,
      undoable: true,
    });
    const seen = await visible(database.sql);
    expect(seen).toMatchObject({ slices: 2, stated: 500, incidents: 500, located: 496 });
    expect(seen.byResolution).toEqual([496, 496, 496, 496, 496]);
    const [cell] = await database.sql`
      SELECT sum(n)::integer AS n FROM cell_count WHERE resolution = 10 AND month = '2024-01-01'`;
    expect(cell?.n).toBe(298);
  });

  it("importing the same file again changes nothing", async () => {
    await importFile(database, first);
    const before = await visible(database.sql);
    const again = await importFile(database, first);
    expect(again).toMatchObject({ status: "unchanged", read: 500, accepted: 500, unlocated: 4 });
    expect(await visible(database.sql)).toEqual(before);
  });

  it("a newer release replaces exactly its months and records both counts; undoing it restores them", async () => {
    await importFile(database, first);
    const before = await visible(database.sql);
    const manifest = await importFile(database, second);
    expect(manifest.replacedSlices).toEqual([
      { source: "police-uk", force: FORCE, month: "2024-02", oldN: 200, newN: 250 },
    ]);
    const after = await visible(database.sql);
    expect(after).toMatchObject({ slices: 3, stated: 650, incidents: 650, version: before.version + 1 });
    expect(after.byResolution).toEqual([644, 644, 644, 644, 644]);

    expect(await undoImport(database.sql, manifest.id)).toEqual({ ok: true });
    expect(await visible(database.sql)).toEqual({ ...before, version: before.version + 2 });
    const again = await importFile(database, second);
    expect(again.status).toBe("committed");
    expect(await visible(database.sql)).toMatchObject({ stated: 650 });
  });

  it("an import that a later one replaced in part is undone after that one, not before", async () => {
    const one = await importFile(database, first);
    const two = await importFile(database, second);
    expect(await undoImport(database.sql, one.id)).toEqual({ ok: false, reason: "replaced-by-later-import" });
    expect((await importManifest(database.sql, one.id))?.undoable).toBe(false);
    expect(await undoImport(database.sql, two.id)).toEqual({ ok: true });
    expect(await undoImport(database.sql, one.id)).toEqual({ ok: true });
    expect(await undoImport(database.sql, one.id)).toEqual({ ok: false, reason: "not-committed" });
    expect(await undoImport(database.sql, 99_999)).toEqual({ ok: false, reason: "unknown-import" });
    expect(await visible(database.sql)).toMatchObject({ slices: 0, stated: 0, byResolution: [] });
  });

  it("two imports of the same months at once: both manifests are right and one of them is live", async () => {
    const [one, two] = await Promise.all([importFile(database, first), importFile(database, second)]);
    expect(one).toMatchObject({ status: "committed", read: 500, accepted: 500 });
    expect(two).toMatchObject({ status: "committed", read: 350, accepted: 350 });
    const replaced = [...one.replacedSlices, ...two.replacedSlices];
    expect(replaced).toHaveLength(1);
    const live = replaced[0]?.newN === 250 ? 650 : 600;
    expect(await visible(database.sql)).toMatchObject({ slices: 3, stated: live, incidents: live });
    expect(await stagedRows(database.sql)).toBe(0);
  });

  it("a cancelled import and one that fails half-way leave nothing behind", async () => {
    await importFile(database, first);
    const before = await visible(database.sql);
    const cancelled = await importFile(database, second, { signal: AbortSignal.abort() });
    expect(cancelled).toMatchObject({ status: "cancelled", error: null });
    const broken = folder.write(
      "broken.zip",
      zipOf([month("2024-04", 50), { ...month("2024-05", 60), statedCrc: 7 }]),
    );
    const failed = await importFile(database, broken);
    expect(failed).toMatchObject({ status: "failed", error: { code: "archive-damaged" } });
    expect(await visible(database.sql)).toEqual(before);
    expect(await stagedRows(database.sql)).toBe(0);
  });

  it("purging at start-up keeps what undo needs and deletes what was undone", async () => {
    await importFile(database, first);
    const two = await importFile(database, second);
    await cleanUpImports(database.sql, database.canCopy);
    await undoImport(database.sql, two.id);
    expect(await visible(database.sql)).toMatchObject({ stated: 500, incidents: 500 });
    await cleanUpImports(database.sql, database.canCopy);
    const [left] = await database.sql`SELECT count(*)::integer AS n FROM incident`;
    expect(left?.n).toBe(500);
  });

  it("the first real import retires the demo in the same flip, and undoing the last one brings it back", async () => {
    const { sql } = database;
    const demoId = await insertDemo(database);
    expect(await visible(sql)).toMatchObject({ slices: 1, stated: 40 });
    const one = await importFile(database, first);
    expect(await visible(sql)).toMatchObject({ slices: 2, stated: 500 });
    expect(await liveDemo(database, demoId)).toEqual({
      status: "retired",
      areas: 0,
      features: 0,
      figures: 0,
    });
    const two = await importFile(database, folder.write("third.zip", zipOf([month("2024-06", 20)])));
    await undoImport(sql, one.id);
    expect(await liveDemo(database, demoId)).toMatchObject({ status: "retired", areas: 0 });
    await undoImport(sql, two.id);
    expect(await liveDemo(database, demoId)).toEqual({
      status: "committed",
      areas: 1,
      features: 1,
      figures: 1,
    });
    expect(await visible(sql)).toMatchObject({ slices: 1, stated: 40 });
  });
});

/** The smallest demo: one slice, one area, one figure, one feature. */
async function insertDemo({ sql }: TestDatabase): Promise<number> {
  const [batch] = await sql<{ id: number }[]>`
    INSERT INTO import_batch (status, kind, file_name, file_bytes, file_sha256)
    VALUES ('committed', 'demo', 'demo', 0, '') RETURNING id`;
  const id = batch?.id ?? 0;
  await sql`
    WITH s AS (INSERT INTO source (slug, title, publisher, licence, vocabulary, time_precision,
        position_precision, invented)
      VALUES ('demo', 'Demo', 'Sightline', 'none', 'demo', 'exact', 'exact', true) RETURNING id),
    f AS (INSERT INTO force (slug, name) VALUES ('demo', 'Demo') RETURNING id)
    INSERT INTO slice (import_id, source_id, force_id, month, state, located)
    SELECT ${id}, s.id, f.id, '2020-01-01', 'live', 40 FROM s, f`;
  await sql`
    INSERT INTO area (import_id, code, kind, name, state, area_m2, geom) VALUES (${id}, 'E09000003',
      'local-authority', 'Barnet (demo)', 'live', 1, ST_Multi(ST_MakeEnvelope(-0.3, 51.5, -0.1, 51.7, 4326)))`;
  await sql`
    INSERT INTO population (import_id, area_code, area_name, year, measure, n, state)
    VALUES (${id}, 'E09000003', 'Barnet (demo)', 2011, 'residents', 1, 'live')`;
  await sql`
    INSERT INTO map_feature (import_id, layer, class, state, geom)
    VALUES (${id}, 'road', 'road', 'live', ST_SetSRID(ST_MakePoint(-0.2, 51.6), 4326))`;
  return id;
}

async function liveDemo({ sql }: TestDatabase, id: number): Promise<unknown> {
  const [row] = await sql`
    SELECT status,
      (SELECT count(*)::integer FROM area WHERE import_id = ${id} AND state = 'live') AS areas,
      (SELECT count(*)::integer FROM map_feature WHERE import_id = ${id} AND state = 'live') AS features,
      (SELECT count(*)::integer FROM population WHERE import_id = ${id} AND state = 'live') AS figures
    FROM import_batch WHERE id = ${id}`;
  return row;
}
