/** What each surface is called, what question it answers, and how: said once, shown everywhere. */
import { isMeasure, type Measure, type Surface } from "../../../state/surface.ts";
import { countedNoun, measureWords } from "../panel/measure-words.ts";

export type SurfaceWords = {
  choice: string;
  /** The question it answers, in one plain line. */
  line: string;
  legend: string;
  /** Title of the ranked list. */
  list: string;
  method: string;
  limits: string;
  reference: string | null;
};

/** The choices in the order of thought: how many, whether that is more than chance, and what is changing. */
export const SURFACE_GROUPS: readonly {
  title: string;
  look: "segments" | "rows";
  surfaces: readonly Surface[];
}[] = [
  {
    title: "How many?",
    look: "segments",
    surfaces: ["count", "per-km2", "per-1000-residents", "per-1000-households", "density"],
  },
  { title: "Is it more than chance?", look: "rows", surfaces: ["significant", "could-be-significant"] },
  { title: "What is changing?", look: "rows", surfaces: ["change", "emerging", "persistence"] },
];

const GI_STAR_REFERENCE =
  "Getis & Ord 1992; Ord & Getis 1995, Geographical Analysis 27; Benjamini & Hochberg 1995, JRSS B 57.";
const HISTORY_LIMITS =
  "A month or quarter by itself holds few incidents, so a hexagon is hot in it only if it stands out far. Longer steps and larger hexagons show more.";

/** `offences` stands for what is counted. */
const WORDS: Record<Exclude<Surface, Measure>, SurfaceWords> = {
  density: {
    choice: "Density",
    line: "Where offences lie close together, smoothed across the edges of hexagons.",
    legend: "Density, in multiples of the area's mean",
    list: "Densest hexagons",
    method:
      "Kernel density per km² and year at each hexagon's centre, from the positions themselves; nearer ones weigh more. Corrected for what lies beyond the boundary.",
    limits:
      "A smooth picture, not a test: it draws hills on random points too. For places that stand out, choose Significant.",
    reference: "Silverman 1986, Density Estimation; Diggle 1985 (edge correction).",
  },
  significant: {
    choice: "Significant",
    line: "Where there are more offences than chance would place.",
    legend: "More offences here and around than chance would place",
    list: "Significant hexagons",
    method:
      "Getis–Ord Gi*: each hexagon together with those around it, against the same counts dealt out to the hexagons at random. p is exact, not the normal approximation; q corrects it for testing every hexagon.",
    limits:
      "It compares places with each other, so some can be hot while the total is low. It does not allow for how many people or homes there are.",
    reference: GI_STAR_REFERENCE,
  },
  "could-be-significant": {
    choice: "Could it show?",
    line: "Where a hotspot could have shown at all, and where too little happens to tell.",
    legend: "Where a hotspot could have shown",
    list: "Hexagons by how near they come",
    method:
      "For each hexagon, the least that would have to lie in it and around it to be significant (q ≤ 5 %) on this map, and whether the counts of the area could add up to that.",
    limits: "Where nothing could show, a pale hexagon on the map of significance does not mean safe.",
    reference: GI_STAR_REFERENCE,
  },
  change: {
    choice: "Change",
    line: "Where there are clearly more offences, or fewer, than in the earlier period.",
    legend: "Change, later − earlier",
    list: "Surest changes",
    method:
      "Each hexagon's two counts, allowing for the days of each period: E-test, or the conditional binomial test from 200 on. q corrects it for testing every hexagon that has any.",
    limits:
      "Counts of single hexagons are small, so only large changes can be told from chance. A fall everywhere shows as falls in many places.",
    reference: "Krishnamoorthy & Thomson 2004, J. Statistical Planning and Inference 119.",
  },
  emerging: {
    choice: "Emerging",
    line: "Which hotspots are new, growing, lasting, fading, or come and go.",
    legend: "History of hotspots",
    list: "Hotspots by their history",
    method:
      "The test of significance in each month, quarter or year by itself (q ≤ 5 %), then the history of each hexagon, and whether its surroundings rise or fall (Mann–Kendall, p < 5 %).",
    limits: HISTORY_LIMITS,
    reference: "ArcGIS Pro, Emerging Hot Spot Analysis; Mann 1945; Kendall 1975.",
  },
  persistence: {
    choice: "Persistence",
    line: "How often a place was a hotspot, over one to ten years.",
    legend: "How often it was a hotspot",
    list: "Most lasting hotspots",
    method:
      "The test of significance in each month, quarter or year by itself (q ≤ 5 %), and in how many of them a hexagon was hot.",
    limits: HISTORY_LIMITS,
    reference: GI_STAR_REFERENCE,
  },
};

/** Of counts and rates. */
const MEASURE_LINES: Record<Measure, string> = {
  count: "How many offences each hexagon has.",
  "per-km2": "How many offences for its size.",
  "per-1000-residents": "How many offences for the people who live there.",
  "per-1000-households": "How many offences for the homes there.",
};

/**
 * Words of a surface for what the category counts.
 * @param harmUnit unit of the weights, if incidents are weighed by harm.
 */
export function surfaceWords(surface: Surface, unit: string, harmUnit: string | null = null): SurfaceWords {
  const { many } = countedNoun(unit);
  const say = (text: string) => text.replace("offences", many);
  if (!isMeasure(surface)) {
    const words = WORDS[surface];
    if (harmUnit === null) return { ...words, line: say(words.line), legend: say(words.legend) };
    return {
      ...words,
      line: "Where there is more harm than chance would place.",
      legend: "More harm here and around than chance would place",
      method: `${words.method} By harm (${harmUnit}) p comes from 99,999 random deals instead of being exact.`,
    };
  }
  const words = measureWords(surface, unit);
  const plain = { line: say(MEASURE_LINES[surface]), list: "Busiest hexagons", reference: null };
  if (harmUnit === null) return { ...words, ...plain };
  return {
    ...words,
    ...plain,
    line: surface === "count" ? "How much harm was done in each hexagon." : "How much harm for its size.",
    legend: surface === "count" ? `Harm per hexagon, ${harmUnit}` : `Harm per km², ${harmUnit}`,
    list: "Hexagons by harm",
    method: `${words.method} Each incident counts by the weight of its kind.`,
  };
}
