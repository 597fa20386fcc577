/** Annual review sheets of camera locations, and the schedule of all cameras. */
import type { OutcomeKind } from "#contract/camera-outcomes.ts";
import type { PaperBlock, PaperSection } from "#contract/camera-papers.ts";
import { looksOf, reachOf } from "#domain/camera/reach.ts";
import { monthLabel } from "#domain/time/months.ts";
import type { PaperCamera, PaperFacts } from "./camera-paper-facts.ts";
import { gridReferenceOf, kindOf, lngLatWords, positionOf, purposeOf } from "./camera-paper-words.ts";
import { incidentTable, mapBlock } from "./camera-papers-requirement.ts";
import {
  blank,
  checklist,
  degrees,
  type Filled,
  facts,
  figure,
  filled,
  metres,
  percent,
  pounds,
  section,
  signatures,
  table,
  text,
} from "./paper-blocks.ts";

/** Below these a camera may be surplus, if requests are few as well and a year of data is there (our assumption). */
const SURPLUS_UNIQUE_SHARE = 0.01;
const SURPLUS_REDUNDANCY = 0.8;
const LEAST_MONTHS = 12;

export function reviewSections(found: PaperFacts): PaperSection[] {
  return found.chosen.map((camera, i) =>
    section(
      camera.id,
      `${camera.label}: annual location review`,
      [
        facts(
          ["Reference", camera.estate?.reference ?? camera.id],
          ["Kind", kindOf(camera)],
          ["Owner", camera.estate?.owner ?? null],
          ["In use since", camera.estate?.commissioned ?? null],
          ["State on record", camera.estate?.status === "unknown" ? null : (camera.estate?.status ?? null)],
          ["Grid reference", gridReferenceOf(positionOf(camera))],
          ["Original purpose", purposeOf(camera)],
          ["Is the purpose still met", null],
        ),
        worthFacts(camera, found),
        camera.incidents
          ? incidentTable(camera.incidents)
          : blank("Incidents in view over one, three and five years"),
        ...seasonText(camera),
        useTable(camera, found),
        surplusText(camera, found),
        table(
          "What has changed since it was put up",
          ["Question", "Answer"],
          [
            ["Crime, anti-social behaviour or intelligence here", null],
            ["Monitoring logs and what operators can watch", null],
            ["Age of the kit; are pictures good enough as evidence", null],
            ["Trees, signs or buildings in the way; day of the survey", null],
            ["Homes newly in view; privacy masks still right", null],
          ],
        ),
        mapBlock(camera),
        checklist("Keep", "Improve", "Move", "Retire: kit and recordings removed as the checklist says"),
        facts(
          ["Best re-use, if it is moved", null],
          ["Reason for the decision", null],
          ["Next review", null],
        ),
        signatures("Reviewed by", "Decided by"),
      ],
      i > 0,
    ),
  );
}

/** 1 − only it sees ÷ it sees: how much of its view others have too. */
function redundancyOf({ coverage }: PaperCamera): number | null {
  if (!coverage?.ok || coverage.riskShare <= 0) return null;
  return 1 - coverage.uniqueShare / coverage.riskShare;
}

function worthFacts(camera: PaperCamera, { after, noCoverage, review }: PaperFacts): PaperBlock {
  const row = review?.cameras.find(({ id }) => id === camera.id);
  const fair = row?.worth.flatMap((worth) => (worth ? [worth.shapleyShare] : []))[0] ?? null;
  const { coverage } = camera;
  const seen = coverage?.ok ? coverage : null;
  const unique = seen && after && after.data.riskShare > 0 ? seen.uniqueShare / after.data.riskShare : null;
  const lacking = camera.estate?.missing ?? [];
  const why =
    lacking.length > 0 ? `the register lacks: ${lacking.join(", ")}` : (coverage?.reason ?? noCoverage);
  return facts(
    ["Share of the risk in view", filled(seen?.riskShare, percent)],
    ["Share that only this camera sees", filled(seen?.uniqueShare, percent)],
    ["Of what all cameras see, only this one sees", filled(unique, percent)],
    ["Fair share of what all see together (Shapley), latest span known", filled(fair, percent)],
    ["Part of its view that others have too", filled(redundancyOf(camera), percent)],
    ["Homes in view", filled(seen?.homesInView, figure)],
    ...(seen ? [] : [["Why the figures are missing", why] as const]),
  );
}

function seasonText({ incidents }: PaperCamera): PaperBlock[] {
  if (!incidents || incidents.knownMonths >= LEAST_MONTHS) return [];
  return [
    text(
      `Only ${incidents.knownMonths} months in a row are known: a review needs twelve, so that no season is left out.`,
    ),
  ];
}

/** What the control room logged; a span of which a month is missing is a blank, never a smaller number. */
function useTable({ id }: PaperCamera, { review }: PaperFacts): PaperBlock {
  const row = review?.cameras.find((camera) => camera.id === id);
  const logged = (kind: OutcomeKind, spans: "outcomes12" | "outcomes24") =>
    row?.[spans].find((sum) => sum.kind === kind)?.n ?? null;
  const line = (what: string, kind: OutcomeKind): Filled[] => {
    const [last, both] = [logged(kind, "outcomes12"), logged(kind, "outcomes24")];
    const before = last === null || both === null ? null : both - last;
    return [what, filled(last, figure), filled(before, figure), last === null ? null : "Outcome log"];
  };
  return table(
    `Use over the last 24 months${review?.outcomesTo ? `, up to ${monthLabel(review.outcomesTo)}` : ""}, from the control room’s records`,
    ["What", "Last 12 months", "12 months before", "Source"],
    [
      line("Incidents logged by operators", "incident"),
      line("Assists", "assist"),
      line("Requests for recordings", "request"),
      line("Recordings that were of use", "useful"),
      line("Arrests", "arrest"),
      line("Hours out of order", "downtime-hours"),
      ["Cost, £", null, null, null],
    ],
  );
}

/** Never said from coverage alone: requests and a full year decide as well. */
function surplusText(camera: PaperCamera, { after }: PaperFacts): PaperBlock {
  const redundancy = redundancyOf(camera);
  const { coverage, incidents } = camera;
  if (!coverage?.ok || redundancy === null || !after) {
    return text("Whether it may be surplus cannot be said: its part in the coverage is not known.");
  }
  const isSmall = coverage.uniqueShare / after.data.riskShare < SURPLUS_UNIQUE_SHARE;
  const isShared = redundancy > SURPLUS_REDUNDANCY;
  if (!isSmall || !isShared)
    return text("By its coverage it is not surplus: others do not see what it sees.");
  const months =
    incidents && incidents.knownMonths >= LEAST_MONTHS ? "" : " and twelve months of data are there";
  return text(
    `May be surplus, but only if requests in 24 months are below the scheme’s own threshold${months}: only it sees ${percent(coverage.uniqueShare)} of the risk, and others see ${percent(redundancy)} of its view too.`,
  );
}

/** One row a camera. */
export function scheduleSections(found: PaperFacts): PaperSection[] {
  const rows = found.chosen.map((camera) => scheduleRow(camera, found));
  const costs = found.chosen.flatMap(({ planned }) => planned?.capitalCost ?? []);
  const yearly = found.chosen.flatMap(({ planned }) => planned?.yearlyCost ?? []);
  const planned = found.chosen.filter((camera) => camera.planned !== null).length;
  const sum = (list: readonly number[]) =>
    list.length === planned && planned > 0 ? list.reduce((a, b) => a + b, 0) : null;
  return [
    section("cameras", "Cameras", [
      table(
        `${found.chosen.length} cameras; level ${found.level.label}`,
        [
          "Camera",
          "In the plan",
          "Kind",
          "Grid reference",
          "Position",
          "Column",
          "Height",
          "Bearing",
          "Tilt",
          "Field of view",
          `Reach of ${found.level.label}`,
          "Risk in view",
          "Homes",
          "Capital, £",
          "A year, £",
        ],
        rows,
      ),
      facts(
        ["Risk in view of all cameras", filled(found.after?.data.riskShare, percent)],
        ["Ground in view of all cameras, m²", filled(found.after?.data.areaM2, figure)],
        ["Capital cost of what the plan adds and alters", filled(sum(costs), pounds)],
        ["Yearly cost of what the plan adds and alters", filled(sum(yearly), pounds)],
      ),
    ]),
    ...(found.removed.length === 0
      ? []
      : [
          section("removed", "Taken down", [
            table(
              "Cameras that the plan takes down",
              ["Camera", "Day", "Kit goes to"],
              found.removed.map(({ label }) => [label, null, null]),
            ),
          ]),
        ]),
    ...linkSection(found),
  ];
}

const STATES = { "as it is": "As it is", added: "Added", changed: "Changed" } as const;

function scheduleRow(camera: PaperCamera, { level }: PaperFacts): Filled[] {
  const { design, coverage, planned, column } = camera;
  const found = design ? looksOf(design) : null;
  const look = found?.ok ? found.looks[0] : undefined;
  const reach = design && look ? reachOf(design, look, { levelPxPerM: level.pxPerM, isNight: false }) : null;
  const position = positionOf(camera);
  return [
    camera.label,
    STATES[camera.state],
    kindOf(camera),
    gridReferenceOf(position),
    lngLatWords(position),
    column?.reference ?? planned?.columnId ?? null,
    filled(design?.heightM ?? camera.estate?.heightM, metres),
    filled(design?.bearingDeg, degrees),
    filled(design?.tiltDeg, degrees),
    filled(look?.hfovDeg, degrees),
    reach ? (reach.farM > reach.nearM ? metres(reach.farM) : "not reached") : null,
    filled(coverage?.ok ? coverage.riskShare : null, percent),
    filled(coverage?.ok ? coverage.homesInView : null, figure),
    filled(planned?.capitalCost, pounds),
    filled(planned?.yearlyCost, pounds),
  ];
}

function linkSection({ links }: PaperFacts): PaperSection[] {
  if (!links) return [];
  const rows = links.data.map(({ name, lengthM, words }) => [name, metres(lengthM), words]);
  return [
    section("links", "Wireless links", [table("Links of the plan", ["Link", "Length", "Check"], rows)]),
  ];
}
