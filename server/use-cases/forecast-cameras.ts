/** What are the cameras of a plan worth? Published effects on the crime of the catchment, and help to investigations. */
import type { z } from "zod";
import type {
  CameraForecast,
  cameraForecastInputSchema,
  PublishedEffect,
} from "#contract/camera-evidence.ts";
import type { Caveat } from "#contract/meta.ts";
import { chooseEffect } from "#domain/camera/choose-effect.ts";
import { forecastPrevention, type PreventionForecast } from "#domain/camera/forecast.ts";
import { type IncidentsInView, investigativeValue } from "#domain/camera/investigative-value.ts";
import { storageGB } from "#domain/camera/optics.ts";
import {
  isClearEffect,
  meanChangePercent,
  singleSchemeChangePercent,
} from "#domain/camera/prevention-effect.ts";
import type { Reader } from "../db/read-model.ts";
import type { Snapshot } from "../db/snapshot.ts";
import { type Answer, answer, type Refusal, refuse } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { CAMERA_EVIDENCE, ONE_SCHEME_NOTE } from "./camera-evidence.ts";
import { type ForecastBaseline, readBaseline } from "./forecast-baseline.ts";
import { forecastWords, ruleWords } from "./forecast-words.ts";
import { readQuestion } from "./question.ts";
import { sitingQuestion } from "./siting-question.ts";

export type ForecastInput = z.output<typeof cameraForecastInputSchema>;
type Data = CameraForecast["data"];
type StoredEffect = (typeof CAMERA_EVIDENCE.prevention.effects)[number];

const DISPLACEMENT_WORDS =
  "Whether crime moves elsewhere is not in the forecast. It is counted after the event, in a ring around the catchment and against a control area.";

/** Forecast of one scheme. The baseline is counted anew from the hexagons, never taken over from the client. */
export async function forecastCameras(reader: Reader, input: ForecastInput): Promise<Answer<CameraForecast>> {
  const { effects } = CAMERA_EVIDENCE.prevention;
  if (input.effect !== null && !effects.some(({ id }) => id === input.effect)) {
    return refuseEffect(input.effect);
  }
  const siting = sitingQuestion(await reader.snapshot(), input.category);
  const asked = await readQuestion(reader, { ...input, category: siting.category });
  if (!asked.ok) return asked;
  const question = asked.value;
  const read = await readBaseline(reader, question, input);
  if (!read.ok) return read;
  const baseline = read.value;
  const chosen = chooseEffect(effects, input.scheme, input.effect);
  const forecast = forecastPrevention(chosen.effect, baseline.yearly, { seed: input.seed });
  const effect = published(chosen.effect.id);
  const { displacement } = CAMERA_EVIDENCE.prevention;
  const data: Data = {
    effect,
    rule: chosen.rule,
    ruleWords: ruleWords(chosen),
    alsoApply: chosen.alsoApply.map(({ id }) => published(id)),
    baseline: baseline.shown,
    prevention: { ...forecast, words: forecastWords(forecast, chosen.effect, baseline.yearly.perYear) },
    investigation: baseline.inView && investigation(baseline.inView, question.snapshot),
    storageGB:
      input.recording &&
      input.recording.cameras * storageGB(input.recording.megabitsPerS, input.recording.days),
    displacement: { words: DISPLACEMENT_WORDS, tests: displacement },
    comparison: comparison(forecast, effect, baseline),
    findings: CAMERA_EVIDENCE.findings,
  };
  const meta = buildMeta(question, {
    method: `Published odds ratio on the incidents of the catchment: B·(1 − 1/OR), ${forecast.draws.toLocaleString("en-GB")} draws (seed ${forecast.seed}). ${ONE_SCHEME_NOTE}`,
    n: baseline.n,
    resolution: null,
    bufferM: 0,
    caveats: [...forecastCaveats(forecast), ...siting.caveats, ...baseline.caveats],
  });
  return answer({ data, meta });
}

function published(id: string): PublishedEffect {
  const effect: StoredEffect | undefined = CAMERA_EVIDENCE.prevention.effects.find((one) => one.id === id);
  if (!effect) throw new RangeError(`published: expected a published effect, got ${id}`);
  return {
    ...effect,
    changePercent: meanChangePercent(effect),
    oneSchemePercent: singleSchemeChangePercent(effect),
    isClear: isClearEffect(effect),
  };
}

function investigation(
  inView: readonly IncidentsInView[],
  { categories }: Pick<Snapshot, "categories">,
): NonNullable<Data["investigation"]> {
  const { rates, mark, caveat } = CAMERA_EVIDENCE.investigation;
  const parents = new Map(categories.map(({ id, parent }) => [id, parent]));
  const labels = new Map(categories.map(({ id, label }) => [id, label]));
  const found = investigativeValue(inView, rates, parents);
  return {
    ...found,
    withoutRate: found.withoutRate.map((row) => ({
      ...row,
      label: labels.get(row.category) ?? row.category,
    })),
    mark,
    caveat,
  };
}

/** No camera first: what the others are held against. Only what is published has figures. */
function comparison(
  { fewerPerYear, ofMean, ofOneScheme, isClear }: PreventionForecast,
  effect: PublishedEffect,
  { shown }: ForecastBaseline,
): Data["comparison"] {
  const { source, mark } = CAMERA_EVIDENCE.prevention;
  const none = { fewerPerYear: null, ofMean: null, ofOneScheme: null, percentFewer: null };
  return [
    {
      ...none,
      id: "no-camera",
      label: "No camera",
      fewerPerYear: 0,
      known: `About ${shown.perYear.toLocaleString("en-GB", { maximumFractionDigits: 1 })} incidents a year if years stay as they were.`,
      unknown: "Whether they would rise or fall without anything being done.",
      source: shown.words,
      mark: null,
    },
    {
      id: "cameras",
      label: `Cameras (${effect.label.toLowerCase()})`,
      fewerPerYear,
      ofMean,
      ofOneScheme,
      percentFewer: -effect.changePercent.estimate,
      known: isClear
        ? `Mean of ${effect.studies} studies, with its interval.`
        : `No clear effect over ${effect.studies} studies.`,
      unknown: "Whether this scheme will be like the mean, and how much would move elsewhere.",
      source,
      mark,
    },
    ...CAMERA_EVIDENCE.alternatives.map(({ studies: _studies, ...row }) => ({ ...none, ...row })),
  ];
}

function forecastCaveats({ isClear }: PreventionForecast): Caveat[] {
  const { mark } = CAMERA_EVIDENCE.prevention;
  return [
    ...(isClear
      ? []
      : [
          {
            code: "no-clear-effect",
            text: "No clear effect: the published interval holds no change at all.",
          },
        ]),
    ...(mark ? [{ code: "evidence-mark", text: `Published effects: ${mark}.` }] : []),
    { code: "displacement", text: DISPLACEMENT_WORDS },
    {
      code: "planning-estimate",
      text: "A planning estimate: other places’ mean effect on this place’s figures, not a promise for this one.",
    },
  ];
}

function refuseEffect(id: string): Refusal {
  return refuse({
    code: "unknown-effect",
    title: "There is no published effect with this id",
    detail: `Got effect=${id}; there are ${CAMERA_EVIDENCE.prevention.effects.map((effect) => effect.id).join(", ")}.`,
    next: "Choose an id from /api/v1/camera-evidence, or leave it out.",
    where: "effect",
  });
}
