/** Operational requirement, a view at a time: what the camera is for, what it must show, and how that is tested. */
import type { PaperBlock, PaperSection } from "#contract/camera-papers.ts";
import { FACE_HEIGHT_M } from "#domain/camera/camera-design.ts";
import { pixelsPerM } from "#domain/camera/optics.ts";
import { looksOf, reachOf } from "#domain/camera/reach.ts";
import { periodLabel } from "#domain/time/months.ts";
import { CAMERA_EVIDENCE } from "./camera-evidence.ts";
import type { PaperCamera, PaperFacts } from "./camera-paper-facts.ts";
import {
  blindZoneFacts,
  hoursWords,
  levelWords,
  monthsWords,
  mountFacts,
  positionOf,
  purposeOf,
  reachTable,
} from "./camera-paper-words.ts";
import {
  blank,
  facts,
  figure,
  filled,
  metres,
  percent,
  section,
  signatures,
  table,
  text,
} from "./paper-blocks.ts";

/** Shares of the reach at which a commissioning test measures. */
const TEST_POINTS = [0.5, 1] as const;

export function requirementSections(found: PaperFacts): PaperSection[] {
  return found.chosen.flatMap((camera, i) => [
    section(
      `${camera.id}-need`,
      `${camera.label}: need`,
      [needFacts(camera, found), ...problemBlocks(camera), alternativesTable()],
      i > 0,
    ),
    section(`${camera.id}-view`, `${camera.label}: view`, [
      mountFacts(camera),
      mapBlock(camera),
      reachTable(camera),
      blindZoneFacts(camera, found.level),
      gainFacts(camera, found),
    ]),
    section(`${camera.id}-test`, `${camera.label}: commissioning test and sign-off`, [
      testTable(camera, found),
      signatures("Author", "Operational lead", "System owner"),
    ]),
  ]);
}

function needFacts(camera: PaperCamera, { request, level }: PaperFacts): PaperBlock {
  const { risk } = request.scenario.document;
  return facts(
    ["Purpose", purposeOf(camera)],
    ["Task: level of detail", levelWords(level)],
    ["Target", `A face, ${FACE_HEIGHT_M} m above the ground`],
    ["Hours", hoursWords(risk.hours)],
    ["Months", monthsWords(risk.calendarMonths)],
    ["Light", risk.night ? "By night" : "By day"],
    ["Owner", camera.estate?.owner ?? request.organisation],
    ["Who watches, and what they do when they see it", null],
  );
}

/** The problem in figures with its period; a blank where nothing is known. */
function problemBlocks({ incidents }: PaperCamera): PaperBlock[] {
  const window = incidents?.windows.find(({ unknownMonths }) => unknownMonths === 0) ?? incidents?.windows[0];
  if (!incidents || !window)
    return [blank("The problem: what happens here, how often, to whom, and since when")];
  const months =
    window.unknownMonths > 0 ? ` (of ${window.unknownMonths} of these months nothing is known)` : "";
  return [
    text(
      `In the hexagons that it looks into ${figure(window.incidents)} incidents of ${incidents.kinds} were recorded in ${periodLabel(window.from, window.to)}${months}; about ${figure(window.inView)} of them in the part in view, if they are spread evenly over the open ground.`,
    ),
    incidentTable(incidents),
    blank("What is behind the figures: to whom, how, and why here", 2),
  ];
}

/** One, three and five years by kind of crime. */
export function incidentTable(incidents: NonNullable<PaperCamera["incidents"]>): PaperBlock {
  const longest = incidents.windows.at(-1);
  const rows = (longest?.byCategory ?? []).map(({ category, label }) => [
    label,
    ...incidents.windows.map(({ byCategory }) => {
      const row = byCategory.find((one) => one.category === category);
      return row ? `${figure(row.inView)} of ${figure(row.incidents)}` : "0 of 0";
    }),
  ]);
  const heads = incidents.windows.map(({ years, unknownMonths }) => {
    const unknown = unknownMonths > 0 ? `, ${unknownMonths} months unknown` : "";
    return `${years === 1 ? "1 year" : `${years} years`}${unknown}`;
  });
  const to = longest ? periodLabel(longest.to, longest.to) : "";
  return table(`Incidents in view, of those in its hexagons, up to ${to}`, ["Kind", ...heads], rows);
}

function alternativesTable(): PaperBlock {
  return table(
    "Alternatives, which the Surveillance Camera Code asks to be considered first",
    ["Alternative", "What is known", "Considered, and why it is not enough"],
    [
      ["No camera", "Nothing is changed and nobody is filmed.", null],
      ...CAMERA_EVIDENCE.alternatives.map(({ label, known, source }) => [
        label,
        `${known} (${source})`,
        null,
      ]),
    ],
  );
}

export function mapBlock(camera: PaperCamera): PaperBlock | null {
  const position = positionOf(camera);
  if (!position) return null;
  return {
    kind: "map",
    caption: `${camera.label}: field of view, levels of detail and what hides it`,
    cameraIds: [camera.id],
    centre: [position[0], position[1]],
    radiusM: Math.max(40, 1.3 * (camera.design?.rangeM ?? 0)),
  };
}

function gainFacts({ coverage }: PaperCamera, { noCoverage, after }: PaperFacts): PaperBlock {
  if (!coverage) {
    return facts(["Share of the risk in view", null], ["Why it could not be worked out", noCoverage]);
  }
  if (!coverage.ok) return facts(["View", `None: ${coverage.reason ?? "not known"}`]);
  return facts(
    ["Share of the risk in view at the level", percent(coverage.riskShare)],
    ["Share that only this camera sees", percent(coverage.uniqueShare)],
    ["Recorded incidents a year in view", figure(coverage.incidentsPerYear)],
    ["Ground in view", `${figure(coverage.areaM2)} m²`],
    ["Homes in view", filled(coverage.homesInView, figure)],
    ["Reach of the level", coverage.reachM > 0 ? metres(coverage.reachM) : "The level is not reached"],
    ["Share of the risk in view of all cameras of the plan", filled(after?.data.riskShare, percent)],
  );
}

function testTable({ design }: PaperCamera, { level }: PaperFacts): PaperBlock {
  const found = design ? looksOf(design) : null;
  const look = found?.ok ? found.looks[0] : undefined;
  const columns = ["Point", "Ground distance", "px/m predicted", "px/m measured", "Passed, initials, date"];
  const caption = "Commissioning test: a board of known width at face height";
  if (!design || !look) return table(caption, columns, [[null, null, null, null, null]]);
  const { farM, nearM } = reachOf(design, look, { levelPxPerM: level.pxPerM, isNight: false });
  if (farM <= nearM) return table(caption, columns, [["The level is not reached", null, null, null, null]]);
  const rise = design.heightM - FACE_HEIGHT_M;
  return table(
    caption,
    columns,
    TEST_POINTS.map((part) => {
      const groundM = nearM + part * (farM - nearM);
      const density = pixelsPerM(look.optics, Math.hypot(groundM, rise));
      return [
        part === 1 ? `Where ${level.label} ends` : "Half way",
        metres(groundM),
        figure(density),
        null,
        null,
      ];
    }),
  );
}
