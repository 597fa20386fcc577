/** Where should the rapid-deployment cameras hang in the weeks to come? */
import type { Caveat } from "#contract/meta.ts";
import type { Redeployment } from "#contract/redeployment.ts";
import { planWorth, type RedeploymentProblem } from "#domain/placement/redeployment-problem.ts";
import type { RedeploymentPlan } from "#domain/placement/redeployment-schedule.ts";
import { type SeasonalWorth, seasonalWorth } from "#domain/placement/seasonal-worth.ts";
import { addDays } from "#domain/time/calendar-days.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { type Question, readQuestion } from "./question.ts";
import { problemOf, type RedeploymentRequest } from "./redeployment-request.ts";
import { redeploymentTables, siteRows } from "./redeployment-tables.ts";
import { countPerDay } from "./redeployment-worth.ts";
import { sitingQuestion } from "./siting-question.ts";
import type { AnalysisTools } from "./study-grid.ts";

type Data = Redeployment["data"];
type Tools = Pick<AnalysisTools, "reader" | "analyst">;

const METHOD =
  "Worth of a week: incidents in view in the same dates of earlier years. Schedule: maximum worth minus cost of moves under least and longest stays, closed weeks, units and crews; one unit by dynamic programming, several by Lagrangian prices with a bound.";

/**
 * @param now clock in milliseconds, for the time it took.
 * @throws AnalysisCancelled when the signal ends.
 */
export async function planRedeployment(
  tools: Tools,
  input: RedeploymentRequest,
  now: () => number,
  signal?: AbortSignal,
): Promise<Answer<Redeployment>> {
  const began = now();
  const siting = sitingQuestion(await tools.reader.snapshot(), input.category);
  const asked = await readQuestion(tools.reader, { area: input.area, category: siting.category });
  if (!asked.ok) return asked;
  const question = asked.value;
  const valued = await worthOfSites(tools, question, input);
  if (!valued.ok) return valued;
  const problem = problemOf(
    input,
    valued.value.weeks.map((list) => list.map(({ worth }) => worth)),
  );
  if (!problem.ok) return problem;
  const [found, still] = await Promise.all([
    tools.analyst.run("redeployment", problem.value, signal),
    tools.analyst.run(
      "redeployment",
      { ...problem.value, mostMovesPerWeek: 0, longestStayWeeks: null },
      signal,
    ),
  ]);
  if (!found.ok) return refuseHeld(input, found);
  const data: Data = {
    ...redeploymentTables(input, problem.value, found.plan),
    sites: siteRows(input, problem.value, found.plan, valued.value.weeks),
    ...planWorth(problem.value, found.plan.stays),
    moveCost: input.moveCost,
    bound: found.plan.bound,
    gap: found.plan.gap,
    isOptimal: found.plan.isOptimal,
    withoutMoves: still.ok ? still.plan.objective : 0,
    method: methodWords(found.plan),
    seconds: (now() - began) / 1000,
  };
  const meta = buildMeta(question, {
    method: METHOD,
    n: 0,
    resolution: null,
    bufferM: 0,
    caveats: [...caveatsOf(input, problem.value, valued.value), ...siting.caveats],
  });
  return answer({ data, meta });
}

type Valued = { weeks: SeasonalWorth[][]; withoutDay: number };

/** Sites with a worth of their own are not counted. */
async function worthOfSites(
  { reader }: Tools,
  question: Question,
  input: RedeploymentRequest,
): Promise<Answer<Valued>> {
  const open = input.sites.filter(({ weeklyWorth }) => weeklyWorth === null);
  const none: SeasonalWorth[] = [];
  if (open.length === 0) return answer({ weeks: input.sites.map(() => none), withoutDay: 0 });
  const counted = await countPerDay(reader, question, open);
  if (!counted.ok) return counted;
  const { daily, withoutDay } = counted.value;
  const rule = { years: input.years, eitherSide: input.eitherSideWeeks };
  const weeks = input.sites.map((site) => {
    const counts = daily[open.indexOf(site)];
    return counts ? seasonalWorth(counts, input.firstDay, input.weeks, rule) : none;
  });
  return answer({ weeks, withoutDay });
}

function methodWords({ method, isOptimal, gap }: RedeploymentPlan): string {
  const how = method === "one-unit" ? "Dynamic programming" : "Prices on units and crews, then unit by unit";
  if (isOptimal) return `${how}; proven to be the best plan under these rules.`;
  const percent = (100 * gap).toLocaleString("en-GB", { maximumSignificantDigits: 2 });
  return `${how}; at most ${percent} % below the best plan under these rules.`;
}

function caveatsOf(
  input: RedeploymentRequest,
  problem: RedeploymentProblem,
  { weeks, withoutDay }: Valued,
): Caveat[] {
  const caveats: Caveat[] = [
    {
      code: "seasonal-mean",
      text: "Weeks are taken to be like the same weeks of earlier years: no trend, no events to come.",
    },
    {
      code: "weeks-not-days",
      text: "Weeks of seven calendar days from the first day; bank holidays are not known.",
    },
  ];
  const counted = weeks.filter((list) => list.length > 0);
  const unknown = counted.filter((list) => list.some(({ years }) => years === 0)).length;
  if (unknown > 0) {
    caveats.push({
      code: "unknown-weeks",
      text: `${unknown} of ${input.sites.length} sites have weeks of which no earlier year is known; they count as nothing.`,
    });
  }
  if (withoutDay > 0) {
    caveats.push({
      code: "without-day",
      text: `${withoutDay.toLocaleString("en-GB")} incidents have no certain day and are left out.`,
    });
  }
  const closed = problem.sites.filter(({ isOpen }) => !isOpen.includes(true)).length;
  if (closed > 0) {
    caveats.push({
      code: "closed-sites",
      text: `${closed} ${closed === 1 ? "site is" : "sites are"} closed in every week: permission or certificate is missing.`,
    });
  }
  if (hasSharedCells(input)) {
    caveats.push({
      code: "shared-hexagons",
      text: "Some sites look into the same hexagons: incidents there count for each of them.",
    });
  }
  return caveats;
}

function hasSharedCells({ sites }: RedeploymentRequest): boolean {
  const seen = new Set<string>();
  for (const { cells } of sites) {
    for (const { cell } of cells) {
      if (seen.has(cell)) return true;
      seen.add(cell);
    }
  }
  return false;
}

function refuseHeld(
  { firstDay, leastStayWeeks }: RedeploymentRequest,
  { week, held, units }: { week: number; held: number; units: number },
) {
  return refuse({
    code: "redeployment-held",
    title: "Units that must stay where they hang are more than can be used",
    detail: `In the week from ${addDays(firstDay, 7 * week)} ${held} units have not had their least stay of ${leastStayWeeks} weeks, but only ${units} can be used.`,
    next: "Allow more units in that week, or a shorter least stay.",
    where: "units",
  });
}
