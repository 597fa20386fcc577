import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { harmTables } from "../../server/db/queries/harm.ts";
import { undoImport } from "../../server/ingest/undo-import.ts";
import { importFile } from "../support/run-imports.ts";
import { testFolder } from "../support/street-files.ts";
import { availableEngines, openTestDatabase, type TestDatabase } from "../support/test-database.ts";

const HEADER = "Table id,Title,Publisher,Edition,Unit,Price year,Category,Term,Weight,Verified,Note";
const row = (edition: string, category: string, weight: string, verified = "yes") =>
  `css,Severity,ONS,${edition},points,,${category},term of ${category},${weight},${verified},`;

describe.each(availableEngines())("harm weights on %s", (engine) => {
  const files = testFolder();
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(async () => {
    await database.dispose();
    files.dispose();
  });

  const bring = (name: string, ...lines: string[]) =>
    importFile(database, files.write(name, `${[HEADER, ...lines].join("\n")}\n`));
  const live = async () =>
    (await harmTables(database.sql)).map(({ edition, weights }) => [
      edition,
      ...weights.map(({ category, weight, verified }) => `${category} ${weight} ${verified}`),
    ]);

  it("a new edition is a new table; the same edition replaces itself, and undo brings back what was there", async () => {
    const old = await bring("a.csv", row("2023", "burglary", "438"), row("2023", "robbery", ""));
    expect([old.status, old.kind, old.accepted]).toEqual(["committed", "harm-weights", 2]);
    const next = await bring("b.csv", row("2024", "burglary", "450", "no"));
    expect(next.warnings.join(" ")).toContain("1 of 1 weights are marked as not verified");
    expect(await live()).toEqual([
      ["2023", "burglary 438 true", "robbery null true"],
      ["2024", "burglary 450 false"],
    ]);
    const again = await bring("c.csv", row("2023", "burglary", "439"));
    expect(again.warnings.join(" ")).toContain("Severity, 2023, was loaded before and is replaced");
    expect(await live()).toEqual([
      ["2024", "burglary 450 false"],
      ["2023", "burglary 439 true"],
    ]);
    expect(await undoImport(database.sql, old.id)).toEqual({ ok: false, reason: "replaced-by-later-import" });
    expect(await undoImport(database.sql, again.id)).toEqual({ ok: true });
    expect(await undoImport(database.sql, next.id)).toEqual({ ok: true });
    expect(await live()).toEqual([["2023", "burglary 438 true", "robbery null true"]]);
    expect(await undoImport(database.sql, old.id)).toEqual({ ok: true });
    expect(await live()).toEqual([]);
  });

  it("rows that cannot be used are rejected with the reason, and a file of nothing else changes nothing", async () => {
    const mixed = await bring(
      "mixed.csv",
      row("1", "Burglary", "1"),
      row("1", "burglary", "2"),
      row("1", "time travel", "1"),
      row("1", "robbery", "heavy"),
      row("1", "robbery", "-1"),
      row("1", "robbery", "1", "perhaps"),
      row("1", "asb", "1").replace("points", "days"),
      "css,too,short",
    );
    expect([mixed.status, mixed.accepted, mixed.rejectedByReason]).toEqual([
      "committed",
      1,
      {
        "duplicate-weight": 1,
        "unknown-category": 1,
        "weight-not-a-number": 2,
        "verified-unclear": 1,
        "table-contradicts": 1,
        "wrong-field-count": 1,
      },
    ]);
    await undoImport(database.sql, mixed.id);
    const none = await bring("none.csv", row("1", "time travel", "1"));
    expect([none.status, none.error?.code]).toEqual(["failed", "no-weights"]);
    expect(await live()).toEqual([]);
  });
});
