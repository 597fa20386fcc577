import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectDatabase } from "../../server/db/sql.ts";
import { type DemoDependencies, loadDemo, loadDemoDetail } from "../../server/demo/load-demo.ts";
import { availableEngines, openTestDatabase, type TestDatabase } from "../support/test-database.ts";

describe.each(availableEngines())("loading the demo (%s)", (engine) => {
  let database: TestDatabase;
  let dependencies: DemoDependencies;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
    const { sql, canCopy, connection } = database;
    const openConnection = () => connectDatabase(connection, { max: 1 });
    dependencies = { sql, canCopy, openConnection, onProgress: () => undefined };
  });
  afterAll(() => database?.dispose());

  async function version(): Promise<bigint> {
    const [row] = await database.sql<{ version: bigint }[]>`SELECT version FROM dataset`;
    return row?.version ?? 0n;
  }

  it("a load that is interrupted leaves nothing to see, and the next one clears it and completes", async () => {
    const { sql } = database;
    const before = await version();
    const controller = new AbortController();
    const interrupted = loadDemo({
      ...dependencies,
      signal: controller.signal,
      onProgress: ({ rows }) => {
        if ((rows ?? 0) > 60_000) controller.abort();
      },
    });
    await expect(interrupted).rejects.toThrow();
    expect(await version()).toBe(before);
    const [left] = await sql<{ n: number }[]>`
      SELECT (SELECT count(*) FROM slice)::integer + (SELECT count(*) FROM area)::integer
        + (SELECT count(*) FROM incident)::integer + (SELECT count(*) FROM count_chunk)::integer AS n`;
    expect(left?.n).toBe(0);

    const loaded = await loadDemo(dependencies);
    if (!loaded.ok) throw new RangeError(loaded.reason);
    const [rows] = await sql<{ n: number }[]>`SELECT count(*)::integer AS n FROM incident`;
    expect(rows?.n).toBe(loaded.incidents);
    expect(await version()).toBe(before + 1n);
  });

  it("what a killed load left running is cleared, and a load that is complete stays", async () => {
    const { sql } = database;
    const [dead] = await sql<{ id: number }[]>`
      INSERT INTO import_batch (status, kind, file_name, file_bytes, file_sha256)
      VALUES ('running', 'demo', 'demo (killed)', 0, '') RETURNING id`;
    await sql`
      INSERT INTO area (import_id, code, kind, name, state, area_m2, geom)
      SELECT ${dead?.id ?? 0}, code, kind, name, 'staged', area_m2, geom FROM area WHERE code = 'NW4'`;
    expect(await loadDemo(dependencies)).toEqual({ ok: false, reason: "not-empty" });
    const [left] = await sql<{ n: number; status: string }[]>`
      SELECT (SELECT count(*) FROM area WHERE state = 'staged')::integer AS n, status
      FROM import_batch WHERE id = ${dead?.id ?? 0}`;
    expect(left).toEqual({ n: 0, status: "failed" });
  });

  it("counts by the borough's polygon in the database equal the published totals", async () => {
    const [row] = await database.sql<{ n: number }[]>`
      SELECT count(*)::integer AS n FROM incident i
      JOIN slice s ON s.id = i.slice_id AND s.state = 'live'
      JOIN offence_type o ON o.id = i.offence_type_id
      JOIN location l ON l.id = i.location_id
      JOIN area a ON a.code = 'E09000003' AND a.state = 'live'
      WHERE o.category IN ('burglary.residential', 'burglary.business')
        AND i.month BETWEEN '2018-05-01' AND '2019-04-01' AND ST_Covers(a.geom, l.geom)`;
    expect(row?.n).toBe(3_661);
  });

  it("every incident inside the borough is in exactly one ward and one small area", async () => {
    const rows = await database.sql<{ kind: string; n: number; areas: number }[]>`
      SELECT a.kind, count(*)::integer AS n, count(DISTINCT l.id)::integer AS areas
      FROM location l
      JOIN area b ON b.code = 'E09000003' AND b.state = 'live' AND ST_Covers(b.geom, l.geom)
      JOIN area a ON a.kind IN ('ward', 'lsoa', 'local-authority') AND a.state = 'live' AND ST_Covers(a.geom, l.geom)
      GROUP BY a.kind`;
    expect(new Set(rows.map(({ n }) => n)).size).toBe(1);
    for (const { n, areas } of rows) expect(n).toBe(areas);
  });

  it("every area and feature is valid geometry", async () => {
    const [row] = await database.sql<{ areas: number; valid: number }[]>`
      SELECT count(*)::integer AS areas, count(*) FILTER (WHERE ST_IsValid(geom))::integer AS valid FROM area`;
    expect(row?.areas).toBeGreaterThan(230);
    expect(row?.valid).toBe(row?.areas);
  });

  it("buildings and columns follow, once", async () => {
    const before = await version();
    expect(await loadDemoDetail(dependencies)).toBeGreaterThan(30_000);
    expect(await loadDemoDetail(dependencies)).toBe(0);
    expect(await version()).toBe(before + 1n);
    const layers = await database.sql<{ layer: string }[]>`
      SELECT DISTINCT layer FROM map_feature WHERE state = 'live'`;
    expect(layers.length).toBe(13);
  });

  it("loading again changes nothing", async () => {
    const before = await version();
    expect(await loadDemo(dependencies)).toEqual({ ok: false, reason: "not-empty" });
    expect(await version()).toBe(before);
  });
});
