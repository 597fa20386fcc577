import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CategoryScheme } from "#domain/category/scheme.ts";
import { seedCategories } from "../../server/db/queries/categories-seed.ts";
import { availableEngines, openTestDatabase, type TestDatabase } from "../support/test-database.ts";

const scheme: CategoryScheme = JSON.parse(
  readFileSync(new URL("../../data/category-scheme.json", import.meta.url), "utf8"),
);

describe.each(availableEngines())("category scheme in the database (%s)", (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(() => database?.dispose());

  it("seeding again changes nothing, not even the dataset's version", async () => {
    const { sql } = database;
    const before = await sql`SELECT version FROM dataset`;
    expect(await seedCategories(sql, scheme)).toBe(0);
    expect(await sql`SELECT version FROM dataset`).toEqual(before);
    const [count] = await sql<{ n: number }[]>`SELECT count(*)::integer AS n FROM category`;
    expect(count?.n).toBe(scheme.categories.length);
  });

  it("a changed scheme updates definitions and its own mappings, never a person's", async () => {
    const { sql } = database;
    await sql`UPDATE offence_type SET category = 'asb', mapped_by = 'person'
      WHERE vocabulary = 'police-uk' AND code = 'ROBBERY'`;
    const changed: CategoryScheme = {
      ...scheme,
      categories: scheme.categories.map((category) =>
        category.id === "asb" ? { ...category, definition: "A new definition." } : category,
      ),
      vocabularies: {
        ...scheme.vocabularies,
        "police-uk": {
          ...scheme.vocabularies["police-uk"],
          Burglary: "burglary.residential",
          Robbery: "robbery",
        },
      },
    };
    expect(await seedCategories(sql, changed)).toBe(2);
    const rows = await sql<{ code: string; category: string }[]>`
      SELECT code, category FROM offence_type
      WHERE vocabulary = 'police-uk' AND code IN ('BURGLARY', 'ROBBERY') ORDER BY code`;
    expect(rows.map((row) => [row.code, row.category])).toEqual([
      ["BURGLARY", "burglary.residential"],
      ["ROBBERY", "asb"],
    ]);
    const [asb] = await sql<{ definition: string }[]>`SELECT definition FROM category WHERE id = 'asb'`;
    expect(asb?.definition).toBe("A new definition.");
  });
});
