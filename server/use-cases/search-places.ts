/** Where is that? Areas, streets, places, postcode districts, coordinates and grid references by what was typed. */
import type { SearchHit } from "#contract/search.ts";
import { parsePlaceText } from "#domain/grid/grid-reference.ts";
import type { Reader } from "../db/read-model.ts";
import type { AreaRow } from "../db/snapshot.ts";

const LIMIT = 12;
const LEAST_LETTERS = 2;

const KIND_WORDS: Record<AreaRow["kind"], string> = {
  force: "Police force area",
  "local-authority": "Local authority",
  ward: "Ward",
  msoa: "MSOA",
  lsoa: "LSOA",
  "postcode-district": "Postcode district",
  place: "Place",
  other: "Area",
};

/** Up to 12 hits, the likeliest first, or a message that says why there are none. */
export async function searchPlaces(
  reader: Reader,
  text: string,
): Promise<{ data: SearchHit[]; message: string | null }> {
  const typed = outwardCode(text.trim());
  const point = pointHit(typed);
  const snapshot = await reader.snapshot();
  const areas = areaHits([...snapshot.areas.values()], typed.toLowerCase());
  if (typed.length < LEAST_LETTERS && areas.length === 0) {
    return {
      data: [],
      message: "Type at least two letters, a postcode district, a coordinate or a grid reference.",
    };
  }
  const [streets, places] = await Promise.all([
    reader.searchStreets(snapshot, typed, LIMIT),
    reader.searchPlaces(typed, LIMIT),
  ]);
  const placeHits = places.map(
    (row): SearchHit => ({
      kind: "place",
      label: row.name,
      detail: row.class === row.layer ? row.layer : `${row.layer}, ${row.class}`,
      code: null,
      centre: [row.lng, row.lat],
      bbox: null,
    }),
  );
  const streetHits = streets.map(
    (row): SearchHit => ({
      kind: "street",
      label: row.name.replace(/^On or near /i, ""),
      detail: `${row.authority ?? "Street"}, ${row.positions} ${row.positions === 1 ? "position" : "positions"}`,
      code: null,
      centre: [(row.west + row.east) / 2, (row.south + row.north) / 2],
      bbox: [row.west, row.south, row.east, row.north],
    }),
  );
  const named = [...areas, ...placeHits, ...streetHits];
  const data = (
    point.certain ? [...point.hits, ...named] : [...named.slice(0, LIMIT - 1), ...point.hits]
  ).slice(0, LIMIT);
  return { data, message: data.length > 0 ? point.message : (point.message ?? nothingFound(typed)) };
}

/** A whole postcode means its district: `NW4 4BG` → `NW4`. */
function outwardCode(typed: string): string {
  return /^([A-Z]{1,2}\d[A-Z\d]?)\s*\d[A-Z]{2}$/i.exec(typed)?.[1] ?? typed;
}

/** A coordinate or grid reference; not certain where the text may as well be the beginning of a name. */
function pointHit(typed: string): { hits: SearchHit[]; message: string | null; certain: boolean } {
  const point = parsePlaceText(typed);
  if (!point.ok) {
    const meant = point.reason !== "not-a-place" && /\d/.test(typed);
    return { hits: [], message: meant ? `${point.detail}.` : null, certain: false };
  }
  const [lng, lat] = point.position;
  const hit: SearchHit = {
    kind: point.kind === "coordinate" ? "coordinate" : "grid-reference",
    label: typed.toUpperCase(),
    detail: point.sizeM > 0 ? `${point.understoodAs}, a square of ${point.sizeM} m` : point.understoodAs,
    code: null,
    centre: [lng, lat],
    bbox: null,
  };
  return { hits: [hit], message: point.ambiguity, certain: /\d/.test(typed) && point.ambiguity === null };
}

function nothingFound(typed: string): string {
  return `Nothing is called “${typed}” in the imported areas, streets and places. Postcodes work as districts, for example NW4.`;
}

/** Exact code or name first, then names that begin with the text, then names that hold it; larger kinds first. */
function areaHits(areas: readonly AreaRow[], typed: string): SearchHit[] {
  const rank = ({ name, code }: AreaRow): number => {
    const lower = name.toLowerCase();
    if (lower === typed || code.toLowerCase() === typed) return 0;
    if (lower.startsWith(typed)) return 1;
    if (lower.includes(typed) || code.toLowerCase().startsWith(typed)) return 2;
    return 3;
  };
  return areas
    .map((area) => ({ area, rank: typed === "" ? 3 : rank(area) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank || b.area.areaM2 - a.area.areaM2)
    .slice(0, LIMIT)
    .map(({ area }) => ({
      kind: "area",
      label: area.name,
      detail: `${KIND_WORDS[area.kind]}, ${area.code}`,
      code: area.code,
      centre: [(area.bbox[0] + area.bbox[2]) / 2, (area.bbox[1] + area.bbox[3]) / 2],
      bbox: area.bbox,
    }));
}
