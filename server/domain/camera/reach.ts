/** From which ground distance to which a camera shows enough, level by level and view by view. */
import { type CameraDesign, FACE_HEIGHT_M } from "./camera-design.ts";
import { groundLimits, groundRangeM, nightRangeM, type Optics, opticsOf, slantRangeM } from "./optics.ts";

/** Ground between nearM and farM; nothing where farM is not beyond nearM. */
export type Reach = { nearM: number; farM: number };

/** A direction that a camera looks in, with the share of the time it does. */
export type Look = {
  bearingDeg: number;
  hfovDeg: number;
  tiltDeg: number | null;
  share: number;
  optics: Optics;
};

export type LooksAnswer = { ok: true; looks: Look[] } | { ok: false; missing: string[] };

/**
 * The directions in which a design looks: its presets, or its one axis. A facing that is not on record is missing,
 * never guessed; a fisheye that sees all round needs none.
 */
export function looksOf(design: CameraDesign): LooksAnswer {
  const missing: string[] = [];
  const looks: Look[] = [];
  const add = (bearingDeg: number | null, hfovDeg: number | null, tiltDeg: number | null, share: number) => {
    const found = opticsOf({ ...design, hfovDeg: hfovDeg ?? design.hfovDeg });
    if (!found.ok) missing.push(...found.missing);
    const isAllRound = design.projection === "fisheye" && found.ok && found.optics.hfovDeg >= 360;
    if (bearingDeg === null && !isAllRound) missing.push("bearing");
    if (!found.ok || (bearingDeg === null && !isAllRound)) return;
    const { optics } = found;
    looks.push({
      bearingDeg: bearingDeg ?? 0,
      hfovDeg: Math.min(360, optics.hfovDeg),
      tiltDeg,
      share,
      optics,
    });
  };
  if (design.presets.length === 0) add(design.bearingDeg, null, design.tiltDeg, 1);
  const total = design.presets.reduce((sum, { share }) => sum + share, 0);
  for (const { bearingDeg, hfovDeg, tiltDeg, share } of design.presets) {
    add(bearingDeg, hfovDeg, tiltDeg, total > 0 ? share / total : 1 / design.presets.length);
  }
  return missing.length > 0 ? { ok: false, missing: [...new Set(missing)] } : { ok: true, looks };
}

export type ReachQuestion = {
  levelPxPerM: number;
  isNight: boolean;
  targetHeightM?: number;
};

/** Ground on which a look shows a level of detail. Without a tilt on record there is no blind zone to state. */
export function reachOf(
  design: Pick<CameraDesign, "heightM" | "rangeM" | "nightRangeM" | "verticalPx">,
  look: Look,
  { levelPxPerM, isNight, targetHeightM = FACE_HEIGHT_M }: ReachQuestion,
): Reach {
  const dayM = slantRangeM(look.optics, levelPxPerM);
  const slantM = isNight ? nightRangeM(dayM, design.nightRangeM) : dayM;
  const groundM = groundRangeM(slantM, design.heightM, targetHeightM) ?? 0;
  const limits =
    look.tiltDeg === null || look.optics.vfovDeg === null || look.optics.projection === "fisheye"
      ? { nearM: 0, farM: Number.POSITIVE_INFINITY }
      : groundLimits(design.heightM, targetHeightM, look.tiltDeg, look.optics.vfovDeg);
  return { nearM: limits.nearM, farM: Math.min(groundM, limits.farM, design.rangeM) };
}
