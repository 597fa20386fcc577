/** What each statistic answers and does not answer, how it is defined and where it comes from. Text for people. */
import type { StatisticId } from "./known-answers/known-answer.ts";

export type Statistic = {
  id: StatisticId;
  title: string;
  answers: string;
  doesNot: string;
  definition: readonly string[];
  defaults: string;
  reference: string;
};

export const STATISTICS: readonly Statistic[] = [
  {
    id: "gi-star",
    title: "Significant hotspots (Getis–Ord Gi*)",
    answers:
      "Are there more incidents in a hexagon and those around it than would be likely if the same incidents had been spread over the area by chance?",
    doesNot:
      "It does not say why, whether it will last, or that a hexagon which is not marked is safe. It asks about counts, not about risk per person.",
    definition: [
      "S = incidents in the hexagon and its m − 1 tested neighbours; x̄ = mean count of the n hexagons of the study area; s = their standard deviation (with 1/n).",
      "z = (S − m·x̄) / (s·√[(n·m − m²)/(n − 1)]), the same as in ArcGIS and spdep.",
      "p = share of all ways to draw m of the area’s hexagons whose counts add up to S or more. Counted exactly, not approximated: for crime counts the usual normal approximation draws false hotspots on most maps (see the trial at the top).",
      "Shown as significant where q ≤ 0.05, q being p after the correction for the number of hexagons tested.",
    ],
    defaults:
      "Hexagon and first ring; hot only; Benjamini–Hochberg; study area = hexagons whose centre lies in the boundary, empty ones included. Refused below 30 hexagons, without incidents, or where all counts are equal. Weights that are not whole numbers: 99,999 seeded draws instead of the exact count.",
    reference:
      "Getis & Ord 1992; Ord & Getis 1995, Geographical Analysis 27; Caldas de Castro & Singer 2006.",
  },
  {
    id: "local-moran",
    title: "Unlike their surroundings (local Moran’s I)",
    answers:
      "Is a hexagon high among high ones, low among low ones, or a single one that stands out from its neighbours?",
    doesNot: "A single high hexagon is often one address. It is not a district-wide problem.",
    definition: [
      "I = (x − x̄)/s² · (mean of the neighbours − x̄).",
      "p from the exact distribution of the neighbours’ sum given the hexagon’s own count; its z is ± the z of Gi.",
    ],
    defaults: "First ring, Benjamini–Hochberg.",
    reference: "Anselin 1995, Geographical Analysis 27.",
  },
  {
    id: "false-discovery",
    title: "Correction for many tests",
    answers: "Of thousands of hexagons tested at once, which would still be surprising?",
    doesNot:
      "It does not make a single marked hexagon certain: of those marked at q ≤ 0.05 about one in twenty may be chance.",
    definition: [
      "Benjamini–Hochberg: the k-th smallest of n values of p becomes q = min over j ≥ k of p(j)·n/j.",
      "Benjamini–Yekutieli and Holm are stricter and can be chosen.",
    ],
    defaults: "Benjamini–Hochberg over every tested hexagon, empty ones included.",
    reference: "Benjamini & Hochberg 1995, JRSS B 57; Benjamini & Yekutieli 2001; Holm 1979.",
  },
  {
    id: "rates",
    title: "More than expected, with exact intervals",
    answers:
      "Are there more incidents than the residents, households, land or last year’s count would lead one to expect?",
    doesNot: "Residents are not the people present: a station has few residents and many passengers.",
    definition: [
      "Expected E = all incidents × the hexagon’s share of the residents (or households, land, last year).",
      "p from the binomial tail, or the negative binomial where counts vary more than chance (variance over mean above 1.5).",
      "Interval of a count n: ½χ²(α/2; 2n) to ½χ²(1 − α/2; 2n + 2).",
    ],
    defaults: "95 % intervals. Hexagons without a published figure are not tested.",
    reference: "Garwood 1936, Biometrika 28.",
  },
  {
    id: "empirical-bayes",
    title: "Smoothed rates (empirical Bayes)",
    answers: "What rate is credible where few people live and one incident makes a large rate?",
    doesNot: "It pulls small places towards the average; a real exception among them is pulled as well.",
    definition: ["rate = m + C·(r − m) with C = A/(A + m/e), A = variance of the rates beyond chance."],
    defaults: "Never below 0 for A.",
    reference: "Marshall 1991, Applied Statistics 40.",
  },
  {
    id: "density",
    title: "Density",
    answers: "How many incidents per km² and year, smoothed over a stated distance?",
    doesNot: "It tests nothing. A smooth surface shows bumps in pure chance, too.",
    definition: [
      "Quartic: Σ w·3/(πh²)·(1 − d²/h²)² for d < h, from the positions themselves, in British National Grid metres.",
      "Divided by the share of the kernel that lies inside the boundary, so that edges do not look quiet.",
    ],
    defaults: "h = 300 m at resolution 10, 600 m at resolution 9.",
    reference: "Silverman 1986; Diggle 1985; Chainey & Ratcliffe 2005.",
  },
  {
    id: "emerging",
    title: "New, growing, persistent, fading",
    answers:
      "How has a place been a hotspot over the last months: just now, more and more, nearly always, less and less?",
    doesNot: "It looks back. It is not a forecast.",
    definition: [
      "Gi* in each step, significant at q ≤ 0.05 within the step.",
      "Hot in the last step: new (only there), consecutive (an unbroken run to the end, none before), persistent, intensifying or diminishing (hot in at least 90 % of steps, by trend), oscillating (cold at some time), otherwise sporadic. Not hot in the last step: historical (hot in at least 90 %), otherwise none.",
    ],
    defaults: "At least 10 steps of a month; trend of the local counts per day by Mann–Kendall, p < 0.05.",
    reference: "ArcGIS Pro, emerging hot spot analysis (class definitions); Mann 1945; Kendall 1975.",
  },
  {
    id: "trend",
    title: "Trend (Mann–Kendall, Sen’s slope)",
    answers: "Do later figures tend to be higher than earlier ones?",
    doesNot: "With fewer than 8 steps it says nothing, and it does not see a rise and fall that cancel out.",
    definition: [
      "S = rising pairs − falling pairs; variance with ties; z = (S ∓ 1)/√Var. Slope = median of all pairs.",
    ],
    defaults: "Two-sided.",
    reference: "Mann 1945; Kendall 1975; Sen 1968.",
  },
  {
    id: "change",
    title: "Change between two periods",
    answers: "Is the difference between two counts more than chance, given how long each period was?",
    doesNot: "A percentage of a small number says little; both counts always stand beside it.",
    definition: [
      "E-test for two Poisson rates below 200 incidents together, from there on the conditional binomial test; exact interval for the ratio; Benjamini–Hochberg over hexagons.",
    ],
    defaults: "Two-sided, days as exposure. No incident in either period: “no events”, not “no change”.",
    reference: "Krishnamoorthy & Thomson 2004, Journal of Statistical Planning and Inference 119.",
  },
  {
    id: "concentration",
    title: "Concentration",
    answers: "How much of the crime lies in how little of the land?",
    doesNot: "With few incidents some concentration is unavoidable; G′ takes that off, Gini does not.",
    definition: [
      "Lorenz curve of hexagons from the busiest; Gini G; G′ = max(N/C, 1)·(G − 1) + 1 for N places and C incidents.",
    ],
    defaults: "True area of each hexagon.",
    reference: "Bernasco & Steenbeek 2017, Journal of Quantitative Criminology 33.",
  },
  {
    id: "back-test",
    title: "Back-test",
    answers:
      "Had this map been drawn then, how much of the next months’ crime would have been inside its hotspots?",
    doesNot: "It measures the map, not what was done with it.",
    definition: [
      "From each of several months: 12 months to draw the map, the next 3 to test it. Hit rate = share of later incidents in the top 1, 2 and 5 % of land; PAI = hit rate/share of land; PEI = share of what the best possible choice would have held.",
      "Equal ranks are broken against the method: fewest later incidents first.",
    ],
    defaults:
      "Up to 24 origins; against last year’s counts and chance; interval by seeded bootstrap over origins.",
    reference: "Chainey, Tompson & Uhlig 2008; Hunt 2016 (PEI).",
  },
  {
    id: "charts",
    title: "Expected range and control charts",
    answers: "Is this week or month outside what the same weeks of earlier years lead one to expect?",
    doesNot: "One point in several hundred lies outside by chance.",
    definition: [
      "Band from r earlier counts of mean μ: (max(0, √μ ± (z/2)·√(1 + 1/r)))². XmR: mean ± 2.66 × mean moving range. Funnel: exact Poisson limits.",
    ],
    defaults: "z = 3; widened where counts vary more than chance.",
    reference: "Wheeler 2016; Spiegelhalter 2005; Montgomery 2013.",
  },
  {
    id: "aoristic",
    title: "Hour of week from spans of time",
    answers: "When do incidents happen that are only known to lie between two times?",
    doesNot: "Sharing a span over its hours is an assumption. The certain part is shown apart.",
    definition: [
      "Each incident’s weight in an hour = the share of its span that falls in it, by exact seconds, in Europe/London wall time; days with 23 and 25 hours included.",
    ],
    defaults:
      "Spans of 7 days or more are even over the week; above 28 days left out; to before from left out. Each is counted.",
    reference: "Ratcliffe 2002, Journal of Quantitative Criminology 18.",
  },
  {
    id: "near-repeat",
    title: "Repeats and near repeats (Knox)",
    answers:
      "Do incidents follow each other closely in place and time more often than chance would make them?",
    doesNot: "Needs exact days and places: month and snap-point data cannot answer, and the app refuses.",
    definition: [
      "Pairs by distance and days against 999 seeded orders of the dates; p = (1 + orders with as many)/1,000. Intervals are printed as maths.",
    ],
    defaults:
      "Same place, then 100 m bands to 400 m; 0–7, 8–14, 15–21, 22–28 days; called a pattern at q ≤ 0.05 and a ratio of at least 1.2.",
    reference: "Knox 1964; Johnson et al. 2007.",
  },
  {
    id: "prospective",
    title: "Prospective weights (ProMap)",
    answers: "Where is risk raised now by what has just happened nearby?",
    doesNot: "It knows nothing but recent incidents.",
    definition: ["Σ 1/((1 + d)(1 + t)) over incidents, d in cells and t in whole weeks, both below 8."],
    defaults: "As published.",
    reference: "Bowers, Johnson & Pease 2004, British Journal of Criminology 44.",
  },
];

/** Why another program may give another number: published behaviour, each checked with figures. */
export const DIFFERENCES: readonly { title: string; text: string }[] = [
  {
    title: "Normal p on sparse counts",
    text: "Most programs take p of Gi* from a normal distribution. With 0.05 incidents a hexagon that marks something on nearly every map of pure chance; the hottest ring cell of the 61-hexagon example has p = 0.000057 by the normal curve and 0.00098 exactly.",
  },
  {
    title: "999 permutations",
    text: "With 999 draws the smallest p is 0.001. Among 10,000 hexagons the correction for many tests then needs 200 of them tied at 0.001 before it can mark any.",
  },
  {
    title: "Row-standardised weights",
    text: "PySAL’s default row-standardises weights and uses a formula for 0/1 weights: z of the first of the six points becomes −0.6207 instead of −1.0137.",
  },
  {
    title: "False discovery rate in R",
    text: "spdep’s p.adjustSP corrects each p by its own number of neighbours, not by the number of tests. p.adjust over all cells is the Benjamini–Hochberg that is shown here.",
  },
  {
    title: "Density 7.25 times too large",
    text: "QGIS up to 3.40 used 116/5 where 16/5 belongs in the quartic kernel; corrected in February 2025.",
  },
  {
    title: "Knox p of equal or more",
    text: "R’s surveillance and PySAL’s pointpats report the chance of more pairs than seen, not of as many or more: 0.146 instead of 0.222 in the Burkitt’s lymphoma example.",
  },
  {
    title: "Near Repeat Calculator bands",
    text: "In version 1.3 the band labelled “a to b” holds a − 1 up to, not including, b. Bands here are printed as intervals.",
  },
  {
    title: "Colours that move",
    text: "Heatmaps that take their colours from what is in view change when you zoom. Scales here are fixed over zoom, time and compared maps.",
  },
];
