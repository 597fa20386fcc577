import { useMemo } from "react";
import { ALL_AREAS_CODE } from "#contract/areas.ts";
import { useCellStreets } from "../../../api/queries.ts";
import type { Scope } from "../model/scope.ts";
import type { RankedRow } from "./ranked-rows.ts";

/** Rows that are named: those a reader sees without asking for more, and a few beyond. */
const NAMED_ROWS = 40;
const STREETS_PER_NAME = 2;

/** Words for a hexagon by its busiest streets: `Dunstan Road & Park Way`. */
export type StreetNames = ReadonlyMap<string, string>;

/**
 * Street names of the first rows. While the slider moves nothing is asked and the names known so far stay.
 */
export function useStreetNames(
  rows: readonly RankedRow[],
  scope: Scope | null,
  isDraft: boolean,
): StreetNames {
  const [only] = scope?.areaCodes ?? [];
  const { data } = useCellStreets(
    {
      cells: rows
        .slice(0, NAMED_ROWS)
        .map((row) => row.cell)
        .sort(),
      area: scope?.areaCodes.length === 1 && only ? only : ALL_AREAS_CODE,
      category: scope?.category.id ?? "",
      from: scope?.shown.from ?? "",
      to: scope?.shown.to ?? "",
    },
    scope !== null && !isDraft,
  );
  return useMemo(
    () =>
      new Map(
        (data ?? []).flatMap(({ cell, streets }) => {
          const words = streetWords(streets);
          return words === "" ? [] : [[cell, words] as const];
        }),
      ),
    [data],
  );
}

/** `On or near Dunstan Road`, `On or near Park Way` → `Dunstan Road & Park Way`. */
export function streetWords(streets: readonly string[]): string {
  return streets
    .slice(0, STREETS_PER_NAME)
    .map((name) => name.replace(/^on or near /i, ""))
    .join(" & ");
}
