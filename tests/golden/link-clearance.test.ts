import { describe, expect, it } from "vitest";
import { linkLineOfSight } from "#domain/camera/link-line-of-sight.ts";
import reference from "./link-clearance.json";

describe("room below the Fresnel zone agrees with trying every point of a footprint", () => {
  it.each(reference.scenes.map((scene, i) => [i, scene] as const))("scene %i", (_, scene) => {
    const end = ([x = 0, y = 0, heightM = 0]: readonly number[]) => ({ x, y, heightM });
    const link = { from: end(scene.from), to: end(scene.to), frequencyGHz: scene.ghz };
    const rings = [Float64Array.from(scene.ring)];
    const { unknown, status } = linkLineOfSight(link, [{ rings, heightM: null }]);
    if (scene.freeBelowM === null) {
      expect([unknown.length, status]).toEqual([0, "clear"]);
      return;
    }
    const found = unknown[0]?.freeBelowM ?? Number.NaN;
    // Trying points can only miss the worst one, never find a worse.
    expect(found).toBeLessThanOrEqual(scene.freeBelowM + 1e-6);
    expect(scene.freeBelowM - found).toBeLessThan(0.02);
    const low = linkLineOfSight(link, [{ rings, heightM: Math.max(0, found - 0.01) }]);
    const high = linkLineOfSight(link, [{ rings, heightM: Math.max(0, found) + 0.01 }]);
    if (found > 0.01) expect(low.status).toBe("clear");
    expect(high.status).not.toBe("clear");
  });
});
