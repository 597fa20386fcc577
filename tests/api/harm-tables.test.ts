import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { harmTablesSchema } from "#contract/harm.ts";
import { undoImport } from "../../server/ingest/undo-import.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { importFile } from "../support/run-imports.ts";
import { testFolder } from "../support/street-files.ts";

describe("tables of harm weights", () => {
  let api: ApiApp;
  const files = testFolder();
  beforeAll(async () => {
    api = await openApiApp();
  });
  afterAll(async () => {
    await api.dispose();
    files.dispose();
  });

  const tables = async () => harmTablesSchema.parse(await api.get("/harm/tables")).data;

  it("three come with the app, each with publisher, edition and unit; none counts as verified as long as a row is not", async () => {
    const found = await tables();
    expect(found.map(({ id, verified }) => [id, verified])).toEqual([
      ["cambridge-2020", false],
      ["ons-severity", false],
      ["home-office-2018", false],
    ]);
    for (const { publisher, edition, unit, source, weights } of found) {
      for (const text of [publisher, edition, unit, source]) expect(text.length).toBeGreaterThan(3);
      for (const { weight, verified, note } of weights) {
        if (weight === null) expect([verified, note.length > 5]).toEqual([false, true]);
        else if (!verified) expect(note.length).toBeGreaterThan(5);
      }
    }
  });

  it("an imported edition is added, and gone again after undo", async () => {
    const text =
      "table id,title,publisher,edition,unit,price year,category,term,weight,verified\nCSS,Severity,ONS,2024,points,,burglary,Burglary,438,yes\n";
    const done = await importFile(api.database, files.write("css.csv", text));
    expect(done.status).toBe("committed");
    const found = (await tables()).find(({ id }) => id === "css-2024");
    expect(found).toMatchObject({ title: "Severity", verified: true, priceYear: null });
    expect(found?.weights).toEqual([
      {
        category: "burglary",
        categoryLabel: "Burglary",
        publisherTerm: "Burglary",
        weight: 438,
        verified: true,
        note: "",
      },
    ]);
    await undoImport(api.database.sql, done.id);
    expect(await tables()).toHaveLength(3);
  });
});
