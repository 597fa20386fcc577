import { buildScene } from "#domain/camera/scene.ts";
import type { View } from "#domain/camera/view.ts";
import { visibility } from "#domain/camera/visibility.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";

/** Views of cameras close together among blocks 6 to 14 m wide, some low and some of unknown height. */
export function randomViews(n: number, seed: number): View[] {
  const random = seededRandom(seed).uniform;
  const footprints = Array.from({ length: 30 }, () => {
    const [x, y, side] = [200 * random() - 100, 200 * random() - 100, 6 + 8 * random()];
    const ring = Float64Array.of(x, y, x + side, y, x + side, y + side, x, y + side);
    return { rings: [ring], heightM: random() < 0.5 ? 3 + 3 * random() : null };
  });
  const scene = buildScene(footprints);
  const views: View[] = [];
  for (let tries = 0; views.length < n && tries < 50 * n; tries++) {
    const seen = visibility(scene, {
      x: 120 * random() - 60,
      y: 120 * random() - 60,
      heightM: 6,
      targetHeightM: 1.6,
      rangeM: 40 + 30 * random(),
      bearingDeg: 360 * random(),
      hfovDeg: random() < 0.2 ? 360 : 30 + 90 * random(),
    });
    if (seen.ok) views.push(seen.view);
  }
  return views;
}
