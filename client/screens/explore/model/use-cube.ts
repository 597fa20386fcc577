/** The cube that the screen looks at, and the answer to the window it shows now. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { apiUrl } from "../../../api/http.ts";
import type { Measure } from "../../../state/surface.ts";
import type { Resolution } from "../../../state/url-state.ts";
import { CubeClient } from "../../../workers/cube-client.ts";
import type {
  CategoryNode,
  LoadedCube,
  WindowsAnswer,
  WindowsQuestion,
} from "../../../workers/cube-messages.ts";

export type CubeQuestion = {
  version: string;
  areas: readonly string[];
  /** The category looked at and, where incidents are weighed by kind, all below it. */
  categories: readonly CategoryNode[];
  resolution: Resolution;
  bufferM: number;
  from: string;
  to: string;
  measure: Measure;
};

export type CubeState = {
  cube: LoadedCube | null;
  answer: WindowsAnswer | null;
  isLoading: boolean;
  error: unknown;
  retry: () => void;
  ask: (question: WindowsQuestion) => void;
};

/** Loads the cube whenever the question changes; the cube before stays on screen until the new one is here. */
export function useCube(question: CubeQuestion | null): CubeState {
  const client = useRef<CubeClient | null>(null);
  const [answer, setAnswer] = useState<WindowsAnswer | null>(null);
  if (client.current === null) client.current = new CubeClient(setAnswer);
  useEffect(() => {
    const opened = client.current;
    return () => opened?.close();
  }, []);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["cube", question],
    queryFn: () => loadCube(client.current, question),
    enabled: question !== null,
    placeholderData: (before: LoadedCube | undefined) => before,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(
    () => ({
      cube: data ?? null,
      answer,
      isLoading: isFetching,
      error,
      retry: () => void refetch(),
      ask: (windows: WindowsQuestion) => client.current?.windows(windows),
    }),
    [data, answer, isFetching, error, refetch],
  );
}

function loadCube(client: CubeClient | null, question: CubeQuestion | null): Promise<LoadedCube> {
  if (!client || !question) throw new RangeError("loadCube: no question");
  const { areas, categories, resolution, bufferM, from, to, measure } = question;
  const people = measure === "per-1000-residents" ? "residents" : "households";
  const category = categories.map(({ id }) => id).join();
  const cells = { category, resolution, from, to, by: "month", bufferM: bufferM || null };
  return client.load({
    measure,
    categories: [...categories],
    cubeUrls: areas.map((area) => apiUrl("/cells", { area, ...cells })),
    // With a buffer hexagons that the boundary crosses are tested whole, as the hotspot list does.
    testedUrls: bufferM > 0 ? areas.map((area) => apiUrl("/cells", { area, ...cells, edges: "whole" })) : [],
    denominatorUrls: measure.startsWith("per-1000")
      ? areas.map((area) => apiUrl("/denominators", { area, resolution, measure: people }))
      : [],
  });
}
