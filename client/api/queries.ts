/** Questions that screens ask the server, as react-query hooks. Data questions carry the dataset's version. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Area, areaDetailSchema, areaListSchema } from "#contract/areas.ts";
import { categoryListSchema } from "#contract/categories.ts";
import { cellDetailSchema, cellStreetsSchema } from "#contract/cells.ts";
import { searchSchema } from "#contract/search.ts";
import { featureCollectionSchema, readySchema, sourceListSchema } from "#contract/system.ts";
import { timeseriesSchema } from "#contract/timeseries.ts";
import { request } from "./http.ts";
import { queryKeys } from "./query-keys.ts";

/** What the server runs on, whether it is ready, and which data it shows. Asked again while it prepares. */
export function useReady() {
  return useQuery({
    queryKey: queryKeys.ready,
    queryFn: ({ signal }) =>
      request(readySchema, "/ready", { signal, alsoAnswers: 503 }).then((answer) => answer.data),
    refetchInterval: (query) => (query.state.data?.ready === true ? 30_000 : 1_500),
    staleTime: 0,
  });
}

/** Version of the data, "" until known. Questions about data wait for it. */
export function useDatasetVersion(): string {
  const { data } = useReady();
  return data?.ready === true ? data.datasetVersion : "";
}

/** Areas of a kind ("" = all kinds) whose name or code has `q` in it. */
export function useAreas(kind: string, q = "") {
  const version = useDatasetVersion();
  return useQuery<Area[]>({
    queryKey: queryKeys.areas(version, kind, q),
    queryFn: ({ signal }) =>
      request(areaListSchema, "/areas", { params: { kind, q }, signal }).then((answer) => answer.data),
    enabled: version !== "",
    placeholderData: keepPreviousData,
  });
}

/** One area with its outline. */
export function areaQuery(version: string, code: string) {
  return {
    queryKey: queryKeys.area(version, code),
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      request(areaDetailSchema, `/areas/${encodeURIComponent(code)}`, { signal }).then(
        (answer) => answer.data,
      ),
    enabled: version !== "" && code !== "",
  };
}

/** Category tree with definitions and how many incidents each has. */
export function useCategories() {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: queryKeys.categories(version),
    queryFn: ({ signal }) => request(categoryListSchema, "/categories", { signal }),
    enabled: version !== "",
    placeholderData: keepPreviousData,
  });
}

export function useSources() {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: queryKeys.sources(version),
    queryFn: ({ signal }) => request(sourceListSchema, "/sources", { signal }).then((answer) => answer.data),
    enabled: version !== "",
    placeholderData: (previous) => previous,
  });
}

/** Outlines of the areas of a kind that lie in an area ("" = all there are, null = do not ask), as GeoJSON. */
export function useBoundaries(kind: string, within: string | null) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: queryKeys.boundaries(version, kind, within ?? ""),
    queryFn: ({ signal }) =>
      request(featureCollectionSchema, "/areas/boundaries", { params: { kind, within }, signal }),
    enabled: version !== "" && within !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Roads, water, parks … of an area, or of a box (`west,south,east,north`), as GeoJSON. */
export function mapFeaturesQuery(version: string, layer: string, area: string, bbox = "") {
  return {
    queryKey: [...queryKeys.mapFeatures(version, layer, area), bbox],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      request(featureCollectionSchema, "/map-features", { params: { layer, area, bbox }, signal }),
    enabled: version !== "" && (area !== "" || bbox !== ""),
    staleTime: Number.POSITIVE_INFINITY,
  };
}

/** Monthly counts of one area, with the limits of exactly these months. */
export function timeseriesQuery(version: string, area: string, category: string, from: string, to: string) {
  return {
    queryKey: queryKeys.timeseries(version, area, category, from, to),
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      request(timeseriesSchema, "/timeseries", { params: { area, category, from, to }, signal }),
    enabled: version !== "" && area !== "" && category !== "",
    placeholderData: keepPreviousData,
  };
}

export type CellQuestion = {
  cell: string;
  area: string;
  bufferM: number;
  category: string;
  from: string;
  to: string;
};

/** Everything about one hexagon. */
export function useCell({ cell, area, bufferM, category, from, to }: CellQuestion) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: [...queryKeys.cell(version, cell, area, category, from, to), bufferM],
    queryFn: ({ signal }) =>
      request(cellDetailSchema, `/cells/${cell}`, {
        params: { area, bufferM: bufferM || null, category, from, to },
        signal,
      }),
    enabled: version !== "" && cell !== "" && area !== "",
    placeholderData: (previous, query) => (query?.queryKey[2] === cell ? previous : undefined),
  });
}

export type StreetsQuestion = {
  cells: readonly string[];
  area: string;
  category: string;
  from: string;
  to: string;
};

/** The busiest streets of some hexagons, to call them by; asked only when `enabled`. */
export function useCellStreets({ cells, ...params }: StreetsQuestion, enabled: boolean) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: queryKeys.streets(version, params.area, params.category, params.from, params.to, cells),
    queryFn: ({ signal }) =>
      request(cellStreetsSchema, "/cells/streets", {
        params: { ...params, cells: cells.join(",") },
        signal,
      }).then((answer) => answer.data),
    enabled: enabled && version !== "" && cells.length > 0,
    placeholderData: (previous) => previous,
  });
}

/** Places whose name, code, postcode district, coordinate or grid reference fits what was typed. */
export function useSearch(q: string) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: queryKeys.search(version, q),
    queryFn: ({ signal }) => request(searchSchema, "/search", { params: { q }, signal }),
    enabled: version !== "" && q.trim().length >= 2,
    placeholderData: keepPreviousData,
  });
}
