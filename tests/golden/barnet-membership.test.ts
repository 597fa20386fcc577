import { readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { PolygonRings } from "#domain/grid/h3.ts";
import { prepareArea } from "#domain/grid/point-in-polygon.ts";
import { openCsvFiles } from "../../server/ingest/archive/csv-files.ts";
import { readStreetFiles } from "../../server/ingest/police-uk/read-street-files.ts";
import { readContext } from "../support/boundary-files.ts";
import { realFile } from "../support/real-data.ts";

const archive = realFile("police-uk/metropolitan-burglary-2010-12_2025-02.zip");
const boroughs = realFile("boundaries/london-boroughs.geojson");

type Borough = { properties: { GSS_CODE: string }; geometry: { coordinates: PolygonRings } };

describe.skipIf(!archive || !boroughs)("burglaries of the Metropolitan Police in Barnet's polygon", () => {
  it("48,624 lie inside by coordinate, 48,679 are named Barnet: 84 named but outside, 29 inside but not named", async () => {
    const file: { features: Borough[] } = JSON.parse(readFileSync(boroughs ?? "", "utf8"));
    const barnet = file.features.find(({ properties }) => properties.GSS_CODE === "E09000003");
    const { covers } = prepareArea([barnet?.geometry.coordinates ?? []]);
    const path = archive ?? "";
    const source = await openCsvFiles({ path, name: "archive.zip", bytes: statSync(path).size, sha256: "" });
    const counts = { inside: 0, named: 0, namedOutside: 0, insideNotNamed: 0 };
    const totals = await readStreetFiles(source, readContext(new Date("2026-01-01")), {
      room: Number.POSITIVE_INFINITY,
      makeRoom: async () => undefined,
      add: ({ position, lsoa }) => {
        const inside = position !== null && covers(position[0], position[1]);
        const named = /^Barnet \d/.test(lsoa?.name ?? "");
        if (inside) counts.inside++;
        if (named) counts.named++;
        if (named && !inside) counts.namedOutside++;
        if (inside && !named) counts.insideNotNamed++;
      },
    });
    source.close();
    expect(totals).toMatchObject({ read: 1_022_291, unlocated: 7378 });
    expect(counts).toEqual({ inside: 48_624, named: 48_679, namedOutside: 84, insideNotNamed: 29 });
  }, 120_000);
});
