/** What each colour means: words first, then one sentence. The legend, the table and the hover card all say the same. */

import { CLASS_UNKNOWN, type ClassBreaks } from "../../../map/class-breaks.ts";
import {
  ATTAINABLE,
  CHANGE,
  type ClassScheme,
  EMERGING,
  PERSISTENCE_SHARES,
  SIGNIFICANCE,
} from "../../../map/class-schemes.ts";
import type { WindowCounts } from "../../../workers/cube-messages.ts";
import { DENSITY_BREAKS } from "../../../workers/density-breaks.ts";
import type { PersistenceFigures, SurfaceFigures, TestSummary } from "../../../workers/surface-messages.ts";

export type ClassWords = { cls: number; words: string; sentence: string };

/** Scheme whose classes the figures of a window are. */
export function schemeOf(figures: SurfaceFigures, breaks: ClassBreaks): ClassScheme {
  switch (figures.kind) {
    case "measure":
    case "refused":
      return { kind: "bins", breaks };
    case "density":
      return { kind: "bins", breaks: DENSITY_BREAKS };
    default:
      return { kind: figures.kind };
  }
}

/** Classes of a surface in the order of the legend; empty for those that are bins of a number. */
export function classWords(figures: SurfaceFigures, many: string): ClassWords[] {
  switch (figures.kind) {
    case "significance":
      return significanceWords(figures.test);
    case "attainable":
      return attainableWords(figures.test, many);
    case "change":
      return [
        { cls: CHANGE.more, words: "More", sentence: "clearly more than before" },
        { cls: CHANGE.less, words: "Fewer", sentence: "clearly fewer than before" },
        { cls: CHANGE.noClearChange, words: "No clear change", sentence: "may be chance" },
      ];
    case "emerging":
      return EMERGING_WORDS;
    default:
      return [];
  }
}

const EMERGING_WORDS: ClassWords[] = [
  { cls: EMERGING.new, words: "New", sentence: "hot now, in its first spell" },
  { cls: EMERGING.growing, words: "Growing", sentence: "nearly always hot, rising" },
  { cls: EMERGING.persistent, words: "Persistent", sentence: "nearly always hot" },
  { cls: EMERGING.fading, words: "Fading", sentence: "nearly always hot, falling" },
  { cls: EMERGING.onAndOff, words: "On and off", sentence: "hot now, at times before" },
  { cls: EMERGING.was, words: "Was a hotspot", sentence: "hot, but not now" },
];

function significanceWords({ tail, correction }: TestSummary): ClassWords[] {
  const letter = correction === "none" ? "p" : "q";
  const levels = (prefix: string, of: string, classes: readonly number[]) =>
    [
      [`very unlikely ${of}`, 1],
      [`unlikely ${of}`, 5],
      ["maybe chance", 10],
    ].map(([words, percent], i) => ({
      cls: classes[i] ?? 0,
      words: capital(`${prefix}${words}`),
      sentence: `${letter}\u00a0≤\u00a0${percent}\u00a0%`,
    }));
  const both = tail === "two-sided";
  const hot = levels(both ? "more, " : "", both ? "chance" : "to be chance", [
    SIGNIFICANCE.hot99,
    SIGNIFICANCE.hot95,
    SIGNIFICANCE.hot90,
  ]);
  const cold = levels(both ? "fewer, " : "", both ? "chance" : "to be chance", [
    SIGNIFICANCE.cold99,
    SIGNIFICANCE.cold95,
    SIGNIFICANCE.cold90,
  ]);
  return [
    ...(tail === "cold" ? [] : hot),
    ...(tail === "hot" ? [] : cold),
    {
      cls: SIGNIFICANCE.notSignificant,
      words: "Not significant",
      sentence: "some, as chance could place",
    },
  ];
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function attainableWords({ leastSumOnMap }: TestSummary, many: string): ClassWords[] {
  const least = leastSumOnMap === null ? "" : `: ${Math.ceil(leastSumOnMap)} ${many} around it`;
  return [
    { cls: ATTAINABLE.could, words: "Could show", sentence: `enough could lie here${least}` },
    { cls: ATTAINABLE.never, words: "Could not show", sentence: "too little happens to tell from chance" },
  ];
}

/** Class of one hexagon in a few words; "" for bins of a number. */
export function classText(window: WindowCounts, index: number, many: string): string {
  const cls = window.classes[index] ?? CLASS_UNKNOWN;
  const { figures } = window;
  if (figures.kind === "persistence") {
    return cls === CLASS_UNKNOWN ? "Not tested" : hotSteps(figures, index);
  }
  const entries = classWords(figures, many);
  if (entries.length === 0) return "";
  return entries.find((entry) => entry.cls === cls)?.words ?? (cls === 0 ? zeroClass(figures) : "Not tested");
}

/** `hot for 9 of 12 months`, `hot for 2 of 10 years`. */
export function hotSteps(
  { hotSteps, step, steps }: Pick<PersistenceFigures, "hotSteps" | "step" | "steps">,
  index: number,
): string {
  const hot = hotSteps[index] ?? 0;
  return hot === 0 ? `never hot in ${steps} ${step}s` : `hot for ${hot} of ${steps} ${step}s`;
}

/** Classes of persistence with the least number of steps hot; those that no number falls into are left out. */
export function persistenceBounds(steps: number): { cls: number; least: number }[] {
  const bounds = PERSISTENCE_SHARES.map((share, i) => ({
    cls: i + 1,
    least: Math.max(1, Math.ceil(share * steps)),
  }));
  return bounds.filter(({ least }, i) => least < (bounds[i + 1]?.least ?? Number.POSITIVE_INFINITY));
}

/** What class 0 means where it has no entry in the legend's list. */
export function zeroClass(figures: SurfaceFigures): string {
  switch (figures.kind) {
    case "significance":
      return "Not significant";
    case "change":
      return "None in either period";
    case "emerging":
      return "Not hot now";
    case "persistence":
      return "Never hot";
    default:
      return "None recorded";
  }
}
