import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { type outcomesInputSchema, outcomesSavedSchema } from "#contract/camera-outcomes.ts";
import { type CameraReviewInput, cameraReviewSchema } from "#contract/camera-review.ts";
import { request } from "./http.ts";
import { useDatasetVersion } from "./queries.ts";

/** Worth of each camera; null = do not ask. */
export function useCameraReview(input: CameraReviewInput | null) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: ["camera-review", version, input],
    queryFn: ({ signal }) =>
      request(cameraReviewSchema, "/camera-review", { method: "POST", body: input, signal }),
    enabled: version !== "" && input !== null,
    placeholderData: keepPreviousData,
  });
}

/** Logs outcomes of cameras. */
export function useLogOutcomes() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof outcomesInputSchema>) =>
      request(outcomesSavedSchema, "/camera-outcomes", { method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["camera-review"] }),
  });
}
