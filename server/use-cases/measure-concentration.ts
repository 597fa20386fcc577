/** How concentrated is it? Lorenz curve, Gini, share in the top of the area, and whether the same places stay on top. */
import type { Concentration } from "#contract/hotspots.ts";
import type { Caveat, Meta } from "#contract/meta.ts";
import { addMonths, type Month, monthsBetween } from "#domain/time/months.ts";
import { type Answer, answer } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { fineResolutionCaveat } from "./fine-resolution.ts";
import {
  type AnalysisTools,
  type GridInput,
  gridCounts,
  readStudyGrid,
  type StudyGrid,
} from "./study-grid.ts";
import { type TestRefusal, testRefusal } from "./test-refusal.ts";

type ConcentrationData = NonNullable<Concentration["data"]>;

const AREA_SHARES = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5];
const TOP_SHARE = 0.01;
const YEAR = 12;

/** @throws AnalysisCancelled when the signal ends. */
export async function measureConcentration(
  tools: AnalysisTools,
  input: Omit<GridInput, "bufferM">,
  signal?: AbortSignal,
): Promise<Answer<{ data: ConcentrationData | null; meta: Meta & { refusal: TestRefusal | null } }>> {
  const read = await readStudyGrid(tools, { ...input, bufferM: 0 });
  if (!read.ok) return read;
  const grid = read.value;
  const { counts, lost, inArea } = await gridCounts(grid);
  const years = wholeYears(grid.question.months, grid.months);
  const found = await measure(tools, grid, counts, years, signal);
  const fine = await fineResolutionCaveat(tools.reader, grid.resolution, grid.question);
  const meta = buildMeta(grid.question, {
    method:
      "Hexagons of the study area by incidents per true area, densest first (Lorenz). G′ takes the most even spread that so few incidents allow as its zero (Bernasco and Steenbeek 2017). Stability: top 1 % of hexagons of one year that are on top again in the next.",
    n: inArea - lost,
    resolution: grid.resolution,
    bufferM: 0,
    caveats: [...caveatsOf(lost), ...(fine ? [fine] : [])],
  });
  if (!found.ok) {
    return answer({ data: null, meta: { ...meta, refusal: testRefusal(found.reason, grid, found.detail) } });
  }
  const data: ConcentrationData = {
    lorenz: found.curve,
    gini: found.gini,
    sparseGini: found.sparseGini,
    topShares: found.topShares,
    stability: found.stability.map(({ topEarlier, stayed, expectedByChance }, i) => ({
      from: label(years[i]),
      to: label(years[i + 1]),
      cells: topEarlier,
      stayed,
      expectedByChance,
    })),
  };
  return answer({ data, meta: { ...meta, refusal: null } });
}

async function measure(
  { analyst }: AnalysisTools,
  grid: StudyGrid,
  counts: Int32Array,
  years: readonly Month[][],
  signal: AbortSignal | undefined,
) {
  if (!grid.hasOutline) return { ok: false as const, reason: "no-boundary", detail: "" };
  if (grid.months.length === 0) return { ok: false as const, reason: "no-data", detail: "" };
  const byYear: Int32Array[] = [];
  for (const months of years) byYear.push((await gridCounts(grid, { months: new Set(months) })).counts);
  const { areaM2 } = grid;
  const task = { counts, areaM2, years: byYear, topShare: TOP_SHARE, areaShares: AREA_SHARES };
  return analyst.run("concentration", task, signal);
}

/** Runs of 12 covered months, counted back from the last month of the period; a year with a gap in it is left out. */
function wholeYears(months: readonly Month[], covered: readonly Month[]): Month[][] {
  const [first, last] = [months[0], covered.at(-1)];
  if (!first || !last) return [];
  const known = new Set(covered);
  const years: Month[][] = [];
  for (let to = last; addMonths(to, 1 - YEAR) >= first; to = addMonths(to, -YEAR)) {
    const year = monthsBetween(addMonths(to, 1 - YEAR), to);
    if (!year.every((month) => known.has(month))) break;
    years.push(year);
  }
  return years.reverse();
}

/** `2024-03/2025-02` */
function label(months: readonly Month[] | undefined): string {
  return `${months?.[0] ?? ""}/${months?.at(-1) ?? ""}`;
}

function caveatsOf(lost: number): Caveat[] {
  const caveats: Caveat[] = [
    {
      code: "after-the-event",
      text: "The top hexagons were picked after the event: of later incidents they hold fewer. The back-test says how many.",
    },
  ];
  if (lost > 0) {
    caveats.push({
      code: "centre-outside",
      text: `${lost.toLocaleString("en-GB")} incidents lie in hexagons whose centre is outside the area; they are left out.`,
    });
  }
  return caveats;
}
