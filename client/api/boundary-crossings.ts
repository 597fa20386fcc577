import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type CrossingsInput, crossingsSchema } from "#contract/boundary-crossings.ts";
import { request } from "./http.ts";
import { useDatasetVersion } from "./queries.ts";

/** Where roads cross the boundary, and which cameras see it; null = do not ask. */
export function useCrossings(input: CrossingsInput | null) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: ["boundary-crossings", version, input],
    queryFn: ({ signal }) =>
      request(crossingsSchema, "/boundary-crossings", { method: "POST", body: input, signal }),
    enabled: version !== "" && input !== null,
    placeholderData: keepPreviousData,
  });
}
