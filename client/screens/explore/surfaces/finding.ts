/** What the surface finds in the whole area: the sentence after the count. Volumes first, percentages beside them. */
import { EMERGING } from "../../../map/class-schemes.ts";
import { formatArea, formatCount, formatFigure, percentOf } from "../../../state/format.ts";
import type { Step } from "../../../state/surface.ts";
import type { WindowCounts } from "../../../workers/cube-messages.ts";
import type {
  ChangeFigures,
  EmergingFigures,
  PersistenceFigures,
  SignificanceFigures,
  Tally,
  TestSummary,
} from "../../../workers/surface-messages.ts";

export type Finding = { strong: string; rest: string };

/**
 * @param many what is counted, in the plural; @param harmUnit unit of harm where incidents are weighed.
 * @returns null for counts and rates, whose answer is the count itself.
 */
export function finding(window: WindowCounts, many: string, harmUnit: string | null): Finding | null {
  const { figures } = window;
  switch (figures.kind) {
    case "significance":
      return significanceFinding(figures, window, many, harmUnit);
    case "attainable":
      return attainableFinding(figures.test, many);
    case "change":
      return changeFinding(figures);
    case "emerging":
      return emergingFinding(figures);
    case "persistence":
      return persistenceFinding(figures, window.total, many);
    case "density":
      return {
        strong: `Mean density: ${formatFigure(figures.meanPerKm2Year)} ${many} per km² and year.`,
        rest: `${hexagons(figures.dense.cells)} have three times that or more.`,
      };
    case "refused":
      return { strong: figures.title, rest: `${figures.text} Counts are shown instead.` };
    case "measure":
      return null;
  }
}

function significanceFinding(
  { test }: SignificanceFigures,
  window: WindowCounts,
  many: string,
  harmUnit: string | null,
): Finding {
  const { hot, cold, hotAround, coldAround, testedInside, tail } = test;
  const [found, around] = tail === "cold" ? [cold, coldAround] : [hot, hotAround];
  const name = tail === "cold" ? "cold spot" : "hotspot";
  const also = tail === "two-sided" && cold.cells > 0 ? ` ${hexagons(cold.cells)} are cold spots.` : "";
  const those = found.cells === 1 ? `is a significant ${name}` : `are significant ${name}s`;
  if (found.cells === 0) {
    return {
      strong: `None of ${formatCount(testedInside)} hexagons is a significant ${name}.`,
      rest: `${noneText(test, many)}${also}`,
    };
  }
  const harm =
    harmUnit !== null && found.harm !== null && window.harm
      ? ` and ${formatCount(found.harm)} of ${formatCount(window.harm.total)} ${harmUnit} (${percentOf(found.harm, window.harm.total)})`
      : "";
  return {
    strong: `${formatCount(found.cells)} of ${formatCount(testedInside)} hexagons ${those}.`,
    rest: `${found.cells === 1 ? "It holds" : "They hold"} ${holds(found, window.total, many)}${harm} on ${landOf(found, test.studyM2)}; with the hexagons around, ${formatCount(around.n)}.${also}`,
  };
}

function noneText({ leastSumOnMap, tail }: TestSummary, many: string): string {
  if (leastSumOnMap === null) return "With so few, none could have been: nothing can be said.";
  const least = Math.ceil(leastSumOnMap);
  return tail === "cold"
    ? `At most ${formatCount(least)} around a hexagon would have shown.`
    : `It would have taken ${formatCount(least)} ${many} in and around a hexagon to show.`;
}

function attainableFinding({ never, testedInside, leastSumOnMap }: TestSummary, many: string): Finding {
  const least = leastSumOnMap === null ? null : formatCount(Math.ceil(leastSumOnMap));
  return {
    strong:
      least === null
        ? "Inside the area no hexagon could show as a hotspot."
        : `It takes ${least} ${many} in and around a hexagon to show as a hotspot.`,
    rest:
      never === 0
        ? `All ${formatCount(testedInside)} hexagons could.`
        : `${formatCount(never)} of ${formatCount(testedInside)} hexagons could not, whatever had happened there.`,
  };
}

function changeFinding({ more, less, tested, totals, days }: ChangeFigures): Finding {
  const unequal = Math.abs(days.before - days.after) > 3 ? ` (${days.after} and ${days.before} days)` : "";
  const rest = `${formatCount(totals.after)} against ${formatCount(totals.before)} in all${unequal}.`;
  if (more.cells + less.cells === 0) {
    return {
      strong: `No clear change in any of ${formatCount(tested)} hexagons with any.`,
      rest: `${rest} Single hexagons hold too few to tell; larger ones can show more.`,
    };
  }
  return {
    strong: `Clearly more in ${more.cells === 0 ? "no hexagon" : hexagons(more.cells)}, clearly fewer in ${less.cells === 0 ? "none" : formatCount(less.cells)}, of ${formatCount(tested)} with any.`,
    rest,
  };
}

function emergingFinding({ tallies, step, steps, missing }: EmergingFigures): Finding {
  const count = (group: number) => tallies[group]?.cells ?? 0;
  const parts = [
    [count(EMERGING.new), "new"],
    [count(EMERGING.growing), "growing"],
    [count(EMERGING.persistent), "persistent"],
    [count(EMERGING.fading), "fading"],
    [count(EMERGING.onAndOff), "on and off"],
    [count(EMERGING.was), "no longer hot"],
  ] as const;
  const named = parts.filter(([n]) => n > 0).map(([n, words]) => `${formatCount(n)} ${words}`);
  const over = `Over the ${steps} ${step}s up to the end of the period${missingText(missing)}.`;
  if (named.length === 0) {
    return { strong: `No hexagon is hot in the last ${step}.`, rest: `${over} ${wider(step)}` };
  }
  return { strong: `Hotspots by hexagon: ${named.join(", ")}.`, rest: over };
}

function persistenceFinding(
  { ever, often, step, steps, missing }: PersistenceFigures,
  total: number,
  many: string,
): Finding {
  if (ever.cells === 0) {
    return {
      strong: `No hexagon was hot in any of ${steps} ${step}s${missingText(missing)}.`,
      rest: wider(step),
    };
  }
  const half = often.cells === 0 ? "None was hot in half of them." : "";
  return {
    strong: `${hexagons(ever.cells)} were hot in at least one of ${steps} ${step}s${missingText(missing)}.`,
    rest:
      half ||
      `${hexagons(often.cells)} in half of them or more; there lie ${holds(often, total, many)} of the period shown.`,
  };
}

/** What could show more where single steps hold too few. */
function wider(step: Step): string {
  return step === "year"
    ? "Larger hexagons can show more."
    : `A ${step} by itself holds few; longer steps or larger hexagons can show more.`;
}

function missingText(missing: number): string {
  return missing > 0 ? ` (${missing} more have no data)` : "";
}

function hexagons(n: number): string {
  return `${formatCount(n)} ${n === 1 ? "hexagon" : "hexagons"}`;
}

/** `126 of 552 offences (23 %)`. */
function holds({ n }: Tally, total: number, many: string): string {
  return `${formatCount(n)} of ${formatCount(total)} ${many} (${percentOf(n, total)})`;
}

/** `1.95 of 86.7 km² (2.3 %)`. */
function landOf({ areaM2 }: Tally, studyM2: number): string {
  return `${formatArea(areaM2).replace(" km²", "")} of ${formatArea(studyM2)} (${percentOf(areaM2, studyM2)})`;
}
