/** Draft of a data protection impact assessment, in nine steps, with the plan's figures filled in. */
import type { PaperBlock, PaperSection } from "#contract/camera-papers.ts";
import { dayLabel } from "#domain/time/day-label.ts";
import type { PaperCamera, PaperFacts } from "./camera-paper-facts.ts";
import { purposeOf } from "./camera-paper-words.ts";
import {
  blank,
  checklist,
  facts,
  figure,
  filled,
  percent,
  points,
  section,
  signatures,
  table,
  text,
} from "./paper-blocks.ts";

export function assessmentSections(found: PaperFacts): PaperSection[] {
  return [
    section("need", "1 Need", need(found)),
    section("flows", "2 What is recorded, who sees it, how long", flows(found)),
    section("consultation", "3 Consultation", consultation()),
    section("necessity", "4 Necessity and proportionality", necessity(found)),
    section("risks", "5 Risks to the people in view", risks(found)),
    section("mitigation", "6 Measures that lower them", mitigation()),
    section("sign-off", "7 Sign-off", [
      facts(["Advice of the data protection officer", null], ["Residual risk accepted by", null]),
      signatures("Author", "Data protection officer", "Senior responsible owner"),
    ]),
    section("integrate", "8 What follows for the plan", [
      table(
        "Actions",
        ["Action", "Who", "By when", "Done"],
        [
          [null, null, null, null],
          [null, null, null, null],
        ],
      ),
    ]),
    section("review", "9 Review", review(found)),
  ];
}

function need({ request, all, removed, after, noCoverage, chosen }: PaperFacts): PaperBlock[] {
  const counts = (state: PaperCamera["state"]) => all.filter((camera) => camera.state === state).length;
  const [added, changed] = [counts("added"), counts("changed")];
  const purposes = [...new Set(chosen.flatMap((camera) => purposeOf(camera) ?? []))];
  const isAltered = added > 0 || changed > 0;
  return [
    facts(
      [
        "Plan",
        `${request.scenario.name}${request.scenario.version === null ? ", not saved" : `, version ${request.scenario.version}`}`,
      ],
      ["Cameras added", String(added)],
      ["Cameras changed", String(changed)],
      ["Cameras taken down", String(removed.length)],
      ["Cameras left as they are", String(counts("as it is"))],
      ["Purposes", purposes.length > 0 ? purposes.join("; ") : null],
      ["Pressing need", null],
    ),
    after
      ? text(
          `Recorded in the area and period: about ${figure(after.data.totalPerYear)} a year (${after.meta.unit}); the cameras of the plan have ${percent(after.data.riskShare)} of it in view at the level asked for.`,
        )
      : text(`The figures could not be worked out: ${noCoverage ?? "no reason is known"}`),
    text(
      isAltered
        ? "The plan adds cameras or alters views: stage 1 (planning and feasibility) of the Passport to Compliance is to be completed with it."
        : "The plan adds no camera and alters no view.",
    ),
  ];
}

function flows({ request, forecast }: PaperFacts): PaperBlock[] {
  const days = request.retentionDays;
  return [
    facts(
      ["Watched live in", request.controlRoom],
      ["Watched by whom, at what hours", null],
      ["Kept for", filled(days, (n) => `${n} days, then over-written`)],
      ["Why so long: no time is prescribed, the purpose decides", null],
      ["Sound recorded", null],
      ["Recognition of faces or number plates", "Not part of this plan"],
      ["Room for recordings", filled(forecast?.data.storageGB, (gb) => `${figure(gb)} GB`)],
      ["Given to: police, courts, people who ask for pictures of themselves", null],
      ["Carried how: cable, wireless link, encryption", null],
      ["Single point of contact", request.singlePointOfContact],
    ),
  ];
}

function consultation(): PaperBlock[] {
  const who = [
    "People who live in view",
    "Businesses and visitors",
    "Ward members",
    "Police",
    "Data protection officer",
    "Schools and places of worship in view",
  ];
  return [
    table(
      "Who was asked, and what came of it",
      ["Who", "How", "When", "What they said"],
      who.map((name) => [name, null, null, null]),
    ),
  ];
}

function necessity(found: PaperFacts): (PaperBlock | null)[] {
  const { before, after, forecast } = found;
  const benefit = forecast
    ? [
        text(forecast.data.prevention.words, forecast.data.ruleWords, forecast.data.displacement.words),
        forecast.data.investigation
          ? text(
              `Investigations: about ${figure(forecast.data.investigation.usefulPerYear)} cases a year in which a recording would be of use, of ${figure(forecast.data.investigation.inViewPerYear)} in view (${forecast.data.investigation.caveat})`,
            )
          : text("Investigations: not worked out."),
      ]
    : [blank("Expected benefit, with its uncertainty")];
  return [
    facts(
      ["Lawful basis (UK GDPR art. 6) and why", null],
      ["Share of the risk in view before", filled(before?.data.riskShare, percent)],
      ["Share of the risk in view with the plan", filled(after?.data.riskShare, percent)],
    ),
    ...benefit,
    alternatives(found),
    lessIntrusive(found),
    blank("Why the plan is proportionate in spite of what it intrudes on", 3),
  ];
}

function alternatives({ forecast }: PaperFacts): PaperBlock | null {
  if (!forecast) return null;
  return table(
    "No camera and other measures",
    ["Measure", "Known", "Not known", "Considered, and why it is not enough"],
    forecast.data.comparison
      .filter(({ id }) => id !== "cameras")
      .map(({ label, known, unknown, source }) => [label, `${known} (${source})`, unknown, null]),
  );
}

const MOST_INTRUSIVE = 5;

/** Leaving a camera out loses the share that only it sees, and more where what else sees it is a moving head. */
function lessIntrusive({ before, after, all }: PaperFacts): PaperBlock | null {
  if (!after) return null;
  const rows: (string | null)[][] = [];
  if (before) {
    rows.push([
      "Leave the estate as it is",
      percent(before.data.riskShare),
      signed(before.data.riskShare - after.data.riskShare),
      filled(before.data.homesInView, figure),
      null,
    ]);
  }
  const fresh = all.filter(({ state, coverage }) => state !== "as it is" && coverage?.ok);
  const byHomes = fresh.sort((a, b) => (b.coverage?.homesInView ?? 0) - (a.coverage?.homesInView ?? 0));
  const most = all.some(({ design }) => (design?.presets.length ?? 0) > 0) ? " at most" : "";
  for (const { label, coverage } of byHomes.slice(0, MOST_INTRUSIVE)) {
    const [loss, homes] = [coverage?.uniqueShare ?? 0, coverage?.homesInView ?? null];
    const together = after.data.homesInView;
    rows.push([
      homes === null ? `Leave out ${label}` : `Leave out ${label}, with ${figure(homes)} homes in view`,
      `${percent(after.data.riskShare - loss)}${most}`,
      signed(-loss),
      homes === null || together === null
        ? null
        : `${figure(Math.max(0, together - homes))} to ${figure(together)}`,
      null,
    ]);
  }
  rows.push([
    "With the plan",
    percent(after.data.riskShare),
    signed(0),
    filled(after.data.homesInView, figure),
    null,
  ]);
  return table(
    "Less intrusive choices, and what they lose",
    ["Choice", "Risk in view", "Against the plan", "Homes in view", "Considered, and why not"],
    rows,
  );
}

/** "−3.2 points", "+0.05 points". */
function signed(share: number): string {
  return `${share > 0 ? "+" : ""}${points(100 * share)} points`;
}

function risks({ before, after, all }: PaperFacts): PaperBlock[] {
  const altered = all.filter(({ state }) => state !== "as it is");
  const rows = altered.map(({ label, coverage }) => [
    label,
    filled(coverage?.ok ? coverage.homesInView : null, figure),
    filled(coverage?.ok ? coverage.areaM2 : null, figure),
    null,
    null,
  ]);
  const risk = (what: string) => [what, null, null, null];
  return [
    facts(
      ["Homes in view before", filled(before?.data.homesInView, figure)],
      ["Homes in view with the plan", filled(after?.data.homesInView, figure)],
      ["Ground in view with the plan, m²", filled(after?.data.areaM2, figure)],
      ["Of it within 10 m of a home on record, m²", filled(after?.data.nearHomesM2, figure)],
      ["The same before, m²", filled(before?.data.nearHomesM2, figure)],
      ["Gardens and windows in view at this level, by survey", null],
      ["Schools, places of worship and clinics in view", null],
    ),
    table(
      "Cameras that the plan adds or alters",
      ["Camera", "Homes in view", "Ground in view, m²", "Windows and gardens in view", "Privacy mask set"],
      rows,
    ),
    table(
      "Risks",
      ["Risk", "Likelihood", "Severity", "Overall"],
      [
        risk("Homes, gardens or windows are watched or recorded"),
        risk("Pictures are seen by people who should not see them"),
        risk("Pictures are kept longer than the purpose needs"),
        risk("The camera is used for something else than its purpose"),
        risk("Some groups are watched more than others (Equality Act 2010, s. 149)"),
        risk("People do not know that they are filmed, or by whom"),
        risk("The camera does not show what it is meant to show"),
      ],
    ),
  ];
}

function mitigation(): PaperBlock[] {
  return [
    checklist(
      "Privacy masks over windows and gardens, checked on the picture by day and by night",
      "Signs that say who films, why, and whom to ask",
      "Access by name and password, each look logged",
      "Recordings encrypted, over-written on time, and copies accounted for",
      "Operators trained and licensed; use against the purpose is a matter of discipline",
      "Camera turned, masked or taken down when its purpose is met",
    ),
    table("Further measures", ["Measure", "Lowers which risk", "Who", "By when"], [[null, null, null, null]]),
  ];
}

function review({ request }: PaperFacts): PaperBlock[] {
  const year = Number(request.date.slice(0, 4)) + 1;
  const date = request.date.slice(4) === "-02-29" ? "-02-28" : request.date.slice(4);
  return [
    facts(["Next review, at the latest", dayLabel(`${year}${date}`)], ["Reviewed by", null]),
    text(
      "Reviewed every year, and before any camera is added, moved or turned, before a purpose changes, and after a complaint or a breach. At the review: is the purpose still met, do the figures still hold, what do requests, outcomes and downtime show?",
    ),
  ];
}
