import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inlineGeometry } from "../../server/db/geometry.ts";
import { reader } from "../../server/db/read-model.ts";
import { undoImport } from "../../server/ingest/undo-import.ts";
import { listCameras } from "../../server/use-cases/list-cameras.ts";
import { listColumns } from "../../server/use-cases/list-columns.ts";
import { realFile } from "../support/real-data.ts";
import { importFile } from "../support/run-imports.ts";
import { testFolder } from "../support/street-files.ts";
import { openTestDatabase, type TestDatabase } from "../support/test-database.ts";

const TRAFFORD = ["cameras/trafford_cctv_cameras.csv", "cameras/trafford_cctv_cameras.geojson"] as const;
const LIGHTS = "columns/barnet-street-lights.csv";

describe("registers of cameras and columns", () => {
  let database: TestDatabase;
  const files = testFolder();
  const read = () => reader({ sql: database.sql, geometry: inlineGeometry }, "internal");

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(async () => {
    await database?.close();
  });

  it("a register with everything becomes cameras whose views can be worked out; gaps stay gaps", async () => {
    const csv = [
      "Camera ID,Location,Type,Direction,Lens,Sensor width mm,Resolution,Height,Status,Longitude,Latitude",
      "A1,High Street,PTZ dome,NE,4mm,5.4,1080p,8 m,Working,-0.2,51.6",
      "A2,Low Street,Fixed,up,-3,,,,Faulty,-0.2001,51.6",
      "A2,Low Street,,,,,,-2,,-0.2001,51.6",
      "A4,Nowhere,Fixed,90,4,5.4,1080p,6,Live,200,51.6",
      "A5,Blank,Fixed,90,4,5.4,1080p,6,Live,,",
    ].join("\n");
    const done = await importFile(database, files.write("cctv register.csv", csv));
    expect(done).toMatchObject({ status: "committed", kind: "cameras", read: 5, accepted: 3, rejected: 2 });
    const warnings = done.warnings.join("\n");
    expect(warnings).toContain("direction of 2");
    expect(warnings).toContain("1 times the height cannot be used, for example “-2”");
    expect(warnings).toContain("1 rows are at a position that another row has too");
    const listed = await listCameras(read(), undefined);
    const cameras = listed.ok ? listed.value.data : [];
    expect(cameras.map(({ id, kind, status, missing }) => [id, kind, status, missing])).toEqual([
      ["A1", "ptz", "live", []],
      ["A2", "fixed", "faulty", ["height", "lens", "resolution", "bearing"]],
      ["A2", null, "unknown", ["height", "lens", "resolution", "bearing"]],
    ]);
    expect(cameras[0]?.design).toMatchObject({
      bearingDeg: 45,
      focalLengthMm: 4,
      horizontalPx: 1920,
      heightM: 8,
    });
  });

  it("a newer file of the same register takes its place, and undoing it brings the earlier one back", async () => {
    const csv = "camera,location,longitude,latitude\nB1,Mill Lane,-0.21,51.61\n";
    const done = await importFile(database, files.write("cctv register (2).csv", csv));
    expect(done).toMatchObject({ status: "committed", kind: "cameras", accepted: 1 });
    const ids = async () => {
      const listed = await listCameras(read(), undefined);
      return listed.ok ? listed.value.data.map(({ name }) => name) : [];
    };
    expect(await ids()).toEqual(["Mill Lane"]);
    await undoImport(database.sql, done.id);
    expect(await ids()).toEqual(["High Street", "Low Street", "Low Street"]);
  });

  it("columns keep what is known of their supply and load test", async () => {
    const csv = [
      "Column ref,Street,Height (m),Power supply,Load test date,Certificate expiry,Signal dBm,easting,northing",
      "LC1,High Street,8,Permanent,01/02/2026,2028-08-01,-84,520483,191400",
    ].join("\n");
    const done = await importFile(database, files.write("columns.csv", csv));
    expect(done.error).toBeNull();
    expect(done).toMatchObject({ status: "committed", kind: "columns", accepted: 1 });
    const listed = await listColumns(read(), { limit: 10 });
    expect(listed.ok && listed.value.data[0]).toMatchObject({
      id: "LC1",
      heightM: 8,
      power: "permanent",
      loadTest: "2026-02-01",
      loadTestExpiry: "2028-08-01",
      signalDbm: -84,
      street: "High Street",
    });
  });

  it.skipIf(TRAFFORD.some((file) => realFile(file) === null))(
    "Trafford's 163 cameras, without direction or lens",
    async () => {
      for (const path of TRAFFORD) {
        const done = await importFile(database, realFile(path) ?? "");
        expect(done).toMatchObject({
          status: "committed",
          kind: "cameras",
          read: 163,
          accepted: 163,
          rejected: 0,
        });
        expect(done.warnings.join("\n")).toContain("Not on record, of 163: height of 163, direction of 163");
      }
    },
  );

  it.skipIf(realFile(LIGHTS) === null)(
    "Barnet's 33,146 street lights in seconds, positions shared by 151 kept",
    async () => {
      const begun = performance.now();
      const done = await importFile(database, realFile(LIGHTS) ?? "");
      expect(performance.now() - begun).toBeLessThan(60_000);
      expect(done).toMatchObject({
        status: "committed",
        kind: "columns",
        read: 33_146,
        accepted: 33_146,
        rejected: 0,
      });
      expect(done.warnings.join("\n")).toMatch(/\d+ rows are at a position that another row has too/);
      const again = await importFile(database, realFile(LIGHTS) ?? "");
      expect(again.status).toBe("unchanged");
    },
  );
});
