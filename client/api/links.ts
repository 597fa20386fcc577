import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type LinksInput, linksSchema } from "#contract/links.ts";
import { request } from "./http.ts";
import { useDatasetVersion } from "./queries.ts";

/** Whether wireless links are clear; null = do not ask. */
export function useLinkChecks(input: LinksInput | null) {
  const version = useDatasetVersion();
  return useQuery({
    queryKey: ["links", version, input],
    queryFn: ({ signal }) => request(linksSchema, "/links", { method: "POST", body: input, signal }),
    enabled: version !== "" && input !== null,
    placeholderData: keepPreviousData,
  });
}
