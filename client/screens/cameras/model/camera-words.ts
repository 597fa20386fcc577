/** The answer of the screen in a sentence, and what the optics of a camera must warn of. */
import type { Coverage } from "#contract/coverage.ts";
import type { CameraDesign } from "#domain/camera/camera-design.ts";
import { FACE_HEIGHT_M } from "#domain/camera/camera-design.ts";
import {
  downAngleDeg,
  opticsOf,
  STEEP_DOWN_ANGLE_DEG,
  TOO_STEEP_DOWN_ANGLE_DEG,
} from "#domain/camera/optics.ts";
import type { DayPart, Season } from "../../../state/camera-state.ts";
import { formatCount } from "../../../state/format.ts";
import type { Level, LevelFigures } from "./view-features.ts";

/** Parts of the day in words, London time. */
export const DAY_PART_WORDS: Record<DayPart, { label: string; hours: string }> = {
  all: { label: "All", hours: "All hours" },
  day: { label: "Day", hours: "06:00 to 18:00" },
  evening: { label: "Evening", hours: "16:00 to 24:00" },
  night: { label: "Night", hours: "22:00 to 06:00" },
};

/** Seasons in words: whole months, as meteorologists count them. */
export const SEASON_WORDS: Record<Season, { label: string; months: string }> = {
  all: { label: "Year", months: "All months" },
  winter: { label: "Winter", months: "December to February" },
  spring: { label: "Spring", months: "March to May" },
  summer: { label: "Summer", months: "June to August" },
  autumn: { label: "Autumn", months: "September to November" },
};

export type Figures = Coverage["data"];

/** `41.0 %`, with enough digits for small shares. */
export function shareText(share: number): string {
  const percent = 100 * share;
  const digits = percent === 0 || percent >= 10 ? 1 : percent >= 1 ? 2 : 3;
  return `${percent.toFixed(digits)} %`;
}

/** Points of a percentage with their sign. */
export function differenceText(later: number, earlier: number): string {
  const points = 100 * (later - earlier);
  const digits = Math.abs(points) >= 1 || points === 0 ? 1 : 3;
  return `${points > 0 ? "+" : points < 0 ? "−" : "±"}${Math.abs(points).toFixed(digits)} points`;
}

/** Bold part and rest of the first sentence on the screen. */
export function leadWords(
  place: string,
  kind: string,
  level: Level,
  before: Figures,
  after: Figures | null,
): { strong: string; rest: string } {
  const what = `of ${kind.toLowerCase()} risk in view at “${level.label.toLowerCase()}” or better`;
  if (!after)
    return { strong: `${place}, today’s cameras:`, rest: ` ${shareText(before.riskShare)} ${what}.` };
  const [now, then] = [shareText(after.riskShare), shareText(before.riskShare)];
  const change =
    now === then
      ? "as much as"
      : after.riskShare > before.riskShare
        ? `up from ${then}`
        : `down from ${then}`;
  return {
    strong: `${place}, this plan:`,
    rest: ` ${now} ${what}, ${change} with today’s cameras.`,
  };
}

/** What is in view of privacy zones; null where nothing is. */
export function privacyText({ privacyZoneM2 }: Pick<Figures, "privacyZoneM2">): string | null {
  return privacyZoneM2 < 1
    ? null
    : `${formatCount(Math.round(privacyZoneM2))} m² of privacy zones are in view.`;
}

/** `7.0 of 798 incidents a year`, or harm where incidents are weighed. */
export function incidentsText({ incidentsPerYear, totalPerYear, unit }: Figures): string {
  const few =
    incidentsPerYear < 100 ? incidentsPerYear.toFixed(1) : formatCount(Math.round(incidentsPerYear));
  return `${few} of ${formatCount(Math.round(totalPerYear))} ${unit}`;
}

/** What a planner must know of this design before believing its figures. */
export function opticsWarnings(design: CameraDesign, rows: readonly LevelFigures[]): string[] {
  const warnings: string[] = [];
  const found = opticsOf(design);
  if (found.ok && found.optics.disagreement) {
    const { declaredDeg, computedDeg } = found.optics.disagreement;
    warnings.push(
      `The declared field of view of ${declaredDeg.toFixed(0)}° is not what sensor and lens give (${computedDeg.toFixed(1)}°); the declared one is used.`,
    );
  }
  if (design.tiltDeg === null)
    warnings.push("Without a tilt the blind zone under the camera is not known and not taken off.");
  const finest = rows.find(({ pxPerM, reachM }) => pxPerM >= 125 && reachM > 0);
  if (finest) {
    const angle = downAngleDeg(design.heightM, FACE_HEIGHT_M, finest.reachM);
    if (angle > STEEP_DOWN_ANGLE_DEG) {
      warnings.push(
        `Faces are seen from ${angle.toFixed(0)}° above even at the end of “${finest.label.toLowerCase()}”${angle > TOO_STEEP_DOWN_ANGLE_DEG ? ": too steep to recognise anybody" : ""}.`,
      );
    }
  }
  const unreached = rows.filter(({ reachM, pxPerM }) => reachM === 0 && pxPerM <= 250);
  if (unreached.length > 0)
    warnings.push(
      `At this height the lens never reaches ${unreached.map(({ label }) => `“${label.toLowerCase()}”`).join(" or ")}.`,
    );
  return warnings;
}
