/**
 * Where and at what hour one kind of crime happens: a background over its sites, plus the spots and the places of
 * interest of data/demo/spots.json, whose shares change with time.
 */
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import { calendarDay, dayIndexOf, interpolate } from "./calendar.ts";
import { type CategorySpots, places, spotInputs } from "./inputs.ts";
import type { FeatureLayer, MapFeature } from "./map-features.ts";
import { distanceM, type Point, toPlane } from "./plane.ts";
import { SiteIndex, SiteTable } from "./site-table.ts";
import { HOME, KERB, PARK, SHOP, type Site } from "./sites.ts";
import type { Street } from "./streets.ts";

/** One source of incidents: the background, a spot, or all places of one kind. */
export type Component = {
  id: string;
  inside: SiteTable;
  outside: SiteTable;
  /** Expected incidents beyond the border for each one inside. */
  outsidePerInside: number;
  /** Share of the category on a day, before the background takes the rest; null for the background. */
  share: readonly (readonly [dayIndex: number, share: number])[] | null;
  hours: readonly number[];
  weekday: readonly number[];
};

export type CategoryModel = { components: Component[]; weekday: readonly number[] };

type World = { streets: readonly Street[]; sites: readonly Site[]; features: readonly MapFeature[] };

const KINDS: Record<CategorySpots["background"], readonly Site["kind"][]> = {
  homes: [HOME],
  shops: [SHOP],
  streets: [KERB],
  kerbs: [KERB],
};
const NORMAL_CUT = 2.6;
const EMPTY = new SiteTable([]);

/** Prepares the model of a category. Deterministic for a given world and generator. */
export function buildCategoryModel(category: string, world: World, random: SeededRandom): CategoryModel {
  const input = spotInputs.categories[category];
  if (!input) throw new RangeError(`buildCategoryModel: no spots for ${category}`);
  const kinds = new Set(KINDS[input.background]);
  const risk = siteRisk(world, input, kinds, random);
  const index = new SiteIndex(world.sites, kinds);
  const background: Component = {
    id: "background",
    ...split(
      world.sites,
      [...risk.entries()].filter(([, weight]) => weight > 0),
    ),
    share: null,
    ...profile(input.hours),
  };
  const spots = input.spots.map((spot): Component => {
    const near = nearby(index, toPlane(spot.at), spot.sigmaM).map(
      ([i, w]) => [i, w * Math.sqrt(risk[i] ?? 0)] as const,
    );
    return { id: spot.id, ...split(world.sites, near), ...timing(spot.share, spot.hours ?? input.hours) };
  });
  const features = input.features.map((feature): Component => {
    const entries = featureEntries(feature, world, index);
    return {
      id: feature.layer,
      ...split(world.sites, entries),
      ...timing(feature.share, feature.hours ?? input.hours),
    };
  });
  const components = [background, ...spots, ...features];
  const empty = components.find(({ inside }) => inside.total === 0);
  if (empty) throw new RangeError(`buildCategoryModel: ${category}: no site for ${empty.id}`);
  return { components, weekday: background.weekday };
}

/** Component that an incident of a day comes from. */
export function drawComponent(model: CategoryModel, dayIndex: number, random: SeededRandom): Component {
  const { weekday } = calendarDay(dayIndex);
  const [background, ...others] = model.components;
  if (!background) throw new RangeError("drawComponent: a model without background");
  let target = random.uniform();
  for (const component of others) {
    target -= interpolate(component.share ?? [], dayIndex) * (component.weekday[weekday] ?? 1);
    if (target < 0) return component;
  }
  return background;
}

function timing(
  share: readonly (readonly [string, number])[],
  hours: string,
): Pick<Component, "share" | "hours" | "weekday"> {
  return { share: share.map(([date, value]) => [dayIndexOf(date), value] as const), ...profile(hours) };
}

/** Hour and weekday weights by name, weekday weights scaled to a mean of 1. */
function profile(name: string): Pick<Component, "hours" | "weekday"> {
  const found = spotInputs.hours[name];
  if (!found) throw new RangeError(`profile: no hours called ${name}`);
  const mean = found.weekday.reduce((a, b) => a + b, 0) / 7;
  return { hours: found.hours, weekday: found.weekday.map((w) => w / mean) };
}

/** Background weight of every site: a few streets and addresses carry much of the risk, most carry little. */
function siteRisk(
  { streets, sites }: World,
  input: CategorySpots,
  kinds: ReadonlySet<Site["kind"]>,
  random: SeededRandom,
): Float64Array {
  const streetFactor = streets.map((street) => {
    const main = input.background === "streets" && street.class !== "residential" ? 2.4 : 1;
    const fast = street.class === "trunk" ? 0.25 : 1;
    return Math.exp(0.75 * random.normal()) * main * fast;
  });
  const tilt = input.tilt ? { ...input.tilt, at: toPlane(input.tilt.at) } : null;
  return Float64Array.from(sites, (site) => {
    if (!kinds.has(site.kind)) return 0;
    const tilted = tilt
      ? 1 + tilt.factor * Math.exp(-((distanceM(tilt.at, site.at) / tilt.radiusM) ** 2))
      : 1;
    return (streetFactor[site.street] ?? 1) * tilted * Math.exp(0.7 * random.normal());
  });
}

function nearby(index: SiteIndex, at: Point, sigmaM: number): [number, number][] {
  return index
    .within(at, NORMAL_CUT * sigmaM)
    .map(([i, distance]) => [i, Math.exp(-0.5 * (distance / sigmaM) ** 2)]);
}

/** Sites near all places of a kind; every place counts alike, except for the factor of `within`. */
function featureEntries(
  { layer, sigmaM, within }: CategorySpots["features"][number],
  { sites, features }: World,
  index: SiteIndex,
): [number, number][] {
  if (layer === "park") return sites.flatMap((site, i) => (site.kind === PARK ? [[i, 1]] : []));
  const focus = within ? { ...within, at: toPlane(within.at) } : null;
  return featurePoints(layer, features).flatMap((at) => {
    const near = nearby(index, at, sigmaM);
    const total = near.reduce((sum, [, weight]) => sum + weight, 0);
    const factor = focus && distanceM(focus.at, at) < focus.radiusM ? focus.factor : 1;
    return near.map(([i, weight]): [number, number] => [i, (weight / total) * factor]);
  });
}

function featurePoints(layer: FeatureLayer | "centre", features: readonly MapFeature[]): Point[] {
  if (layer === "centre") return places.centres.map(({ at }) => toPlane(at));
  return features.flatMap(({ layer: found, geometry }) =>
    found === layer && geometry.type === "Point" ? [toPlane(geometry.coordinates)] : [],
  );
}

function split(
  sites: readonly Site[],
  entries: readonly (readonly [number, number])[],
): Pick<Component, "inside" | "outside" | "outsidePerInside"> {
  const inside = new SiteTable(entries.filter(([i]) => sites[i]?.inside));
  const beyond = entries.filter(([i]) => !sites[i]?.inside);
  const outside = beyond.length ? new SiteTable(beyond) : EMPTY;
  return { inside, outside, outsidePerInside: inside.total > 0 ? outside.total / inside.total : 0 };
}
