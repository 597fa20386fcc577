/**
 * Rows of a camera register or of a list of lamp columns. Registers are incomplete as a rule: what they lack stays
 * unknown and is counted, and what cannot be read is kept as it stands and counted too. No row is refused for either.
 */
import type { ReadContext } from "../importer.ts";
import { keptAttributes, type PlaceDraft, type PostLayer, textOrNull } from "../points/place-draft.ts";
import type { RowReader } from "../points/place-table.ts";
import {
  bearingOf,
  CAMERA_KINDS,
  CAMERA_STATUSES,
  dateOf,
  numberOf,
  pictureOf,
  SUPPLIES,
  wordOf,
} from "./post-facts.ts";

type Found = string | number | readonly [number, number];
type Fact = {
  /** Name of the attribute that it becomes. */
  key: string;
  /** What it is called in warnings. */
  label: string;
  header: RegExp;
  read: (text: string) => Found | null;
};

const LONGEST = 200;
const asText = (text: string): string | null => textOrNull(text);

const CAMERA_FACTS: readonly Fact[] = [
  {
    key: "bearingDeg",
    label: "direction",
    header: /bearing|direction|heading|facing|azimuth/i,
    read: bearingOf,
  },
  { key: "tiltDeg", label: "tilt", header: /tilt/i, read: (text) => numberOf(text, -30, 90) },
  {
    key: "horizontalFovDeg",
    label: "field of view",
    header: /fov|field.of.view|angle of view/i,
    read: (text) => numberOf(text, 1, 360),
  },
  { key: "focalLengthMm", label: "lens", header: /focal|lens/i, read: (text) => numberOf(text, 0.5, 2000) },
  {
    key: "sensorWidthMm",
    label: "sensor",
    header: /sensor.*(width|mm|size)/i,
    read: (text) => numberOf(text, 0.5, 60),
  },
  { key: "picture", label: "resolution", header: /resolution|pixels|megapixel/i, read: pictureOf },
  {
    key: "status",
    label: "status",
    header: /status|condition/i,
    read: (text) => wordOf(text, CAMERA_STATUSES),
  },
  { key: "owner", label: "owner", header: /owner|operator|authority/i, read: asText },
  { key: "purpose", label: "purpose", header: /purpose|reason/i, read: asText },
  { key: "commissioned", label: "date of installation", header: /install|commission/i, read: asText },
];

const COLUMN_FACTS: readonly Fact[] = [
  { key: "power", label: "supply", header: /power|supply/i, read: (text) => wordOf(text, SUPPLIES) },
  {
    key: "bracketHeightM",
    label: "bracket height",
    header: /bracket/i,
    read: (text) => numberOf(text, 0.5, 60),
  },
  { key: "loadTest", label: "load test", header: /load.?test(?!.*(expir|valid))|tested/i, read: dateOf },
  { key: "loadTestExpiry", label: "certificate's end", header: /expir|valid (to|until)/i, read: dateOf },
  { key: "signalDbm", label: "signal", header: /signal|dbm/i, read: (text) => numberOf(text, -150, 0) },
];

const HEIGHT = /height|^h ?m?$/i;
const REFERENCE = /(^|[ _])(id|ref|reference|no|number|code)$/i;
const NAME = /street|road|location|address|site|name|description/i;
const AREA_WORDS = /area|ward|lsoa|borough|district/i;
const TYPE = /type|kind|model/i;
const PARTS = { camera: CAMERA_FACTS, column: COLUMN_FACTS } as const;

/** Counts of what a file lacks, told when it has been read. */
export class PostTally {
  rows = 0;
  readonly #known = new Map<string, number>();
  readonly #unusable = new Map<string, { n: number; example: string }>();
  readonly #seen = new Set<string>();
  #repeated = 0;

  row(position: readonly [number, number]): void {
    this.rows++;
    const key = position.map((degrees) => degrees.toFixed(6)).join();
    if (this.#seen.has(key)) this.#repeated++;
    this.#seen.add(key);
  }

  known(label: string): void {
    this.#known.set(label, (this.#known.get(label) ?? 0) + 1);
  }

  unusable(label: string, example: string): void {
    const before = this.#unusable.get(label);
    this.#unusable.set(label, { n: (before?.n ?? 0) + 1, example: before?.example ?? example });
  }

  tell(layer: PostLayer, context: Pick<ReadContext, "warn">): void {
    const labels = [
      "height",
      ...PARTS[layer].map(({ label }) => label),
      ...(layer === "camera" ? ["type"] : []),
    ];
    const of = this.rows.toLocaleString("en-GB");
    const missing = labels.flatMap((label) => {
      const n = this.rows - (this.#known.get(label) ?? 0);
      return n > 0 ? [`${label} of ${n.toLocaleString("en-GB")}`] : [];
    });
    if (missing.length > 0)
      context.warn(`Not on record, of ${of}: ${missing.join(", ")}. It stays unknown and is never guessed.`);
    for (const [label, { n, example }] of this.#unusable) {
      context.warn(
        `${n.toLocaleString("en-GB")} times the ${label} cannot be used, for example “${example.slice(0, 60)}”; it is kept as it stands and counts as unknown.`,
      );
    }
    if (this.#repeated > 0)
      context.warn(
        `${this.#repeated.toLocaleString("en-GB")} rows are at a position that another row has too; all are kept.`,
      );
  }
}

/** Reader of the rows of one kind; what it finds missing goes to the tally. */
export function postReader(layer: PostLayer, tally: PostTally): RowReader {
  return (_fileName, header, _sample, columns) => {
    const plain = header.map((name) => name.trim().replace(/[_-]+/g, " ").trim());
    const find = (pattern: RegExp, but?: RegExp): number =>
      plain.findIndex((name) => pattern.test(name) && !(but?.test(name) ?? false));
    const facts = PARTS[layer].map((fact) => ({ ...fact, at: find(fact.header) }));
    const at = {
      height: find(HEIGHT, /bracket/i),
      reference: find(REFERENCE, AREA_WORDS),
      name: find(NAME, AREA_WORDS),
      type: layer === "camera" ? find(TYPE) : -1,
    };
    const taken = new Set([...facts.map((fact) => fact.at), ...Object.values(at)].filter((i) => i >= 0));
    for (const { x, y } of columns.coordinates) taken.add(x).add(y);
    return (fields, located) => {
      if (!located.ok) return located;
      tally.row(located.position);
      const attributes: PlaceDraft["attributes"] = keptAttributes(
        header.flatMap((key, i) => (taken.has(i) ? [] : [[key, (fields[i] ?? "").trim()] as const])),
      );
      for (const { key, label, at: column, read } of facts) {
        const text = (fields[column] ?? "").trim();
        if (text === "") continue;
        const found = read(text);
        if (found === null) {
          tally.unusable(label, text);
          attributes[header[column] ?? label] = text.slice(0, LONGEST);
        } else {
          tally.known(label);
          if (typeof found === "string" || typeof found === "number") attributes[key] = found;
          else [attributes.sensorWidthPx, attributes.sensorHeightPx] = [found[0] ?? 0, found[1] ?? 0];
        }
      }
      const type = (fields[at.type] ?? "").trim();
      const kind = type === "" ? null : wordOf(type, CAMERA_KINDS);
      if (kind !== null) tally.known("type");
      else if (type !== "") tally.unusable("type", type);
      const heightText = (fields[at.height] ?? "").trim();
      const heightM = heightText === "" ? null : numberOf(heightText, 0.5, 100);
      if (heightM !== null) tally.known("height");
      else if (heightText !== "") tally.unusable("height", heightText);
      const place: PlaceDraft = {
        layer,
        class: layer === "column" ? "lamp-column" : (kind ?? "unknown"),
        name: textOrNull(fields[at.name]),
        reference: textOrNull(fields[at.reference]?.replace(/\.0$/, "")),
        heightM,
        attributes,
        position: located.position,
        bng: located.bng,
      };
      return { ok: true, place };
    };
  };
}
