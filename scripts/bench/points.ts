/** Near repeats and density from points, with R's surveillance and spatstat on points of the same run. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { kernelDensity } from "../../server/domain/hotspot/kernel-density.ts";
import { nearRepeat } from "../../server/domain/hotspot/near-repeat.ts";
import { seededRandom } from "../../server/domain/stats/seeded-random.ts";
import { timesOf } from "./hotspots.ts";
import { columnOf, inTemporaryFolder, runR } from "./r-peer.ts";
import { type BenchRow, percentile } from "./row.ts";

const SIDE_M = 10_000;
const DAYS = 365;
const EVENTS = 20_000;
/** What surveillance::knox can do: it holds every pair of events in memory. */
const PEER_EVENTS = 2_000;
const PEER_PERMUTATIONS = 99;
const POINTS = 50_000;
const PLACES = 6_500;
const SIGMA_M = 150;

export async function benchPoints(): Promise<BenchRow[]> {
  return [...(await benchNearRepeat()), ...(await benchDensity())];
}

async function benchNearRepeat(): Promise<BenchRow[]> {
  const [full = 0] = timesOf(1, () => nearRepeat(events(EVENTS)));
  const [small = 0] = timesOf(1, () =>
    nearRepeat({ ...events(PEER_EVENTS), permutations: PEER_PERMUTATIONS }),
  );
  const { xy, day } = events(PEER_EVENTS);
  const peer = await inTemporaryFolder((folder) => {
    const rows = Array.from(day, (d, i) => [xy[2 * i], xy[2 * i + 1], d].join());
    writeFileSync(join(folder, "events.csv"), `x,y,day\n${rows.join("\n")}\n`);
    return runR("knox.R", [join(folder, "events.csv"), String(PEER_PERMUTATIONS)]);
  });
  return [
    {
      name: `near repeat, ${EVENTS.toLocaleString("en-GB")} events, 999 permutations, 5 × 4 bands`,
      figure: full / 1000,
      unit: "s",
      limit: { name: "target", figure: 3 },
    },
    {
      name: `near repeat, ${PEER_EVENTS.toLocaleString("en-GB")} events, ${PEER_PERMUTATIONS} permutations, 5 × 4 bands`,
      figure: small / 1000,
      unit: "s",
      limit: { name: "surveillance::knox, 1 × 1 band", figure: peer.seconds },
    },
  ];
}

async function benchDensity(): Promise<BenchRow[]> {
  const { xy } = events(POINTS);
  const places = events(PLACES, 7).xy;
  const quartic = timesOf(5, () =>
    kernelDensity({
      eventsXY: xy,
      weights: null,
      at: places,
      kernel: "quartic",
      bandwidthM: 300,
      edge: { kind: "none" },
    }),
  );
  const begun = performance.now();
  const ours = kernelDensity({
    eventsXY: xy,
    weights: null,
    at: xy,
    kernel: "gaussian",
    bandwidthM: SIGMA_M,
    edge: { kind: "none" },
  }).perKm2;
  const oursS = (performance.now() - begun) / 1000;
  const { seconds, apart } = await againstSpatstat(xy, ours);
  return [
    {
      name: "density, quartic 300 m, 6,500 places from 50,000 distinct points",
      figure: percentile(quartic, 0.5),
      unit: "ms",
      limit: { name: "target", figure: 300 },
    },
    {
      name: `density, Gaussian 150 m, at all 50,000 points; apart by at most ${apart.toExponential(0)}`,
      figure: oursS,
      unit: "s",
      limit: { name: "spatstat density.ppp", figure: seconds },
    },
  ];
}

async function againstSpatstat(
  xy: Float64Array,
  ours: Float64Array,
): Promise<{ seconds: number; apart: number }> {
  return inTemporaryFolder(async (folder) => {
    const rows = Array.from(ours, (_, i) => `${xy[2 * i]},${xy[2 * i + 1]}`);
    writeFileSync(join(folder, "points.csv"), `x,y\n${rows.join("\n")}\n`);
    const out = join(folder, "density.txt");
    const { seconds } = await runR("density.R", [join(folder, "points.csv"), String(SIGMA_M), out]);
    const theirs = columnOf(out);
    let apart = 0;
    for (const [i, perM2] of theirs.entries()) {
      apart = Math.max(apart, Math.abs((ours[i] ?? Number.NaN) / (perM2 * 1e6) - 1));
    }
    return { seconds, apart };
  });
}

/** Events over a square of 10 km in a year, a tenth of them soon and near after another. */
function events(count: number, seed = 1): { xy: Float64Array; day: Int32Array } {
  const random = seededRandom(seed);
  const xy = new Float64Array(2 * count);
  const day = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const after = i > 0 && random.uniform() < 0.1 ? random.integerBelow(i) : null;
    const near = () => 150 * (random.uniform() - 0.5);
    xy[2 * i] = after === null ? SIDE_M * random.uniform() : (xy[2 * after] ?? 0) + near();
    xy[2 * i + 1] = after === null ? SIDE_M * random.uniform() : (xy[2 * after + 1] ?? 0) + near();
    day[i] = after === null ? random.integerBelow(DAYS) : (day[after] ?? 0) + random.integerBelow(14);
  }
  return { xy, day };
}
