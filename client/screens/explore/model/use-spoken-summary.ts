/** What a screen reader hears when the figures settle: three busiest places, and the change against the year before. */
import { useEffect, useRef } from "react";
import { periodLabel } from "#domain/time/months.ts";
import { changeInWords, formatCount } from "../../../state/format.ts";
import { announce } from "../../../ui/live-region.tsx";
import { rankedRows } from "../places/ranked-rows.ts";
import { classText } from "../surfaces/class-words.ts";
import { finding } from "../surfaces/finding.ts";
import type { NamePlace } from "./place-names.ts";
import type { ExploreModel } from "./use-explore.ts";
import { beforeOf } from "./view-figures.ts";

/** Quiet time before anything is said, ms: nothing is said while the slider moves. */
const SETTLED_MS = 900;

export function useSpokenSummary(model: ExploreModel, namePlace: NamePlace): void {
  const said = useRef("");
  useEffect(() => {
    const timer = window.setTimeout(() => {
      const text = spokenSummary(model, namePlace);
      if (text === null || text === said.current) return;
      said.current = text;
      announce(text);
    }, SETTLED_MS);
    return () => window.clearTimeout(timer);
  }, [model, namePlace]);
}

/**
 * `Burglary in Barnet, Aug–Oct 2020: 552. Three busiest hexagons: …. 75 fewer (…) than a year before.` Where a test is
 * shown, what it finds comes after the count.
 */
function spokenSummary(model: ExploreModel, namePlace: NamePlace): string | null {
  const { scope, areaName, noun, words, harm, isWorking } = model;
  const { cube, answer } = model.cube;
  const later = answer?.windows[0];
  if (!scope || !cube || !later || areaName === "" || isWorking) return null;
  const first = rankedRows(cube, [{ ...later, top: later.top.slice(0, 3) }], namePlace)
    .map((row) => {
      const place = [row.ward, row.near].filter((part) => part !== "").join(", ") || row.cell;
      const inWords = classText(later, row.index, noun.many);
      return `${place}: ${formatCount(row.n)}${inWords ? `, ${inWords.toLowerCase()}` : ""}`;
    })
    .join("; ");
  const before = beforeOf(cube, scope);
  const change = before
    ? `${changeInWords(before.n, later.total)}, compared with ${periodLabel(before.period.from, before.period.to)}.`
    : "";
  const found = finding(later, noun.many, harm.used?.weights.unit ?? null);
  const head = `${scope.category.label} in ${areaName}, ${periodLabel(scope.shown.from, scope.shown.to)}: ${formatCount(later.total)}.`;
  const list = first ? `${words.list}, first three: ${first}.` : "No hexagon has any.";
  return [head, found ? `${found.strong} ${found.rest}` : "", list, change]
    .filter((part) => part !== "")
    .join(" ");
}
