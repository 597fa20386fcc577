import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import {
  deploymentAnswerSchema,
  type deploymentLineInputSchema,
  deploymentsSchema,
} from "#contract/deployments.ts";
import { type RedeploymentInput, redeploymentSchema } from "#contract/redeployment.ts";
import { request } from "./http.ts";
import { useDatasetVersion } from "./queries.ts";

/** The record of rapid deployments. */
export function useDeployments() {
  return useQuery({
    queryKey: ["deployments"],
    queryFn: ({ signal }) => request(deploymentsSchema, "/deployments", { signal }),
  });
}

/** Adds a line to the record. */
export function useRecordDeployment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof deploymentLineInputSchema>) =>
      request(deploymentAnswerSchema, "/deployments", { method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["deployments"] }),
  });
}

/** Where units should hang week by week; asked once somebody wants it. */
export function useRedeployment(input: RedeploymentInput | null) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: ["redeployment", version, input],
    queryFn: ({ signal }) =>
      request(redeploymentSchema, "/redeployment", { method: "POST", body: input, signal }),
    enabled: version !== "" && input !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
