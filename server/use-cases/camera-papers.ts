/** Papers about cameras: operational requirement, impact assessment, deployment sheet, removal, review, schedule. */
import type { Paper, PaperKind, PaperSection } from "#contract/camera-papers.ts";
import { cameraReviewInputSchema } from "#contract/camera-review.ts";
import { periodLabel } from "#domain/time/months.ts";
import { type Answer, answer } from "./answer.ts";
import { CAMERA_EVIDENCE } from "./camera-evidence.ts";
import { CAMERA_LEVELS } from "./camera-levels.ts";
import { type PaperFacts, type PaperRequest, readPaperFacts } from "./camera-paper-facts.ts";
import { assessmentSections } from "./camera-papers-assessment.ts";
import { deploymentSections, removalSections } from "./camera-papers-deployment.ts";
import { requirementSections } from "./camera-papers-requirement.ts";
import { reviewSections, scheduleSections } from "./camera-papers-review.ts";
import { countBlanks } from "./paper-blocks.ts";
import { type ReviewTools, reviewCameras } from "./review-cameras.ts";

/** On every page of every paper. */
const PAPER_STATEMENT = "Planning estimate, not a certified assessment.";

type Writer = {
  title: string;
  /** Incidents where each camera looks are wanted: one more question a camera. */
  incidents: boolean;
  /** Without chosen ids: for every camera of the plan, or only for what it adds and alters. */
  whole: boolean;
  /** Without chosen ids: only for rapid-deployment cameras. */
  onlyDeployments?: boolean;
  write: (facts: PaperFacts) => PaperSection[];
};

const WRITERS: Record<PaperKind, Writer> = {
  "operational-requirement": {
    title: "Operational requirement",
    incidents: true,
    whole: false,
    write: requirementSections,
  },
  dpia: {
    title: "Data protection impact assessment (draft)",
    incidents: false,
    whole: false,
    write: assessmentSections,
  },
  "deployment-sheet": {
    title: "Deployment sheet",
    incidents: true,
    whole: false,
    onlyDeployments: true,
    write: deploymentSections,
  },
  "removal-checklist": {
    title: "Removal checklist",
    incidents: false,
    whole: false,
    onlyDeployments: true,
    write: removalSections,
  },
  "location-review": {
    title: "Annual location review",
    incidents: true,
    whole: false,
    write: reviewSections,
  },
  "camera-schedule": { title: "Camera schedule", incidents: false, whole: true, write: scheduleSections },
};

/** @throws AnalysisCancelled */
export async function writeCameraPaper(
  tools: ReviewTools,
  kind: PaperKind,
  request: PaperRequest,
  signal: AbortSignal,
): Promise<Answer<Paper>> {
  const writer = WRITERS[kind];
  const found = await readPaperFacts(tools, request, writer, signal);
  if (!found.ok) return found;
  if (kind === "location-review") found.value.review = await reviewOf(tools, found.value, signal);
  const sections = writer.write(found.value);
  return answer({
    data: {
      kind,
      title: writer.title,
      stamp: stampOf(found.value),
      sections,
      sources: sourcesOf(found.value),
      limits: limitsOf(found.value),
      blanks: countBlanks(sections),
    },
  });
}

/** Worth and outcomes under the plan's question; null where nothing is known of it. */
async function reviewOf(
  tools: ReviewTools,
  { request, all }: PaperFacts,
  signal: AbortSignal,
): Promise<PaperFacts["review"]> {
  const { area, category, to, weights, level, edition, night, trees } = request.scenario.document.risk;
  const cameras = all.flatMap(({ id, design }) => (design ? [{ id, design }] : []));
  const input = cameraReviewInputSchema.parse({
    area,
    category,
    to,
    weights,
    level,
    edition,
    night,
    trees,
    cameras,
  });
  const review = await reviewCameras(tools, input, signal);
  return review.ok ? review.value.data : null;
}

function stampOf({ request, after, isDemo }: PaperFacts): Paper["data"]["stamp"] {
  const period = after?.meta.period ?? null;
  return {
    scenario: request.scenario.name,
    version: request.scenario.version,
    author: request.author,
    organisation: request.organisation,
    singlePointOfContact: request.singlePointOfContact,
    date: request.date,
    dataPeriod: period && periodLabel(period.from, period.to),
    dataAsOf: after?.meta.asOf ?? null,
    statement: PAPER_STATEMENT,
    isDemo,
  };
}

function sourcesOf({ after, forecast, level }: PaperFacts): string[] {
  const { prevention, investigation } = CAMERA_EVIDENCE;
  const data = (after?.meta.sources ?? []).map(
    ({ title, publisher, licence }) => `${title}, ${publisher} (${licence})`,
  );
  const edition = CAMERA_LEVELS.find(({ id }) => id === level.edition);
  const marked = (source: string, mark: string | null) => (mark ? `${source} [${mark}]` : source);
  return [
    ...data,
    ...(edition ? [marked(edition.source, edition.mark)] : []),
    ...(forecast
      ? [marked(prevention.source, prevention.mark), marked(investigation.source, investigation.mark)]
      : []),
  ];
}

function limitsOf({ after, forecast }: PaperFacts): string[] {
  const caveats = [...(after?.meta.caveats ?? []), ...(forecast?.meta.caveats ?? [])];
  return [...new Set(caveats.map(({ text }) => text))];
}
