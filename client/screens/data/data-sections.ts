import type { DataState } from "../../state/url-state.ts";

export const DATA_SECTIONS = ["imports", "coverage", "definitions", "texts"] as const;
export type DataSection = (typeof DATA_SECTIONS)[number];

export const SECTION_TITLES: Record<DataSection, string> = {
  imports: "Imports",
  coverage: "Sources and coverage",
  definitions: "Definitions",
  texts: "Publishers’ texts",
};

/** Section of the address; imports where it names none that exists. */
export function sectionOf(state: DataState): DataSection {
  return DATA_SECTIONS.find((section) => section === state.section) ?? "imports";
}

/** Id of the import that is open, or null. */
export function openImportOf(state: DataState): number | null {
  if (sectionOf(state) !== "imports" || state.item === null) return null;
  return /^\d{1,9}$/.test(state.item) ? Number(state.item) : null;
}

/** State of a section, with an import open in it or not. */
export function dataState(section: DataSection, importId: number | null = null): DataState {
  return { screen: "data", section, item: importId === null ? null : String(importId) };
}
