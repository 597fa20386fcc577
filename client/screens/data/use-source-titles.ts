import { useSources } from "../../api/queries.ts";

/** Titles of sources by their slug; a slug that is not known yet stands for itself. */
export function useSourceTitles(): (slug: string) => string {
  const { data } = useSources();
  return (slug) => data?.find((source) => source.slug === slug)?.title ?? slug;
}
