/** The hotspot list, what analysts decide of its places, and the sums and back-tests behind it. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { areaSumSchema, backTestSchema, cellSumSchema } from "#contract/hotspots.ts";
import { type PlaceDecisionInput, placeDecisionAnswerSchema, placesSchema } from "#contract/places.ts";
import { apiUrl, request } from "./http.ts";
import { useDatasetVersion } from "./queries.ts";

/** One map: what is tested, where and when. Null leaves a parameter at the server's default. */
export type HotspotQuestion = {
  area: string;
  category: string;
  resolution: number;
  from: string;
  to: string;
  bufferM: number | null;
  ring: number;
  correction: string;
  /** Table of harm weights, or null. */
  weights: string | null;
};

export function usePlaces(question: HotspotQuestion | null) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: ["places", version, question],
    queryFn: ({ signal }) => request(placesSchema, "/places", { params: question ?? {}, signal }),
    enabled: version !== "" && question !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** Address of the list as a file. */
export function placesFileUrl(question: HotspotQuestion, format: "csv" | "geojson"): string {
  return apiUrl("/places", { ...question, format });
}

/** Leaves a place out or shifts it; the list is then asked for again. */
export function useDecidePlace() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PlaceDecisionInput) =>
      request(placeDecisionAnswerSchema, "/places/decisions", { method: "POST", body }),
    onSettled: () => client.invalidateQueries({ queryKey: ["places"] }),
  });
}

/** Takes a decision back, with a reason; the decision itself stays on record. */
export function useWithdrawDecision() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: { id: number; reason: string; author: string }) =>
      request(placeDecisionAnswerSchema, `/places/decisions/${id}/withdraw`, { method: "POST", body }),
    onSettled: () => client.invalidateQueries({ queryKey: ["places"] }),
  });
}

type SumQuestion = Omit<HotspotQuestion, "weights" | "resolution"> & { tail: string };

/** Every step to one hexagon's figures. */
export function useCellSum(cell: string, question: SumQuestion, enabled: boolean) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: ["sum", version, cell, question],
    queryFn: ({ signal }) => request(cellSumSchema, `/cells/${cell}/sum`, { params: question, signal }),
    enabled: enabled && version !== "",
  });
}

/** Every step to the figures of the whole map. */
export function useAreaSum({ area, ...rest }: SumQuestion & { resolution: number }, enabled: boolean) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: ["area-sum", version, area, rest],
    queryFn: ({ signal }) =>
      request(areaSumSchema, `/areas/${encodeURIComponent(area)}/sum`, { params: rest, signal }),
    enabled: enabled && version !== "",
  });
}

export type BackTestQuestion = { area: string; category: string; resolution: number; bufferM: number | null };

/** How much later crime such maps would have caught. Looks at the whole of the data, so the period does not matter. */
export function useBackTest(question: BackTestQuestion | null) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: ["back-test", version, question],
    queryFn: ({ signal }) => request(backTestSchema, "/backtest", { params: question ?? {}, signal }),
    enabled: version !== "" && question !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
