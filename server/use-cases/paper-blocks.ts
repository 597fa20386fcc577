/** The parts that papers are made of, and figures as they are printed. Null is a blank line to fill in, everywhere. */
import type { PaperBlock, PaperSection } from "#contract/camera-papers.ts";

export type Filled = string | null;

export function section(
  id: string,
  heading: string,
  blocks: readonly (PaperBlock | null)[],
  startsPage = false,
): PaperSection {
  return { id, heading, blocks: blocks.filter((block) => block !== null), startsPage };
}

export function text(...sentences: string[]): PaperBlock {
  return { kind: "text", text: sentences.join(" ") };
}

export function facts(...rows: (readonly [label: string, value: Filled])[]): PaperBlock {
  return {
    kind: "facts",
    rows: rows.map(([label, value]) => ({ label, value: value === "" ? null : value })),
  };
}

export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Filled[])[],
): PaperBlock {
  return { kind: "table", caption, columns: [...columns], rows: rows.map((row) => [...row]) };
}

/** Things to tick by hand. */
export function checklist(...items: string[]): PaperBlock {
  return { kind: "checklist", items: items.map((item) => ({ text: item, isDone: null })) };
}

export function blank(label: string, lines = 3): PaperBlock {
  return { kind: "blank", label, lines };
}

export function signatures(...roles: string[]): PaperBlock {
  return { kind: "signatures", roles };
}

/** Facts that are left to be filled in by hand: values, cells and blank lines, not ticks and signatures. */
export function countBlanks(sections: readonly PaperSection[]): number {
  let blanks = 0;
  for (const block of sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind === "facts") blanks += block.rows.filter(({ value }) => value === null).length;
    if (block.kind === "table") blanks += block.rows.flat().filter((cell) => cell === null).length;
    if (block.kind === "blank") blanks++;
  }
  return blanks;
}

/** 1234.56 → "1,234.6"; whole above 100. */
export function figure(n: number): string {
  return n.toLocaleString("en-GB", { maximumFractionDigits: Math.abs(n) < 100 ? 1 : 0 });
}

/** 0.1234 → "12.3 %", 0.000456 → "0.046 %": small shares keep two digits. */
export function percent(share: number): string {
  return `${points(100 * share)} %`;
}

/** A percentage without its sign of per cent. */
export function points(of: number): string {
  const digits = Math.abs(of) < 1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 1 };
  return of.toLocaleString("en-GB", digits).replace("-", "−");
}

export function metres(m: number): string {
  return `${figure(m)} m`;
}

export function degrees(deg: number): string {
  return `${deg.toLocaleString("en-GB", { maximumFractionDigits: 1 })}°`;
}

export function pounds(amount: number): string {
  return `£${amount.toLocaleString("en-GB", { maximumFractionDigits: 0 })}`;
}

/** A figure with its unit, or a blank. */
export function filled(n: number | null | undefined, words: (n: number) => string): Filled {
  return n === null || n === undefined ? null : words(n);
}
