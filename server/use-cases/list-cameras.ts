/** Which cameras are there, and what does the register say, and not say, of each? */
import { z } from "zod";
import type { CameraKind, EstateCamera } from "#contract/camera-design.ts";
import type { Caveat } from "#contract/meta.ts";
import type { CameraDesign } from "#domain/camera/camera-design.ts";
import { looksOf } from "#domain/camera/reach.ts";
import type { PostRow, Reader } from "../db/read-model.ts";
import { type Answer, answer } from "./answer.ts";
import { findArea } from "./question.ts";

export type Estate = {
  data: EstateCamera[];
  meta: {
    source: string | null;
    asOf: string | null;
    demo: boolean;
    datasetVersion: string;
    caveats: Caveat[];
  };
};

/** No view of a camera on record is counted beyond this; a register never says how far one is meant to see. */
const ESTATE_RANGE_M = 60;
const MOST_CAMERAS = 5000;

const attributesSchema = z
  .object({
    bearingDeg: z.number().nullish().catch(null),
    horizontalFovDeg: z.number().nullish().catch(null),
    tiltDeg: z.number().nullish().catch(null),
    focalLengthMm: z.number().nullish().catch(null),
    sensorWidthMm: z.number().nullish().catch(null),
    sensorWidthPx: z.number().nullish().catch(null),
    sensorHeightPx: z.number().nullish().catch(null),
    nightRangeM: z.number().nullish().catch(null),
    status: z.string().nullish().catch(null),
    owner: z.string().nullish().catch(null),
    purpose: z.string().nullish().catch(null),
    commissioned: z.string().nullish().catch(null),
  })
  .partial();

const KINDS: Record<string, CameraKind> = {
  fixed: "fixed",
  ptz: "ptz",
  fisheye: "fisheye",
  "rapid-deployment": "rapid-deployment",
};

const STATUSES: Record<string, EstateCamera["status"]> = {
  live: "live",
  faulty: "faulty",
  decommissioned: "decommissioned",
};

/** Cameras of an area, or all of them. */
export async function listCameras(reader: Reader, areaCode: string | undefined): Promise<Answer<Estate>> {
  const snapshot = await reader.snapshot();
  const area = areaCode === undefined ? null : findArea(snapshot, areaCode);
  if (area && !area.ok) return area;
  const rows = await reader.posts("camera", area?.value?.id ?? null, null, MOST_CAMERAS);
  const data = rows.map(cameraOf);
  const isDemo = [...snapshot.sources.values()].some(({ invented }) => invented);
  return answer({
    data,
    meta: {
      source: null,
      asOf: snapshot.slices.at(-1)?.month ?? null,
      demo: isDemo,
      datasetVersion: snapshot.version,
      caveats: caveatsOf(data),
    },
  });
}

function cameraOf(row: PostRow): EstateCamera {
  const facts = attributesSchema.parse(row.attributes ?? {});
  const kind = KINDS[row.class] ?? null;
  const design = designOf(row, facts, kind);
  const found = looksOf(design);
  const missing = [...(row.heightM === null ? ["height"] : []), ...(found.ok ? [] : found.missing)];
  return {
    id: row.reference ?? `at ${row.lng.toFixed(6)},${row.lat.toFixed(6)}`,
    name: row.name,
    reference: row.reference,
    kind,
    status: STATUSES[facts.status ?? ""] ?? "unknown",
    owner: facts.owner ?? null,
    purpose: facts.purpose ?? null,
    commissioned: facts.commissioned ?? null,
    position: [row.lng, row.lat],
    heightM: row.heightM,
    design: missing.length === 0 ? { ...design, position: [row.lng, row.lat], presets: [] } : null,
    missing,
  };
}

function designOf(
  row: PostRow,
  facts: z.output<typeof attributesSchema>,
  kind: CameraKind | null,
): CameraDesign {
  return {
    position: [row.lng, row.lat],
    heightM: row.heightM ?? 0,
    bearingDeg: facts.bearingDeg ?? null,
    tiltDeg: facts.tiltDeg ?? null,
    projection: kind === "fisheye" ? "fisheye" : "rectilinear",
    hfovDeg: facts.horizontalFovDeg ?? null,
    sensorWidthMm: facts.sensorWidthMm ?? null,
    focalLengthMm: facts.focalLengthMm ?? null,
    horizontalPx: facts.sensorWidthPx ?? null,
    verticalPx: facts.sensorHeightPx ?? null,
    rangeM: ESTATE_RANGE_M,
    nightRangeM: facts.nightRangeM ?? null,
    presets: [],
  };
}

function caveatsOf(cameras: readonly EstateCamera[]): Caveat[] {
  const caveats: Caveat[] = [
    {
      code: "range-cap",
      text: `Views of cameras on record are counted up to ${ESTATE_RANGE_M} m: the register does not say how far they are meant to see.`,
    },
  ];
  const lacking = cameras.filter(({ design }) => design === null).length;
  if (lacking > 0) {
    caveats.push({
      code: "incomplete-register",
      text: `${lacking} of ${cameras.length} cameras lack a direction, a lens, a resolution or a height on record: what they see is not known and counts as nothing.`,
    });
  }
  if (cameras.some(({ kind, design }) => kind === "ptz" && design !== null)) {
    caveats.push({
      code: "ptz-home-view",
      text: "Moving heads without presets on record count as looking in their one recorded direction all the time.",
    });
  }
  return caveats;
}
