/** Sections of a paper that share pages: a section that starts a page begins a new group. Pure. */
import type { PaperSection } from "#contract/camera-papers.ts";

export function paperPages(sections: readonly PaperSection[]): PaperSection[][] {
  const pages: PaperSection[][] = [];
  for (const section of sections) {
    const last = pages.at(-1);
    if (!last || section.startsPage) pages.push([section]);
    else last.push(section);
  }
  return pages;
}
