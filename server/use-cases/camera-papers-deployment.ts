/** The deployment sheet of a rapid-deployment camera, one page, and the checklist for taking it down. */
import type { PaperBlock, PaperSection } from "#contract/camera-papers.ts";
import { type DeploymentDates, deploymentDates } from "#domain/camera/deployment-dates.ts";
import { dayLabel } from "#domain/time/day-label.ts";
import type { PaperCamera, PaperFacts } from "./camera-paper-facts.ts";
import {
  deploymentOf,
  hoursWords,
  lngLatWords,
  monthsWords,
  mountFacts,
  positionOf,
  purposeOf,
} from "./camera-paper-words.ts";
import { mapBlock } from "./camera-papers-requirement.ts";
import { blank, checklist, facts, filled, metres, section, signatures, table, text } from "./paper-blocks.ts";

/** One page a camera. A camera that is no deployment yet has a sheet with blanks for its dates. */
export function deploymentSections(found: PaperFacts): PaperSection[] {
  return found.chosen.map((camera, i) => {
    const deployment = deploymentOf(camera);
    const dates = deployment && deploymentDates(deployment);
    return section(
      camera.id,
      `${camera.label}: deployment sheet`,
      [
        taskFacts(camera, found),
        dateFacts(dates, camera),
        dates?.isFlagged ? flagText(dates) : null,
        ...(dates?.warnings ?? []).map((warning) => text(warning.text)),
        prerequisiteTable(dates),
        columnFacts(camera),
        mountFacts(camera),
        linkFacts(camera, found),
        mapBlock(camera),
        table(
          "Signs (overt use only): put up before it is live, taken down with it",
          ["Place of the sign", "Up on", "Down on", "Photo"],
          [
            [null, null, null, null],
            [null, null, null, null],
          ],
        ),
        signatures("Requested by", "Gatekeeper: agreed or refused, with the reason", "Installed by"),
      ],
      i > 0,
    );
  });
}

function taskFacts(camera: PaperCamera, { request }: PaperFacts): PaperBlock {
  const { risk } = request.scenario.document;
  const deployment = deploymentOf(camera);
  return facts(
    ["Unit", deployment?.unit ?? null],
    ["Purpose", purposeOf(camera)],
    ["Tasking: kinds of crime", camera.incidents?.kinds ?? null],
    ["Tasking: hours", hoursWords(risk.hours)],
    ["Tasking: months", monthsWords(risk.calendarMonths)],
    ["Gatekeeper", deployment?.gatekeeper ?? null],
    ["Control-room contact", request.controlRoom],
    ["Impact assessment (DPIA) reference", null],
  );
}

function dateFacts(dates: DeploymentDates | null, camera: PaperCamera): PaperBlock {
  const day = (of: string | undefined) => (of === undefined ? null : dayLabel(of));
  const counted = dates?.counted === "working-days" ? "working days" : "calendar days";
  const live = dates
    ? `${dates.isHeld ? "Not before " : ""}${dayLabel(dates.earliestLive)} (${dates.daysToLive} days after the request; ${counted}, bank holidays not known)`
    : null;
  return facts(
    ["Requested", day(dates?.requested)],
    ["Earliest live", live],
    ["Review", day(dates?.review)],
    ["Comes down", day(dates?.removal)],
    ["Came down", camera.planned?.deployment?.removed ? dayLabel(camera.planned.deployment.removed) : null],
    ["Compared with: before", dates && rangeWords(dates.controlBefore)],
    ["Compared with: after", dates && rangeWords(dates.controlAfter)],
  );
}

function rangeWords({ from, to }: { from: string; to: string }): string {
  return `${dayLabel(from)} to ${dayLabel(to)}`;
}

function flagText({ daysToLive, reasons }: DeploymentDates): PaperBlock {
  return text(
    daysToLive > 7 ? "Takes longer than seven days." : "Held up: no date is certain.",
    ...reasons.map((reason) => reason.text),
  );
}

function prerequisiteTable(dates: DeploymentDates | null): PaperBlock {
  const words = { done: "Done", open: "Open", unknown: null } as const;
  const rows = (dates?.prerequisites ?? []).map(({ label, state, fact, next }) => [
    label,
    words[state],
    fact,
    next ?? "Nothing",
    null,
  ]);
  return table(
    "Before it can be live",
    ["What", "State", "Known", "To do", "Done by, date"],
    rows.length > 0
      ? rows
      : ["Power", "Column test", "Signal", "Permission"].map((what) => [what, null, null, null, null]),
  );
}

const POWER = { permanent: "Permanent supply", switched: "Switched with the lamp", none: "None" } as const;

function columnFacts({ column, planned }: PaperCamera): PaperBlock {
  const expiry = column?.loadTestExpiry ?? planned?.deployment?.columnTestExpiry ?? null;
  return facts(
    ["Column number", column?.reference ?? planned?.columnId ?? null],
    ["Street", column?.street ?? null],
    ["what3words", null],
    ["Height of the column", filled(column?.heightM, metres)],
    ["Height of the bracket", filled(column?.bracketHeightM, metres)],
    ["Supply", column?.power ? POWER[column.power] : null],
    ["Isolator", null],
    ["Load test", column?.loadTest ?? null],
    ["Certificate until", expiry],
    [
      "Signal by network, dBm and date",
      filled(column?.signalDbm, (dbm) => `${dbm} dBm, network and date to be noted`),
    ],
  );
}

/** Links of the plan that end at this camera, within a metre or so. */
function linkFacts({ design }: PaperCamera, { links, request }: PaperFacts): PaperBlock | null {
  if (!links || !design) return null;
  const [lng, lat] = design.position;
  const here = request.scenario.document.links.filter(({ from, to }) =>
    [from, to].some(
      ({ position }) => Math.abs(position[0] - lng) < 2e-5 && Math.abs(position[1] - lat) < 2e-5,
    ),
  );
  const checks = links.data.filter(({ id }) => here.some((link) => link.id === id));
  if (checks.length === 0) return null;
  return facts(...checks.map(({ name, words }) => [`Link ${name}`, words] as const));
}

/** What is done on the day on which it comes down, and after it. */
export function removalSections(found: PaperFacts): PaperSection[] {
  return found.chosen.map((camera, i) => {
    const deployment = deploymentOf(camera);
    const dates = deployment && deploymentDates(deployment);
    return section(
      camera.id,
      `${camera.label}: removal checklist`,
      [
        facts(
          ["Unit", deployment?.unit ?? null],
          ["Comes down", dates && dayLabel(dates.removal)],
          ["Column number", camera.column?.reference ?? camera.planned?.columnId ?? null],
          ["Position", lngLatWords(positionOf(camera))],
          ["Reason for taking it down", null],
        ),
        checklist(
          "Recordings that are asked for as evidence are secured, and their references noted",
          "Recordings on the unit are over-written or erased once that is done; day and person noted",
          "Supply isolated by a competent person before the unit is touched",
          "Unit, bracket, aerials and straps taken down; nothing left on the column",
          "Column looked over for damage; the lighting authority told of any",
          "Signs taken down; photos taken",
          "Unit removed from the control room’s screens and lists; alarms and presets cleared",
          "Encryption keys and SIM card accounted for",
          "Register brought up to date: day removed, where the unit is now",
          "Requests, useful recordings, arrests and downtime of the stay entered in the outcomes log",
          dates
            ? `Evaluation due after ${dayLabel(dates.controlAfter.to)}: before, during and after, with a ring and a control area`
            : "Evaluation arranged: before, during and after, with a ring and a control area",
          "Impact assessment closed, or carried over to the next site",
        ),
        table("Where the unit goes next", ["Site", "From", "Agreed by"], [[null, null, null]]),
        blank("Remarks", 3),
        signatures("Taken down by", "Gatekeeper"),
      ],
      i > 0,
    );
  });
}
