/** Links and planned buildings of a plan as the server is asked. Pure. */
import type { LinksInput } from "#contract/links.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import type { LinkEnd, PlannedBuilding, WirelessLink } from "#domain/scenario/scenario-document.ts";

export function asInput(links: readonly WirelessLink[], buildings: readonly PlannedBuilding[]): LinksInput {
  const pair = ([lng, lat]: LngLat): [number, number] => [lng, lat];
  const end = ({ position, heightM }: LinkEnd) => ({ position: pair(position), heightM });
  return {
    links: links.map((link) => ({ ...link, from: end(link.from), to: end(link.to) })),
    buildings: buildings.map((building) => ({ ...building, ring: building.ring.map(pair) })),
  };
}
