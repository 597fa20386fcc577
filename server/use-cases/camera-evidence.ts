/** What is known of cameras' effects, with its sources and the marks on figures that nobody has checked. */
import { z } from "zod";
import type { CameraEvidence } from "#contract/camera-evidence.ts";
import {
  isClearEffect,
  meanChangePercent,
  singleSchemeChangePercent,
} from "#domain/camera/prevention-effect.ts";
import { withDescendants } from "#domain/category/scheme.ts";
import evidenceJson from "../../data/camera-evidence.json" with { type: "json" };
import type { Reader } from "../db/read-model.ts";

const text = z.string().min(1);
const mark = text.nullable();
const percent = z.number().min(0).max(100);

const effectSchema = z
  .object({
    id: z.string().regex(/^[a-z-]+$/),
    label: text,
    basis: z.enum(["all", "setting", "monitoring", "package", "crime-type"]),
    studies: z.number().int().min(1),
    oddsRatio: z.number().gt(0),
    low: z.number().gt(0),
    high: z.number().gt(0),
    p: text,
  })
  .refine(({ low, oddsRatio, high }) => low <= oddsRatio && oddsRatio <= high, {
    error: "expected low ≤ odds ratio ≤ high",
  });

const rateSchema = z
  .object({
    id: z.string().regex(/^[a-z-]+$/),
    label: text,
    availablePercent: percent,
    usefulPercent: percent,
    usefulIfAvailable: z.number().min(0).max(1),
    detectedIfNotUsefulPercent: percent,
    gainPoints: z.number(),
    categories: z.array(text).min(1),
  })
  .refine(
    ({ availablePercent, usefulPercent, usefulIfAvailable }) =>
      Math.abs(usefulPercent / availablePercent - usefulIfAvailable) < 0.0015,
    { error: "expected useful ÷ available to be the share of available footage that was useful" },
  );

const evidenceSchema = z.object({
  version: z.literal(1),
  prevention: z.object({
    source: text,
    doi: text,
    mark,
    effects: z.array(effectSchema).min(1),
    displacement: z.object({
      tested: z.number().int(),
      displacement: z.number().int(),
      diffusion: z.number().int(),
      both: z.number().int(),
      mark,
    }),
  }),
  investigation: z.object({
    source: text,
    doi: text,
    mark,
    caveat: text,
    crimes: z.number().int(),
    availablePercent: percent,
    usefulPercent: percent,
    rates: z.array(rateSchema).min(1),
    whyNotUseful: z.array(z.object({ reason: text, percentOfCrimes: percent })),
  }),
  findings: z.array(z.object({ id: text, topic: text, text, source: text, mark })),
  alternatives: z.array(
    z.object({
      id: text,
      label: text,
      known: text,
      percentFewer: percent.nullable(),
      studies: z.number().int().nullable(),
      unknown: text,
      source: text,
      mark,
    }),
  ),
  sitingOff: z.object({ categories: z.array(text), note: text }),
});

/** The tables that come with the app, checked when the server starts. */
export const CAMERA_EVIDENCE = evidenceSchema.parse(evidenceJson);

/** Why one scheme's interval is as wide as it is; printed wherever it is shown. */
export const ONE_SCHEME_NOTE =
  "One scheme: spread of at most SE·√k between schemes (our derivation); it takes the noise within studies for differences between schemes, so it errs on the wide side.";

/** The evidence as it is shown: tables with what follows from them, and which kinds of crime are off in siting. */
export async function readCameraEvidence(reader: Reader): Promise<CameraEvidence> {
  const { categories } = await reader.snapshot();
  const { prevention, investigation, findings, alternatives, sitingOff } = CAMERA_EVIDENCE;
  const labels = new Map(categories.map(({ id, label }) => [id, label]));
  const off = sitingOff.categories.flatMap((id) => withDescendants(categories, id));
  return {
    data: {
      prevention: {
        ...prevention,
        effects: prevention.effects.map((effect) => ({
          ...effect,
          changePercent: meanChangePercent(effect),
          oneSchemePercent: singleSchemeChangePercent(effect),
          isClear: isClearEffect(effect),
        })),
        oneSchemeNote: ONE_SCHEME_NOTE,
      },
      investigation,
      findings,
      alternatives,
      sitingOff: {
        categories: off.map((id) => ({ id, label: labels.get(id) ?? id })),
        note: sitingOff.note,
      },
    },
  };
}
