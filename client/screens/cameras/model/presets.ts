/** Directions that a moving head returns to: added, left out and weighed so that their shares always sum to 1. Pure. */
import type { CameraDesign, CameraPreset } from "#domain/camera/camera-design.ts";
import { opticsOf } from "#domain/camera/optics.ts";

/** With one more direction; all get the same share of the time, which is what is assumed where nobody says. */
export function withPreset(design: CameraDesign): CameraDesign {
  const optics = opticsOf(design);
  const fresh: CameraPreset = {
    name: `Preset ${design.presets.length + 1}`,
    bearingDeg: design.bearingDeg ?? 0,
    hfovDeg: optics.ok ? optics.optics.hfovDeg : 60,
    tiltDeg: design.tiltDeg,
    share: 0,
  };
  return { ...design, presets: evenly([...design.presets, fresh]) };
}

export function withoutPreset(design: CameraDesign, at: number): CameraDesign {
  return { ...design, presets: evenly(design.presets.filter((_, i) => i !== at)) };
}

/** With a preset changed. A new share takes from the others, or gives to them, in proportion. */
export function withPresetChanged(
  design: CameraDesign,
  at: number,
  change: Partial<CameraPreset>,
): CameraDesign {
  const share = change.share ?? design.presets[at]?.share ?? 0;
  const others = design.presets.reduce((sum, preset, i) => (i === at ? sum : sum + preset.share), 0);
  const presets = design.presets.map((preset, i) => {
    if (i === at) return { ...preset, ...change };
    if (change.share === undefined) return preset;
    const part = others > 0 ? preset.share / others : 1 / Math.max(1, design.presets.length - 1);
    return { ...preset, share: (1 - share) * part };
  });
  return { ...design, presets: presets.length === 1 ? evenly(presets) : presets };
}

function evenly(presets: readonly CameraPreset[]): CameraPreset[] {
  return presets.map((preset) => ({ ...preset, share: 1 / presets.length }));
}
