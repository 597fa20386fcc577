import { useQuery } from "@tanstack/react-query";
import { type HarmTable, harmTablesSchema } from "#contract/harm.ts";
import { request } from "./http.ts";
import { useDatasetVersion } from "./queries.ts";

const NO_TABLES: readonly HarmTable[] = [];

/** Tables of weights that turn counts into harm; `tables` is empty until they are here, and where none is imported. */
export function useHarmTables(): { tables: readonly HarmTable[]; isKnown: boolean } {
  const version = useDatasetVersion();
  const { data, isPending } = useQuery({
    queryKey: ["harm-tables", version],
    queryFn: ({ signal }) =>
      request(harmTablesSchema, "/harm/tables", { signal }).then((answer) => answer.data),
    enabled: version !== "",
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return { tables: data ?? NO_TABLES, isKnown: !isPending };
}
