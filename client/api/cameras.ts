/** The estate, columns, levels of detail, and what cameras would cover. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { columnsSchema, estateSchema } from "#contract/camera-design.ts";
import { type CameraForecastInput, cameraForecastSchema } from "#contract/camera-evidence.ts";
import { cellRowsSchema } from "#contract/cells.ts";
import {
  type CoverageInput,
  cameraLevelsSchema,
  coverageSchema,
  type PlacementInput,
  placementSchema,
  stoppedSchema,
} from "#contract/coverage.ts";
import { request } from "./http.ts";
import { useDatasetVersion } from "./queries.ts";

/** Cameras of an area; "" = do not ask. */
export function useEstate(area: string) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: ["cameras", version, area],
    queryFn: ({ signal }) => request(estateSchema, "/cameras", { params: { area }, signal }),
    enabled: version !== "" && area !== "",
    placeholderData: keepPreviousData,
  });
}

/** Columns in a box `west,south,east,north`; "" = do not ask. */
export function useColumns(bbox: string) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: ["columns", version, bbox],
    queryFn: ({ signal }) => request(columnsSchema, "/columns", { params: { bbox, limit: 5000 }, signal }),
    enabled: version !== "" && bbox !== "",
    placeholderData: keepPreviousData,
  });
}

/** Columns by id, whatever part of the map is looked at; without ids nothing is asked. */
export function useColumnsById(ids: readonly string[]) {
  const version = useDatasetVersion();
  const asked = [...new Set(ids)].sort().join(",");
  return useQuery({
    queryKey: ["columns-by-id", version, asked],
    queryFn: ({ signal }) => request(columnsSchema, "/columns", { params: { ids: asked }, signal }),
    enabled: version !== "" && asked !== "",
    placeholderData: keepPreviousData,
  });
}

export function useCameraLevels() {
  return useQuery({
    queryKey: ["camera-levels"],
    queryFn: ({ signal }) => request(cameraLevelsSchema, "/cameras/levels", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The question what some cameras cover; null = do not ask. */
export function coverageQuery(version: string, input: CoverageInput | null) {
  return {
    queryKey: ["coverage", version, input],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      request(coverageSchema, "/coverage", { method: "POST", body: input, signal }),
    enabled: version !== "" && input !== null,
    staleTime: 300_000,
  };
}

/** What some cameras cover; the figures of the last plan stay until those of the new one are there. */
export function useCoverage(input: CoverageInput | null) {
  const version = useDatasetVersion();
  return useQuery({ ...coverageQuery(version, input), placeholderData: keepPreviousData });
}

export type RiskCellsQuestion = { area: string; category: string; from: string; to: string };

/** Incidents by hexagon of resolution 10: the risk that cameras are held against. */
export function useRiskCells(question: RiskCellsQuestion | null) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: ["risk-cells", version, question],
    queryFn: ({ signal }) =>
      request(cellRowsSchema, "/cells", { params: { ...question, resolution: 10 }, signal }),
    enabled: version !== "" && question !== null,
    placeholderData: keepPreviousData,
  });
}

/** Best sites for new cameras; asked only once somebody wants them, and again when the question changes. */
export function usePlacement(input: PlacementInput | null) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: ["placement", version, input],
    queryFn: ({ signal }) => request(placementSchema, "/placement", { method: "POST", body: input, signal }),
    enabled: version !== "" && input !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** Ends a search early: its answer is then the best found. False if it is not under way. */
export async function stopPlacement(run: string): Promise<boolean> {
  const { data } = await request(stoppedSchema, "/placement/stop", { method: "POST", body: { run } });
  return data.stopped;
}

/** What published studies would lead one to expect of a plan. */
export function useCameraForecast(input: CameraForecastInput | null) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: ["camera-forecast", version, input],
    queryFn: ({ signal }) =>
      request(cameraForecastSchema, "/camera-forecast", { method: "POST", body: input, signal }),
    enabled: version !== "" && input !== null,
    placeholderData: keepPreviousData,
  });
}
