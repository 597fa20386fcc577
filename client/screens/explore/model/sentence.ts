/** The sentence that answers first: what, where, how many, when, against what. */
import { periodLabel } from "#domain/time/months.ts";
import { changeInWords, formatCount, isSmall } from "../../../state/format.ts";
import type { Period } from "../../../state/period.ts";
import { countedNoun } from "../panel/measure-words.ts";

export type SentenceFacts = {
  category: string;
  /** Of the category, for example `offences recorded`. */
  unit: string;
  area: string;
  period: Period;
  n: number;
  /** The comparison; `kind` says what it is. null = the data does not reach back that far. */
  before: { n: number; period: Period; kind: "year" | "chosen" } | null;
};

export type Sentence = { strong: string; rest: string; note: string };

/** `Burglary in Barnet: 552 offences in Aug–Oct 2020, against 627 a year before.` */
export function answerSentence({ category, unit, area, period, n, before }: SentenceFacts): Sentence {
  const noun = countedNoun(unit);
  const incidents = n === 1 ? noun.one : noun.many;
  const main = `${formatCount(n)} ${incidents} in ${periodLabel(period.from, period.to)}`;
  if (before === null) {
    return {
      strong: `${category} in ${area}:`,
      rest: `${main}.`,
      note: "The data does not reach back a year further, so there is nothing to compare with.",
    };
  }
  const than =
    before.kind === "year" ? "a year before" : `in ${periodLabel(before.period.from, before.period.to)}`;
  const small =
    isSmall(n) || isSmall(before.n) ? " Small numbers: a change of this size is often chance." : "";
  return {
    strong: `${category} in ${area}:`,
    rest: `${main}, against ${formatCount(before.n)} ${than}.`,
    note: `${changeInWords(before.n, n)}.${small}`,
  };
}

export type HarmSentenceFacts = Omit<SentenceFacts, "before"> & {
  harm: number;
  /** For example `days in prison`. */
  harmUnit: string;
  before: { n: number; harm: number; period: Period; kind: "year" | "chosen" } | null;
};

/** `Burglary in Barnet, by harm: 8,300 days in prison from 552 offences in Aug–Oct 2020, against 9,100 from 627 a year before.` */
export function harmSentence(facts: HarmSentenceFacts): Sentence {
  const { category, unit, area, period, n, harm, harmUnit, before } = facts;
  const noun = countedNoun(unit);
  const incidents = n === 1 ? noun.one : noun.many;
  const main = `${formatCount(harm)} ${harmUnit} from ${formatCount(n)} ${incidents} in ${periodLabel(period.from, period.to)}`;
  const strong = `${category} in ${area}, by harm:`;
  if (before === null) {
    const note = "The data does not reach back a year further, so there is nothing to compare with.";
    return { strong, rest: `${main}.`, note };
  }
  const than =
    before.kind === "year" ? "a year before" : `in ${periodLabel(before.period.from, before.period.to)}`;
  const less = harm < before.harm ? "Less" : harm > before.harm ? "More" : "As much";
  return {
    strong,
    rest: `${main}, against ${formatCount(before.harm)} from ${formatCount(before.n)} ${than}.`,
    note: `${less} harm, from ${changeInWords(before.n, n).replace(/^./, (first) => first.toLowerCase())}.`,
  };
}
