/** Would these wireless links work, past the buildings that stand and those that are planned? */
import { z } from "zod";
import type { LinkCheck, LinkObstruction, Links, linksInputSchema } from "#contract/links.ts";
import type { Caveat } from "#contract/meta.ts";
import {
  CLEAR_SHARE,
  type Link,
  type LinkBuilding,
  linkLineOfSight,
  type LinkObstruction as Obstruction,
  widestClearRadiusM,
} from "#domain/camera/link-line-of-sight.ts";
import { type LocalPlane, localPlane } from "#domain/camera/local-plane.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import type { LinkBuildingRow, Reader } from "../db/read-model.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { linkWords } from "./link-words.ts";

type Input = z.output<typeof linksInputSchema>;
type LinkInput = Input["links"][number];
type Named = LinkBuilding & { id: string; name: string; isPlanned: boolean };

/** Above this the local plane and the idea of level ground no longer serve. */
const LONGEST_KM = 20;
const MOST_BUILDINGS = 20_000;
const MOST_UNKNOWN = 20;
const METRES_PER_DEGREE = 111_000;

const METHOD =
  "Straight line between the antennas against the flat roofs of every footprint within the first Fresnel zone (r = 17.32·√(d₁·d₂/(f·d)), 60 % of it to be free), earth bulge for 4/3 of its radius, level ground.";

const positionSchema = z.tuple([z.number(), z.number()]).rest(z.number());
const shapeSchema = z.union([
  z.object({ type: z.literal("Polygon"), coordinates: z.array(z.array(positionSchema)) }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(z.array(positionSchema))) }),
]);

/** Checks each link by itself. Refuses links that are too long or too short, and paths over too many buildings. */
export async function checkLinks(reader: Reader, input: Input): Promise<Answer<Links>> {
  const data: LinkCheck[] = [];
  let standing = 0;
  for (const link of input.links) {
    const plane = localPlane(middleOf(link.from.position, link.to.position));
    const path = pathOn(plane, link);
    const lengthM = Math.hypot(path.to.x - path.from.x, path.to.y - path.from.y);
    if (lengthM < 1 || lengthM > LONGEST_KM * 1000) return refuseLength(link, lengthM);
    const marginM = widestClearRadiusM(lengthM, link.frequencyGHz) / CLEAR_SHARE + 1;
    const rows = await reader.buildingsNearLine(
      link.from.position,
      link.to.position,
      degrees(marginM, link.from.position[1]),
      MOST_BUILDINGS + 1,
    );
    if (rows.length > MOST_BUILDINGS) return refuseCrowd(link);
    standing += rows.length;
    const buildings = [...rows.flatMap((row) => onPlane(row, plane)), ...planned(input.buildings, plane)];
    data.push(checked(link, path, buildings, plane));
  }
  const caveats = linkCaveats(data, standing);
  return answer({ data, meta: { method: METHOD, caveats, datasetVersion: await reader.version() } });
}

function middleOf([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): LngLat {
  return [(lng1 + lng2) / 2, (lat1 + lat2) / 2];
}

/** Degrees that reach at least so far in every direction. */
function degrees(metres: number, lat: number): number {
  return metres / (METRES_PER_DEGREE * Math.cos((Math.min(85, Math.abs(lat) + 0.2) * Math.PI) / 180));
}

function pathOn(plane: LocalPlane, { from, to, frequencyGHz }: LinkInput): Link {
  const end = (of: LinkInput["from"]) => {
    const [x, y] = plane.toPlane(of.position);
    return { x, y, heightM: of.heightM };
  };
  return { from: end(from), to: end(to), frequencyGHz };
}

function ringOn(plane: LocalPlane, ring: readonly (readonly [number, number, ...number[]])[]): Float64Array {
  return Float64Array.from(ring.flatMap(([lng, lat]) => [...plane.toPlane([lng, lat])]));
}

/** Polygons of a stored building. */
function onPlane(row: LinkBuildingRow, plane: LocalPlane): Named[] {
  const shape = shapeSchema.parse(JSON.parse(row.shape));
  const polygons = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  const id = row.reference ?? `building ${row.id}`;
  return polygons.map((rings) => ({
    id,
    name: row.name ?? id,
    isPlanned: false,
    rings: rings.map((ring) => ringOn(plane, ring)),
    heightM: row.heightM,
  }));
}

function planned(buildings: Input["buildings"], plane: LocalPlane): Named[] {
  return buildings.map(({ id, name, ring, heightM }) => ({
    id,
    name,
    isPlanned: true,
    rings: [ringOn(plane, ring)],
    heightM,
  }));
}

function checked(link: LinkInput, path: Link, buildings: readonly Named[], plane: LocalPlane): LinkCheck {
  const { lengthM, status, clearShare, obstructions, unknown } = linkLineOfSight(path, buildings);
  const named = (list: readonly Obstruction[]) =>
    list.flatMap((found) => {
      const building = buildings[found.building];
      return building ? [shown(found, building, path, lengthM, plane)] : [];
    });
  const [worst, open] = [named(obstructions), named(unknown.slice(0, MOST_UNKNOWN))];
  return {
    id: link.id,
    name: link.name,
    status,
    lengthM,
    clearShare,
    neededM: widestClearRadiusM(lengthM, link.frequencyGHz),
    words: linkWords(status, worst, open, unknown.length),
    obstructions: worst,
    unknown: open,
    unknownCount: unknown.length,
    buildingsConsidered: new Set(buildings.map(({ id }) => id)).size,
  };
}

function shown(
  { building: _number, ...found }: Obstruction,
  { id, name, isPlanned }: Named,
  { from, to }: Link,
  lengthM: number,
  plane: LocalPlane,
): LinkObstruction {
  const [cos, sin] = [(to.x - from.x) / lengthM, (to.y - from.y) / lengthM];
  const x = from.x + found.alongM * cos - found.asideM * sin;
  const y = from.y + found.alongM * sin + found.asideM * cos;
  const [lng, lat] = plane.toLngLat([x, y]);
  return { id, name, isPlanned, ...found, position: [lng, lat] };
}

function linkCaveats(checks: readonly LinkCheck[], standing: number): Caveat[] {
  const caveats: Caveat[] = [
    {
      code: "level-ground",
      text: "The ground is taken to be level: terrain, trees, masts and rain are not considered. Survey the path before kit is bought.",
    },
  ];
  if (standing === 0) {
    caveats.push({
      code: "no-buildings",
      text: "No buildings are imported along these links: only planned ones were considered.",
    });
  }
  const unknown = checks.reduce((sum, { unknownCount }) => sum + unknownCount, 0);
  if (unknown > 0) {
    caveats.push({
      code: "unknown-heights",
      text: `${unknown} ${unknown === 1 ? "building" : "buildings"} along these links ${unknown === 1 ? "has" : "have"} no height on record.`,
    });
  }
  return caveats;
}

function refuseLength({ id, name }: LinkInput, lengthM: number) {
  return refuse({
    code: "link-length",
    title: "This link cannot be checked",
    detail: `${name} (${id}) is ${Math.round(lengthM).toLocaleString("en-GB")} m long; expected 1 m to ${LONGEST_KM} km.`,
    next: "Correct the positions of its ends; split a longer path into hops.",
    where: "links",
  });
}

function refuseCrowd({ name }: LinkInput) {
  return refuse({
    code: "link-buildings",
    title: "Too many buildings lie along this link",
    detail: `More than ${MOST_BUILDINGS.toLocaleString("en-GB")} within the first Fresnel zone of ${name}.`,
    next: "Split the path into hops, or correct its frequency.",
    where: "links",
  });
}
