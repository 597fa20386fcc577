/** The category that a publisher's own text counts in. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { requestText } from "./http.ts";
import { queryKeys } from "./query-keys.ts";

export type OffenceTextMapping = { id: number; category: string | null };

/** Maps a text to a category, or to none. Counts of every period change, so the data has a new version after it. */
export function useMapOffenceText() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, category }: OffenceTextMapping) =>
      requestText(`/offence-types/${id}`, { method: "PUT", body: { category } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.ready });
      await client.invalidateQueries({ queryKey: ["categories"] });
    },
  });
}
