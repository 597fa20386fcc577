/** When, near what, how soon again, how concentrated: questions beside where it is. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ZodType } from "zod";
import { concentrationSchema } from "#contract/hotspots.ts";
import {
  facetsSchema,
  hoursSchema,
  nearRepeatSchema,
  proximitySchema,
  seasonsSchema,
} from "#contract/patterns.ts";
import { type QueryParams, request } from "./http.ts";
import { useDatasetVersion } from "./queries.ts";

/** Kinds of crime, where and when. */
export type PatternQuestion = { area: string; category: string; from: string; to: string };

/** A question that is asked once its parameters are known; the answer before stays on screen meanwhile. */
function usePattern<T>(schema: ZodType<T>, path: string, params: QueryParams | null) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: [path, version, params],
    queryFn: ({ signal }) => request(schema, path, { params: params ?? {}, signal }),
    enabled: version !== "" && params !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function useHours(question: PatternQuestion | null, spread: string) {
  return usePattern(hoursSchema, "/hours", question && { ...question, spread });
}

/** The year of the question's last month, against earlier ones. */
export function useSeasons(question: PatternQuestion | null, by: "week" | "month", baseline: string) {
  const asked = question && {
    area: question.area,
    category: question.category,
    year: question.to.slice(0, 4),
    by,
    baseline,
  };
  return usePattern(seasonsSchema, "/seasons", asked);
}

export function useNearRepeat(question: PatternQuestion | null) {
  const asked = question && { area: question.area, category: question.category, to: question.to };
  return usePattern(nearRepeatSchema, "/near-repeat", asked);
}

export function useProximity(question: PatternQuestion | null, withinM: number) {
  return usePattern(proximitySchema, "/proximity", question && { ...question, withinM });
}

export function useFacets(question: PatternQuestion | null) {
  return usePattern(facetsSchema, "/facets", question);
}

export function useConcentration(question: (PatternQuestion & { resolution: number }) | null) {
  return usePattern(concentrationSchema, "/concentration", question);
}
