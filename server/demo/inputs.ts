/** The demo's small inputs (data/demo/*.json), checked once when first read. */
import { z } from "zod";
import outlineJson from "../../data/demo/outline.json" with { type: "json" };
import parksJson from "../../data/demo/parks.json" with { type: "json" };
import placesJson from "../../data/demo/places.json" with { type: "json" };
import roadsJson from "../../data/demo/roads.json" with { type: "json" };
import seriesJson from "../../data/demo/series.json" with { type: "json" };
import spotsJson from "../../data/demo/spots.json" with { type: "json" };
import namesJson from "../../data/demo/street-names.json" with { type: "json" };
import targetsJson from "../../data/demo/targets.json" with { type: "json" };
import wardsJson from "../../data/demo/wards.json" with { type: "json" };

const lngLat = z.tuple([z.number(), z.number()]);
const line = z.array(lngLat).min(2);
const ring = z.array(lngLat).min(3);
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const isoMonth = z.string().regex(/^\d{4}-\d{2}$/);

export const outline = z.object({ ring }).parse(outlineJson);

export const wardInputs = z
  .object({ wards: z.array(z.object({ name: z.string(), centre: lngLat, smallAreas: z.number().int() })) })
  .parse(wardsJson).wards;

export const places = z
  .object({
    areas: z.array(
      z.object({
        code: z.string(),
        kind: z.enum(["postcode-district", "place"]),
        name: z.string(),
        ring,
      }),
    ),
    labels: z.array(z.object({ name: z.string(), class: z.enum(["town", "suburb", "village"]), at: lngLat })),
    stations: z.array(z.tuple([z.string(), z.enum(["tube", "rail"]), lngLat])),
    centres: z.array(z.object({ name: z.string(), at: lngLat, sizeM: z.number() })),
  })
  .parse(placesJson);

const roadClass = z.enum(["motorway", "trunk", "primary", "secondary", "tertiary", "residential"]);
export type RoadClass = z.infer<typeof roadClass>;

export const mainLines = z
  .object({
    roads: z.array(z.object({ name: z.string(), ref: z.string(), class: roadClass, line })),
    rail: z.array(z.object({ name: z.string(), class: z.enum(["tube", "rail"]), line })),
    water: z.array(z.object({ name: z.string(), class: z.string(), line })),
    reservoirs: z.array(z.object({ name: z.string(), ring })),
  })
  .parse(roadsJson);

export const parkInputs = z
  .object({
    ovals: z.array(z.tuple([z.string(), lngLat, z.number(), z.number()])),
    rings: z.array(z.object({ name: z.string(), class: z.enum(["park", "countryside"]), ring })),
  })
  .parse(parksJson);

export const streetNames = z
  .object({ stems: z.array(z.string()), endings: z.array(z.string()), closes: z.array(z.string()) })
  .parse(namesJson);

const level = z.tuple([isoMonth, z.number()]);
const twelve = z.array(z.number()).length(12);
export const seriesInputs = z
  .object({
    seed: z.number().int(),
    firstMonth: isoMonth,
    lastMonth: isoMonth,
    monthly: z.record(
      z.string(),
      z.object({ levels: z.array(level), season: twelve, events: z.array(level) }),
    ),
    businessShareOfRobbery: z.number(),
    nearRepeat: z.object({
      followShare: z.number(),
      sameAddressShare: z.number(),
      withinM: z.number(),
      withinDays: z.number().int(),
    }),
    unlocatedShare: z.number(),
    repeatCallers: z.object({
      share: z.number(),
      windows: z.array(z.tuple([isoDate, isoDate, z.number().int()])),
    }),
    covid: z.object({
      strict: z.array(z.tuple([isoDate, isoDate])),
      strictShare: z.number(),
      until: isoDate,
      otherShare: z.number(),
    }),
    asbDaily: z.object({
      levels: z.array(z.tuple([isoDate, z.number()])),
      season: twelve,
      weekday: z.array(z.number()).length(7),
      yearlyEvents: z.array(z.tuple([z.string(), z.number()])),
      spells: z.array(z.tuple([isoDate, isoDate, z.number()])),
    }),
  })
  .parse(seriesJson);

const dates = z.object({ from: isoDate, to: isoDate });
const targetBase = z.object({
  id: z.string(),
  ref: z.string(),
  text: z.string(),
  attribute: z.string().optional(),
  reason: z.string().optional(),
});
const volumeTarget = targetBase.extend({
  category: z.string().nullable(),
  from: isoDate.nullable(),
  to: isoDate.nullable(),
  published: z.number().int().nullable(),
  demo: z.number().int().nullable().optional(),
  status: z.enum(["satisfied", "contradicts", "outside-period", "not-in-demo", "same-as-another"]),
});
export type VolumeTarget = z.infer<typeof volumeTarget>;
const percentageTarget = targetBase.extend({
  category: z.string(),
  current: dates,
  previous: dates,
  printed: z.number(),
  dividesBy: z.enum(["previous", "current"]),
  currentPublished: z.number().int().optional(),
  status: z.literal("satisfied"),
});

/** Published figures with what the demo does about each, and the volumes that follow from them. */
export const targets = z
  .object({
    volumes: z.array(volumeTarget),
    anchors: z.array(dates.extend({ category: z.string(), n: z.number().int(), basis: z.string() })),
    percentages: z.array(percentageTarget),
    exceptions: z.array(
      z.object({
        ref: z.string(),
        category: z.string(),
        month: isoMonth,
        direction: z.enum(["high", "low"]),
      }),
    ),
  })
  .parse(targetsJson);

const hours = z.array(z.number()).length(24);
const share = z.array(z.tuple([isoDate, z.number()])).min(1);
const spot = z.object({
  id: z.string(),
  name: z.string(),
  nature: z.enum(["persistent", "emerging", "fading", "seasonal", "covid", "straddling"]),
  at: lngLat,
  sigmaM: z.number().positive(),
  share,
  hours: z.string().optional(),
});
export type SpotInput = z.infer<typeof spot>;
const featureSpot = z.object({
  layer: z.enum(["school", "station", "bus-stop", "forecourt", "licensed-premises", "park", "centre"]),
  within: z.object({ at: lngLat, radiusM: z.number(), factor: z.number() }).optional(),
  sigmaM: z.number().min(0),
  share,
  hours: z.string().optional(),
});
const categorySpots = z.object({
  background: z.enum(["homes", "shops", "streets", "kerbs"]),
  hours: z.string(),
  /** Tilts the background: weight × factor at the point, falling off over the radius. */
  tilt: z.object({ at: lngLat, radiusM: z.number(), factor: z.number() }).optional(),
  spots: z.array(spot),
  features: z.array(featureSpot),
});
export type CategorySpots = z.infer<typeof categorySpots>;
export const spotInputs = z
  .object({
    hours: z.record(z.string(), z.object({ hours, weekday: z.array(z.number()).length(7) })),
    categories: z.record(z.string(), categorySpots),
  })
  .parse(spotsJson);
