/** Which area is meant where none is named? */
import { ALL_AREAS_CODE } from "#contract/areas.ts";
import type { Snapshot } from "../db/snapshot.ts";

/**
 * The local authority whose smaller areas (wards, LSOAs) were imported too; the only one if there is just one;
 * otherwise everything. Null while the database holds neither areas nor incidents.
 */
export function defaultArea(snapshot: Snapshot): string | null {
  const children = new Map<string, number>();
  for (const area of snapshot.areas.values()) {
    if (area.parentCode) children.set(area.parentCode, (children.get(area.parentCode) ?? 0) + 1);
  }
  const authorities = [...snapshot.areas.values()]
    .filter((area) => area.kind === "local-authority")
    .sort((a, b) => (children.get(b.code) ?? 0) - (children.get(a.code) ?? 0) || (a.code < b.code ? -1 : 1));
  const [first] = authorities;
  if (first && (authorities.length === 1 || (children.get(first.code) ?? 0) > 0)) return first.code;
  return snapshot.slices.length > 0 || snapshot.areas.size > 0 ? ALL_AREAS_CODE : null;
}
