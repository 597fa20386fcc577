import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImportOptions } from "#contract/imports.ts";
import { mappingForHeader } from "../../server/db/queries/column-mappings.ts";
import { connectDatabase } from "../../server/db/sql.ts";
import {
  forceExtractImporter,
  headerSignature,
} from "../../server/ingest/force-extract/force-extract-importer.ts";
import type { Importer, OpenedFile } from "../../server/ingest/importer.ts";
import { populationImporter } from "../../server/ingest/population/population-importer.ts";
import { importContext, openedFile } from "../support/boundary-files.ts";
import { realFile } from "../support/real-data.ts";
import { availableEngines, openTestDatabase, type TestDatabase } from "../support/test-database.ts";

const households = realFile("population/london-borough-households-2011.csv");
const lsoas = realFile("population/london-lsoa-2011.csv");

const HEADER = "Crime Ref,Offence,HO Code,From,To,Easting,Northing,Premises Type,Street,Method";
const extract = [
  HEADER,
  "A1,Burglary dwelling,28E,05/03/2024 14:30,05/03/2024 17:00,522912,189345,House,High Road,rear door",
  "A2,Burglary dwelling,28E,06/03/2024 22:15,,522950,189400,Flat,High Road,",
  "A2,Personal robbery,34B,07/04/2024 01:05,,522960,189410,Street,Station Road,",
  "A3,Fly tipping,,08/04/2024 09:00,,,,,,",
  "A4,Burglary dwelling,28E,31/02/2024 09:00,,522950,189400,,,",
].join("\n");

describe.each(availableEngines())("population and extracts on %s", (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(() => database?.dispose());

  async function bring(importer: Importer, file: OpenedFile, options: ImportOptions = {}) {
    const [row] = await database.sql<{ id: number }[]>`
      INSERT INTO import_batch (status, kind, file_name, file_bytes, file_sha256)
      VALUES ('running', ${importer.kind}, ${file.name}, 1, ${file.sha256}) RETURNING id`;
    const context = importContext({
      sql: database.sql,
      canCopy: database.connection.engine !== "embedded",
      openConnection: () => connectDatabase(database.connection, { max: 1 }),
      importId: row?.id ?? 0,
    });
    const staged = await importer.stage(file, options, context);
    expect(staged.totals.read).toBe(staged.totals.accepted + staged.totals.rejected);
    const flipped = await database.sql.begin((tx) => staged.flip(tx));
    return { staged, flipped, context };
  }

  const figures = () => database.sql<{ name: string; measure: string; n: number }[]>`
    SELECT area_name AS name, measure, n FROM population WHERE state = 'live' ORDER BY measure, area_name`;

  it("a newer figure replaces the same area's, year's and measure's, and says from which file", async () => {
    await bring(populationImporter, openedFile("first-2021.csv", "name,residents\nBarnet,10\nBrent,20\n"));
    const { context } = await bring(
      populationImporter,
      openedFile("second-2021.csv", "name,residents\nBarnet,11\n"),
    );
    expect(context.warnings.join()).toContain("first-2021.csv");
    expect(await figures()).toEqual([
      { name: "Barnet", measure: "residents", n: 11 },
      { name: "Brent", measure: "residents", n: 20 },
    ]);
    await database.sql`DELETE FROM population`;
  });

  it.skipIf(!households || !lsoas)(
    "the real files load whole: 33 boroughs by name and 4,835 LSOAs by code",
    async () => {
      for (const path of [households, lsoas]) {
        const { context } = await bring(
          populationImporter,
          openedFile(basename(path ?? ""), readFileSync(path ?? "")),
        );
        expect(context.rejections).toEqual([]);
      }
      const [row] = await database.sql<{ named: number; coded: number; residents: number }[]>`
      SELECT count(*) FILTER (WHERE area_code = '')::integer AS named,
        count(*) FILTER (WHERE area_code <> '')::integer AS coded,
        sum(n) FILTER (WHERE area_code <> '' AND measure = 'residents' AND area_name LIKE 'Barnet %')::integer AS residents
      FROM population WHERE state = 'live'`;
      expect(row).toEqual({ named: 66, coded: 9670, residents: 356386 });
      await database.sql`DELETE FROM population`;
    },
  );

  it("an extract becomes exact incidents of the force's own source, mapped by code and by words", async () => {
    const { staged, flipped, context } = await bring(
      forceExtractImporter,
      openedFile("Testshire.csv", extract),
      {
        saveMapping: true,
      },
    );
    expect(staged).toMatchObject({
      incidents: true,
      totals: {
        read: 5,
        accepted: 4,
        rejected: 1,
        unlocated: 1,
        sourceSlug: "force-testshire",
        period: { from: "2024-03", to: "2024-04" },
      },
    });
    expect(context.rejections).toMatchObject([{ line: 6, reason: "impossible-date" }]);
    expect(flipped.replacedSlices).toEqual([]);
    const incidents = await database.sql`
      SELECT o.label, o.category, i.reference, i.occurred_from AS "from", i.occurred_to AS "to", i.place_class AS place,
        i.attributes, l.name AS street
      FROM incident i JOIN offence_type o ON o.id = i.offence_type_id LEFT JOIN location l ON l.id = i.location_id
      JOIN slice s ON s.id = i.slice_id AND s.state = 'live'
      ORDER BY i.occurred_from`;
    expect(incidents).toMatchObject([
      {
        category: "burglary.residential",
        reference: "A1",
        from: new Date("2024-03-05T14:30:00Z"),
        to: new Date("2024-03-05T17:00:00Z"),
        place: "House",
        attributes: { Method: "rear door" },
        street: "High Road",
      },
      { category: "burglary.residential", reference: "A2", to: null },
      { category: "robbery.personal", reference: "A2", from: new Date("2024-04-07T00:05:00Z") },
      { label: "Fly tipping", category: null, street: null },
    ]);
    const [source] = await database.sql`
      SELECT vocabulary, time_precision, position_precision FROM source WHERE slug = 'force-testshire'`;
    expect(source).toEqual({
      vocabulary: "force:testshire",
      time_precision: "exact",
      position_precision: "exact",
    });
  });

  it("a saved mapping is found again for the same columns in any order, and used without questions", async () => {
    const saved = await mappingForHeader(database.sql, headerSignature(HEADER.split(",")));
    expect(saved).toMatchObject({ force: "Testshire", from: "From", coordinates: "bng" });
    const reversed = extract
      .split("\n")
      .map((line) => line.split(",").toReversed().join(","))
      .join("\n");
    const { staged, flipped } = await bring(forceExtractImporter, openedFile("another name.csv", reversed));
    expect(staged.totals.sourceSlug).toBe("force-testshire");
    expect(flipped.replacedSlices).toMatchObject([
      { month: "2024-03", oldN: 2, newN: 2 },
      { month: "2024-04", oldN: 2, newN: 2 },
    ]);
  });
});
