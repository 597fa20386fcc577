import {
  type CategoryScheme,
  categoryLookup,
  LEVEL_SEPARATOR,
  normaliseOffence,
} from "#domain/category/scheme.ts";
import type { Sql, TransactionSql } from "../sql.ts";

/** Vocabularies whose texts are known before the first import. Others are filled by their imports. */
const PUBLISHED_VOCABULARIES = ["police-uk", "mps"] as const;

/**
 * Brings the tables `category` and `offence_type` in step with the scheme. Does nothing when they are.
 *
 * Definitions follow the scheme. A category that left the scheme stays (figures may refer to it). Texts that the
 * scheme maps follow it too, except those that a person mapped. The dataset's version grows when anything changed.
 * @returns how many rows were added or changed.
 */
export async function seedCategories(sql: Sql, scheme: CategoryScheme): Promise<number> {
  return sql.begin(async (tx) => {
    const changed =
      (await upsertCategories(tx, scheme)) +
      (await addKnownTexts(tx, scheme)) +
      (await remapSchemeTexts(tx, scheme));
    if (changed > 0) await tx`UPDATE dataset SET version = version + 1, changed_at = now()`;
    return changed;
  });
}

async function upsertCategories(tx: TransactionSql, scheme: CategoryScheme): Promise<number> {
  const rows = scheme.categories.map((category) => ({
    id: category.id,
    parent: category.parent,
    label: category.label,
    unit: category.unit,
    definition: category.definition,
    definition_id: category.definitionId,
    source: category.source,
    valid_from: category.validFrom,
    additive: category.additive,
    breaks: category.breaks,
    sort: category.sort,
  }));
  const result = await tx`
    INSERT INTO category AS c
      (id, parent, label, unit, definition, definition_id, source, valid_from, additive, breaks, sort)
    SELECT id, parent, label, unit, definition, definition_id, source, valid_from, additive, breaks, sort
    FROM jsonb_to_recordset(${tx.json(rows)}) AS s (id text, parent text, label text, unit text, definition text,
      definition_id text, source text, valid_from date, additive boolean, breaks jsonb, sort smallint)
    ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, label = excluded.label, unit = excluded.unit,
      definition = excluded.definition, definition_id = excluded.definition_id, source = excluded.source,
      valid_from = excluded.valid_from, additive = excluded.additive, breaks = excluded.breaks, sort = excluded.sort
    WHERE (c.parent, c.label, c.unit, c.definition, c.definition_id, c.source, c.valid_from, c.additive, c.breaks,
        c.sort)
      IS DISTINCT FROM (excluded.parent, excluded.label, excluded.unit, excluded.definition, excluded.definition_id,
        excluded.source, excluded.valid_from, excluded.additive, excluded.breaks, excluded.sort)`;
  return result.count;
}

async function addKnownTexts(tx: TransactionSql, scheme: CategoryScheme): Promise<number> {
  const rows = PUBLISHED_VOCABULARIES.flatMap((vocabulary) =>
    Object.entries(scheme.vocabularies[vocabulary] ?? {})
      .filter(([text]) => !text.endsWith(`${LEVEL_SEPARATOR}*`))
      .map(([text, category]) => ({ vocabulary, code: normaliseOffence(text), label: text, category })),
  );
  const result = await tx`
    INSERT INTO offence_type (vocabulary, code, label, category)
    SELECT DISTINCT ON (vocabulary, code) vocabulary, code, label, category
    FROM jsonb_to_recordset(${tx.json(rows)}) AS s (vocabulary text, code text, label text, category text)
    ORDER BY vocabulary, code
    ON CONFLICT (vocabulary, code) DO NOTHING`;
  return result.count;
}

async function remapSchemeTexts(tx: TransactionSql, scheme: CategoryScheme): Promise<number> {
  const lookup = categoryLookup(scheme);
  const vocabularies = Object.keys(scheme.vocabularies);
  const rows = await tx<{ id: number; vocabulary: string; label: string; category: string | null }[]>`
    SELECT id, vocabulary, label, category FROM offence_type
    WHERE mapped_by = 'scheme' AND vocabulary IN ${tx(vocabularies)}`;
  const changed = rows
    .map((row) => ({ id: row.id, before: row.category, category: lookup(row.vocabulary, row.label) }))
    .filter((row) => row.before !== row.category)
    .map(({ id, category }) => ({ id, category }));
  if (changed.length === 0) return 0;
  const result = await tx`
    UPDATE offence_type AS o SET category = s.category
    FROM jsonb_to_recordset(${tx.json(changed)}) AS s (id integer, category text)
    WHERE o.id = s.id`;
  return result.count;
}
