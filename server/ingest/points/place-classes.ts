/**
 * What counts as a school, a station, a bus stop, a forecourt or licensed premises: the words and codes of publishers
 * and the tags of OpenStreetMap, read from data/points-of-interest.json and checked when first read.
 */
import { z } from "zod";
import { featureKindSchema } from "#contract/patterns.ts";
import classesJson from "../../../data/points-of-interest.json" with { type: "json" };

export type PlaceLayer = z.infer<typeof featureKindSchema>;
export type PlaceClass = { layer: PlaceLayer; class: string };

const text = z.string().min(1);
const scheme = z
  .object({
    version: z.number().int(),
    layers: z.array(
      z.object({
        layer: featureKindSchema,
        label: text,
        fileWords: z.array(text),
        osm: z.array(z.object({ class: text, tags: z.record(text, text) })),
        words: z.record(text, text),
      }),
    ),
  })
  .parse(classesJson);

/** What a layer is called, in the plural. */
export const PLACE_LABELS: ReadonlyMap<PlaceLayer, string> = new Map(
  scheme.layers.map(({ layer, label }) => [layer, label]),
);

const RULES = scheme.layers.flatMap(({ layer, osm }) =>
  osm.map((rule) => ({ layer, class: rule.class, tags: Object.entries(rule.tags) })),
);
const WORDS = new Map(
  scheme.layers.flatMap(({ layer, words }) =>
    Object.entries(words).map(([word, kind]) => [normalise(word), { layer, class: kind }] as const),
  ),
);

/** Keys of OpenStreetMap that the rules look at. */
export const OSM_KEYS: ReadonlySet<string> = new Set(RULES.flatMap(({ tags }) => tags.map(([key]) => key)));

/** Class of a thing by its OpenStreetMap tags; the first rule that fits decides. Null for everything else. */
export function classOfTags(tagOf: (key: string) => string | undefined): PlaceClass | null {
  const rule = RULES.find(({ tags }) => tags.every(([key, value]) => tagOf(key) === value));
  return rule ? { layer: rule.layer, class: rule.class } : null;
}

/** Class by a publisher's word or code ("Public House", "BCT", "Primary schools"); null if nobody listed it. */
export function classOfWord(word: string): PlaceClass | null {
  const plain = normalise(word);
  return WORDS.get(plain) ?? WORDS.get(plain.replace(/s$/, "")) ?? null;
}

/** Layer that a file's name speaks of ("barnet-schools-2024.csv"), the longest words first. */
export function layerOfFileName(name: string): PlaceLayer | null {
  const stem = ` ${normalise(name.replace(/^.*[\\/]/, "").replace(/(\.[a-z]{1,8}){1,2}$/i, ""))} `;
  const words = scheme.layers.flatMap(({ layer, fileWords }) => fileWords.map((word) => ({ layer, word })));
  const found = words
    .sort((a, b) => b.word.length - a.word.length)
    .find(({ word }) => stem.includes(` ${word} `));
  return found?.layer ?? null;
}

function normalise(word: string): string {
  return word
    .toLowerCase()
    .replaceAll("&", " and ")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}
