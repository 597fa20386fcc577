/** Does it happen near schools, stations, bus stops, forecourts or licensed premises more than chance would have it? */
import type { Caveat } from "#contract/meta.ts";
import { FEATURE_KINDS, type Proximity } from "#contract/patterns.ts";
import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import type { Analyst } from "../analysis/analyses.ts";
import type { NearFeatures, ProximityTask } from "../analysis/proximity.ts";
import type { AreaOrAll, Reader } from "../db/read-model.ts";
import type { Snapshot } from "../db/snapshot.ts";
import { type Answer, answer } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { timedSlices } from "./event-place.ts";
import { everySlice } from "./every-slice.ts";
import { type Question, type QuestionInput, readQuestion } from "./question.ts";
import type { TestRefusal } from "./test-refusal.ts";

export type ProximityInput = QuestionInput & { withinM: number };

type Kind = (typeof FEATURE_KINDS)[number];
type Row = NonNullable<Proximity["data"]>["rows"][number];

const LABELS: Record<Kind, string> = {
  school: "Schools",
  station: "Stations",
  "bus-stop": "Bus stops",
  forecourt: "Petrol forecourts",
  "licensed-premises": "Licensed premises",
};
const COMPARISON = "all positions with any recorded crime";
const FEW = 30;
/** Above this share of what is near on a single position, p is not to be trusted. */
const CLUSTERED_SHARE = 0.2;
const METRES_PER_DEGREE = 111_000;

/** One row per kind of feature; kinds that were never imported are listed without a share. @throws AnalysisCancelled */
export async function compareProximity(
  { reader, analyst }: { reader: Reader; analyst: Analyst },
  input: ProximityInput,
  signal: AbortSignal,
): Promise<Answer<Proximity>> {
  const asked = await readQuestion(reader, input);
  if (!asked.ok) return asked;
  const question = asked.value;
  const incidents = await readIncidents(reader, question);
  const total = incidents.locationIds.length;
  if (total === 0) {
    const meta = metaOf(question, input, 0, []);
    return answer({ data: null, meta: { ...meta, refusal: nothing(question), cannot: [] } });
  }
  const places = await reader.placePoints(
    FEATURE_KINDS,
    widened(question.area, input.withinM),
    question.area?.id ?? null,
  );
  const features = FEATURE_KINDS.map((kind) => ({
    kind,
    lngLat: Float64Array.from(
      places.filter(({ layer }) => layer === kind).flatMap(({ lng, lat }) => [lng, lat]),
    ),
  }));
  const task: ProximityTask = {
    incidents: incidents.locationIds,
    times: incidents.times,
    comparison: { locationIds: await everyPosition(reader, question), meaning: COMPARISON },
    features: features.filter(({ lngLat }) => lngLat.length > 0),
    withinM: input.withinM,
  };
  const found = await analyst.run("proximity", task, signal);
  const rows = FEATURE_KINDS.map((kind) => {
    const inside = places.filter((place) => place.layer === kind && place.inside).length;
    return rowOf(kind, inside, total, found);
  });
  const cannot = rows.flatMap((row) => cannotSay(row, question));
  const meta = metaOf(question, input, total, caveatsOf(question, rows, total, found));
  return answer({ data: { withinM: input.withinM, rows }, meta: { ...meta, refusal: null, cannot } });
}

type Incidents = Pick<ProximityTask, "times"> & { locationIds: BigInt64Array };

/** Incidents one by one: with times where a source knows them, else from the counts by position. */
async function readIncidents(reader: Reader, question: Question): Promise<Incidents> {
  const { snapshot, area, slices } = question;
  const timed = timedSlices(question);
  const place = { areaId: area?.id ?? null, cells: null };
  const untimed = await repeatedPositions(
    reader,
    snapshot,
    area,
    slices.filter((slice) => !timed.includes(slice)),
  );
  if (timed.length === 0) return { locationIds: BigInt64Array.from(untimed), times: null };
  const events = await reader.incidentEvents(place, timed);
  const unknown = new Array<number>(untimed.length).fill(Number.NaN);
  return {
    locationIds: BigInt64Array.from([...events.locationIds, ...untimed]),
    times: {
      fromMs: Float64Array.from([...events.fromMs, ...unknown]),
      toMs: Float64Array.from([...events.toMs, ...unknown]),
    },
  };
}

/** Id of a position once for each of its incidents. */
async function repeatedPositions(
  reader: Reader,
  snapshot: Snapshot,
  area: AreaOrAll,
  slices: readonly SelectedSlice[],
): Promise<bigint[]> {
  if (slices.length === 0) return [];
  const { index, pairs } = await reader.locationCounts(snapshot, area, slices);
  const ids: bigint[] = [];
  for (const { index: at, n } of pairs) {
    for (let k = 0; k < at.length; k++) {
      const id = index.rows ? index.rows[at[k] ?? -1]?.id : index.table.keyAt(at[k] ?? -1);
      if (id === undefined) continue;
      for (let each = 0; each < (n[k] ?? 0); each++) ids.push(id);
    }
  }
  return ids;
}

/** Every position at which anything was recorded in the same months: where an incident can be at all. */
async function everyPosition(reader: Reader, question: Question): Promise<BigInt64Array> {
  const { snapshot, area } = question;
  const { index, pairs } = await reader.locationCounts(snapshot, area, everySlice(question));
  const used = new Set<bigint>();
  for (const { index: at } of pairs) {
    for (const k of at) {
      const id = index.rows ? index.rows[k]?.id : index.table.keyAt(k);
      if (id !== undefined) used.add(id);
    }
  }
  return BigInt64Array.from(used);
}

/** The area's box, wide enough for features beyond the boundary that are near a position inside. */
function widened(area: AreaOrAll, byM: number): number[] | null {
  if (!area) return null;
  const [west, south, east, north] = area.bbox;
  const dLat = byM / METRES_PER_DEGREE;
  const dLng = dLat / Math.cos((north * Math.PI) / 180);
  return [west - dLng, south - dLat, east + dLng, north + dLat];
}

function rowOf(kind: Kind, features: number, total: number, all: readonly NearFeatures[]): Row {
  const found = all.find((one) => one.kind === kind)?.found ?? null;
  const blank = { share: null, shareLow: null, shareHigh: null, expectedShare: null, ratio: null, p: null };
  if (!found) {
    return {
      kind,
      label: LABELS[kind],
      features,
      near: 0,
      total,
      expectedFrom: COMPARISON,
      ...blank,
      byHour: null,
    };
  }
  const { near, share, shareLow, shareHigh, expectedShare, ratio, byHour } = found;
  // Tails smaller than any number that can be held come out as 0, which no chance is.
  const p = found.p === null ? null : Math.max(found.p, Number.MIN_VALUE);
  return {
    kind,
    label: LABELS[kind],
    features,
    near,
    total,
    share,
    shareLow,
    shareHigh,
    expectedShare,
    expectedFrom: COMPARISON,
    ratio,
    p,
    byHour:
      byHour && Array.from(byHour.total, (n, hour) => ({ hour, near: byHour.near[hour] ?? 0, total: n })),
  };
}

function cannotSay({ kind, label, share }: Row, { area }: Question): TestRefusal[] {
  if (share !== null) return [];
  const where = area ? ` in or near ${area.name}` : "";
  return [
    {
      code: `no-${kind}`,
      text: `No ${label.toLowerCase()} are imported${where}: whether it happens near them cannot be told. Import points of interest on the Data screen.`,
    },
  ];
}

function nothing(question: Question): TestRefusal {
  const where = question.area?.name ?? "everything imported";
  return question.slices.length === 0
    ? {
        code: "no-data",
        text: `No imported file speaks of these kinds of crime in ${where} in this period: nothing is known.`,
      }
    : {
        code: "no-incidents",
        text: `No incident was recorded in ${where} in this period: there is nothing to compare.`,
      };
}

function caveatsOf(
  question: Question,
  rows: readonly Row[],
  total: number,
  found: readonly NearFeatures[],
): Caveat[] {
  const caveats: Caveat[] = [
    {
      code: "not-a-cause",
      text: "Near is not because of: shops, stops, stations and pubs stand in the same busy streets.",
    },
  ];
  const snapped = question.slices.some(
    ({ sourceId }) => question.snapshot.sources.get(sourceId)?.positionPrecision === "snap-point",
  );
  if (snapped) {
    caveats.push({
      code: "snap-points-near",
      text: "These positions are snap points, often tens of metres from where it happened, and the comparison is made of snap points too: under some 100 m the figures say as much of the snap points as of the crimes.",
    });
  }
  if (total < FEW) {
    caveats.push({
      code: "small-numbers",
      text: `${total.toLocaleString("en-GB")} incidents are few: the intervals are wide.`,
    });
  }
  const clustered = found.filter((one) => (one.found?.busiestPositionShare ?? 0) > CLUSTERED_SHARE);
  for (const { kind } of clustered) {
    const label = rows.find((row) => row.kind === kind)?.label ?? kind;
    caveats.push({
      code: "clustered",
      text: `${label}: more than a fifth of what is near them is at a single position, so the interval and p are too narrow.`,
    });
  }
  return caveats;
}

function metaOf(question: Question, { withinM }: ProximityInput, n: number, caveats: Caveat[]) {
  return buildMeta(question, {
    method: `Share of located incidents within ${withinM} m of the nearest feature (Clopper–Pearson 95 % interval), against the share of ${COMPARISON} in the same months; p two-sided binomial.`,
    n,
    resolution: null,
    bufferM: 0,
    caveats,
  });
}
