/**
 * What was true at one version of the dataset: which slices, areas, categories and sources are live. Taken once
 * per request; everything read afterwards is asked for by the ids in it. Slices and areas never change once they
 * are live, so a reader sees the old state or the new one, never a mix.
 */
import type { AreaKind } from "#contract/areas.ts";
import type { CategoryDefinition } from "#domain/category/scheme.ts";
import type { Slice } from "#domain/coverage/select-slices.ts";

export type SourceRow = {
  id: number;
  slug: string;
  title: string;
  publisher: string;
  licence: string;
  vocabulary: string;
  timePrecision: "month" | "exact";
  positionPrecision: "snap-point" | "exact";
  invented: boolean;
};

export type AreaRow = {
  id: number;
  code: string;
  kind: AreaKind;
  name: string;
  parentCode: string | null;
  areaM2: number;
  /** [west, south, east, north] */
  bbox: [number, number, number, number];
  demo: boolean;
};

export type OffenceTypeRow = {
  id: number;
  vocabulary: string;
  code: string;
  label: string;
  category: string | null;
  mappedBy: "scheme" | "person";
};

export type Snapshot = {
  /** dataset.version as text. */
  version: string;
  /** Day of the newest change, for figures that have no month of their own. */
  changedAt: Date;
  slices: readonly Slice[];
  sources: ReadonlyMap<number, SourceRow>;
  forces: ReadonlyMap<number, { id: number; slug: string; name: string }>;
  /** Live areas by code. */
  areas: ReadonlyMap<string, AreaRow>;
  categories: readonly CategoryDefinition[];
  offenceTypes: ReadonlyMap<number, OffenceTypeRow>;
};
