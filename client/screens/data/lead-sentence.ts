import type { OffenceType } from "#contract/categories.ts";
import type { SourceList } from "#contract/system.ts";
import { periodLabel } from "#domain/time/months.ts";
import { unmappedTotals } from "./offence-texts/order-offence-texts.ts";
import { count, counted } from "./words.ts";

export type LeadSentence = { head: string; lead: string; notes: string[] };

/** The screen's first sentence: how many incidents, from whom, over which months; then what is missing. */
export function leadSentence(sources: SourceList, texts: readonly OffenceType[]): LeadSentence {
  const forces = sources.flatMap((source) => source.forces);
  const located = forces.reduce((sum, force) => sum + force.located, 0);
  const unlocated = forces.reduce((sum, force) => sum + force.unlocated, 0);
  if (forces.length === 0) {
    return {
      head: "No incidents yet.",
      lead: "Drop a file to begin.",
      notes: ["An archive from data.police.uk goes in as it was downloaded."],
    };
  }
  const covering = sources.filter((source) => source.forces.length > 0);
  const from = forces.map((force) => force.from).sort()[0] ?? "";
  const to =
    forces
      .map((force) => force.to)
      .sort()
      .at(-1) ?? "";
  const invented = covering.every((source) => source.invented);
  return {
    head: `${count(located + unlocated)} ${invented ? "invented incidents" : "incidents"}`,
    lead: `from ${counted(covering.length, "source", "sources")}, ${periodLabel(from, to)}.`,
    notes: leadNotes(
      unlocated,
      forces.reduce((sum, force) => sum + force.gaps.length, 0),
      texts,
    ),
  };
}

function leadNotes(unlocated: number, gaps: number, texts: readonly OffenceType[]): string[] {
  const notes: string[] = [];
  if (unlocated > 0) notes.push(`${count(unlocated)} have no position: counted, never on a map.`);
  if (gaps > 0) notes.push(`${counted(gaps, "month is", "months are")} missing between first and last.`);
  const unmapped = unmappedTotals(texts);
  if (unmapped.n > 0) {
    notes.push(`${count(unmapped.n)} are in no category yet (${counted(unmapped.texts, "text", "texts")}).`);
  }
  return notes.length > 0 ? notes : ["Every month has data, every incident a category and a position."];
}
