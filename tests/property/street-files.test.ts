import { unlinkSync } from "node:fs";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import type { Rejection } from "../../server/ingest/load/incident-record.ts";
import { policeUkImporter } from "../../server/ingest/police-uk/importer.ts";
import { STREET_HEADER, streetLine, testFolder } from "../support/street-files.ts";

const folder = testFolder();
afterAll(() => folder.dispose());

const cell = fc.oneof(
  fc.constantFrom("", "51.7", "-0.2", "abc", "191400", "2024-01", "2024-13", '"', "a,b", "é\n"),
  fc.string({ maxLength: 8 }).filter((text) => !text.includes("\0")),
);
const row = fc.record(
  { month: cell, lng: cell, lat: cell, force: cell, type: cell, location: cell },
  { requiredKeys: [] },
);
const damage = fc.constantFrom("", "", "", "", ",extra", '"', 'x"y');

it("every record is accepted or rejected exactly once, whatever is in it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(row, damage), { maxLength: 20 }), async (rows) => {
      const lines = rows.map(([fields, extra]) => streetLine(fields) + extra);
      // A damaged quote may swallow what follows up to the end of the file: that is an error, not a shorter import.
      const path = folder.write("street.csv", `${[STREET_HEADER, ...lines].join("\n")}\n`);
      const rejections: Rejection[] = [];
      const context = {
        signal: new AbortController().signal,
        now: () => new Date("2026-01-15T00:00:00Z"),
        onProgress: () => {},
        reject: (rejection: Rejection) => void rejections.push(rejection),
        warn: () => {},
      };
      try {
        const file = { path, name: "street.csv", bytes: 1, sha256: "" };
        const totals = await policeUkImporter.check(file, {}, context);
        expect(totals.read).toBe(totals.accepted + totals.rejected);
        expect(totals.rejected).toBe(rejections.length);
        expect(totals.unlocated).toBeLessThanOrEqual(totals.accepted);
        const numbers = rejections.map((rejection) => rejection.line);
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        expect(new Set(numbers).size).toBe(numbers.length);
      } catch (error) {
        expect(error).toMatchObject({ code: "csv-unclosed-quote" });
      } finally {
        unlinkSync(path);
      }
    }),
    { numRuns: 300 },
  );
});
