/** Facts of a camera as papers print them. */
import type { PaperBlock } from "#contract/camera-papers.ts";
import type { Deployment } from "#contract/scenarios.ts";
import { FACE_HEIGHT_M } from "#domain/camera/camera-design.ts";
import { downAngleDeg, STEEP_DOWN_ANGLE_DEG, TOO_STEEP_DOWN_ANGLE_DEG } from "#domain/camera/optics.ts";
import { type Look, looksOf, reachOf } from "#domain/camera/reach.ts";
import { formatGridReference } from "#domain/grid/grid-reference.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import { isBng, wgs84ToBng } from "#domain/grid/osgb.ts";
import { calendarMonthsLabel } from "#domain/time/months.ts";
import { CAMERA_LEVELS, type CameraLevel } from "./camera-levels.ts";
import type { PaperCamera } from "./camera-paper-facts.ts";
import { degrees, type Filled, facts, figure, filled, metres, table } from "./paper-blocks.ts";

const KINDS = {
  fixed: "Fixed camera",
  ptz: "Moving head (PTZ)",
  fisheye: "Fisheye",
  "rapid-deployment": "Rapid-deployment camera",
} as const;

export function kindOf({ planned, estate }: PaperCamera): Filled {
  const kind = planned?.kind ?? estate?.kind ?? null;
  return kind === null ? null : KINDS[kind];
}

export function purposeOf({ planned, estate }: PaperCamera): Filled {
  return planned?.purpose.trim() || estate?.purpose || null;
}

export function positionOf({ design, estate }: PaperCamera): LngLat | null {
  return design?.position ?? estate?.position ?? null;
}

/** Months of the year that count. */
export function monthsWords(months: readonly number[] | undefined): string {
  return months === undefined || months.length === 0 ? "All months" : calendarMonthsLabel(months);
}

/** "TQ 2291 8934", a square of ten metres; null outside the National Grid. */
export function gridReferenceOf(position: LngLat | null): Filled {
  if (!position) return null;
  const [easting, northing] = wgs84ToBng(position[0], position[1]);
  return isBng(easting, northing) ? formatGridReference(easting, northing, 8) : null;
}

export function lngLatWords(position: LngLat | null): Filled {
  if (!position) return null;
  const [lng, lat] = position;
  const side = (degrees: number, positive: string, negative: string) =>
    `${Math.abs(degrees).toFixed(6)} ${degrees < 0 ? negative : positive}`;
  return `${side(lat, "N", "S")}, ${side(lng, "E", "W")}`;
}

export function levelWords({ label, pxPerM, edition }: CameraLevel): string {
  return `${label} (${figure(pxPerM)} px/m, IEC 62676-4:${edition})`;
}

export function hoursWords(hours: readonly number[] | undefined): string {
  if (!hours || hours.length === 0 || hours.length === 24) return "All hours";
  const two = (hour: number) => String(hour).padStart(2, "0");
  return [...hours]
    .sort((a, b) => a - b)
    .map((hour) => `${two(hour)}:00–${two((hour + 1) % 24)}:00`)
    .join(", ");
}

/** Where it hangs and what it looks through. */
export function mountFacts(camera: PaperCamera): PaperBlock {
  const { design, estate, planned } = camera;
  const found = design ? looksOf(design) : null;
  const look = found?.ok ? found.looks[0] : undefined;
  const lens =
    design?.sensorWidthMm && design.focalLengthMm
      ? `${design.focalLengthMm} mm on a sensor ${design.sensorWidthMm} mm wide`
      : null;
  const position = positionOf(camera);
  return facts(
    ["Reference", estate?.reference ?? planned?.id ?? camera.id],
    ["Kind", kindOf(camera)],
    ["Grid reference", gridReferenceOf(position)],
    ["Position", lngLatWords(position)],
    ["Height of the lens", filled(design?.heightM ?? estate?.heightM, metres)],
    ["Bearing", filled(design?.bearingDeg, (deg) => `${degrees(deg)} from true north`)],
    ["Tilt below the horizon", filled(design?.tiltDeg, degrees)],
    ["Horizontal field of view", filled(look?.hfovDeg, degrees)],
    ["Lens", lens],
    ["Resolution", pixelWords(camera)],
    ["Presets", design && design.presets.length > 0 ? presetWords(camera) : "None"],
  );
}

function pixelWords({ design }: PaperCamera): Filled {
  if (!design?.horizontalPx) return null;
  return design.verticalPx
    ? `${design.horizontalPx} × ${design.verticalPx} px`
    : `${design.horizontalPx} px wide`;
}

function presetWords({ design }: PaperCamera): string {
  return (design?.presets ?? [])
    .map(
      ({ name, bearingDeg, hfovDeg, share }) =>
        `${name} (${degrees(bearingDeg)}, ${degrees(hfovDeg)} wide, ${Math.round(100 * share)} % of the time)`,
    )
    .join("; ");
}

/** Ground that each level of both editions reaches, by day and by night; null without optics. */
export function reachTable({ design }: PaperCamera): PaperBlock | null {
  const found = design ? looksOf(design) : null;
  if (!design || !found?.ok) return null;
  const rows = found.looks
    .slice(0, 4)
    .flatMap((look, i) =>
      CAMERA_LEVELS.flatMap(({ id, levels }) =>
        levels.map(({ label, pxPerM }) => [
          found.looks.length > 1 ? (design.presets[i]?.name ?? `View ${i + 1}`) : "Only view",
          id,
          label,
          figure(pxPerM),
          reachWords(design, look, pxPerM, false),
          reachWords(design, look, pxPerM, true),
        ]),
      ),
    );
  return table(
    `Ground on which a face at ${FACE_HEIGHT_M} m is shown, on open ground and not beyond ${metres(design.rangeM)}`,
    ["View", "Edition", "Level", "px/m", "By day", "By night"],
    rows,
  );
}

function reachWords(
  design: Parameters<typeof reachOf>[0],
  look: Look,
  levelPxPerM: number,
  isNight: boolean,
): string {
  const { nearM, farM } = reachOf(design, look, { levelPxPerM, isNight });
  return farM > nearM ? `${metres(nearM)} to ${metres(farM)}` : "not reached";
}

/** Blind zone and steepness at the level asked for. */
export function blindZoneFacts({ design }: PaperCamera, level: CameraLevel): PaperBlock {
  const found = design ? looksOf(design) : null;
  const look = found?.ok ? found.looks[0] : undefined;
  if (!design || !look) return facts(["Blind zone", null], ["Down-angle", null]);
  const { nearM, farM } = reachOf(design, look, { levelPxPerM: level.pxPerM, isNight: false });
  const isStated = look.tiltDeg !== null && look.optics.vfovDeg !== null;
  const angle = farM > 0 ? downAngleDeg(design.heightM, FACE_HEIGHT_M, farM) : null;
  return facts(
    ["Blind zone below the camera", isStated ? `Nearer than ${metres(nearM)}` : null],
    [
      `Down-angle where ${level.label} ends`,
      angle === null ? "The level is not reached on the ground" : `${degrees(angle)}${steepWords(angle)}`,
    ],
  );
}

function steepWords(angleDeg: number): string {
  if (angleDeg > TOO_STEEP_DOWN_ANGLE_DEG) return ": too steep to know faces";
  return angleDeg > STEEP_DOWN_ANGLE_DEG ? ": steep; faces are seen from above" : "";
}

/** A deployment on record, without the unit and the gatekeeper. */
export function deploymentOf({ planned }: PaperCamera): Deployment | null {
  return planned?.deployment ?? null;
}
