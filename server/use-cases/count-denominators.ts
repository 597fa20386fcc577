/** How many people live in each hexagon? Published residents or households, spread over the cells of an area. */
import { ALL_AREAS_CODE } from "#contract/areas.ts";
import type { Denominators } from "#contract/cells.ts";
import type { Meta } from "#contract/meta.ts";
import type { StoredResolution } from "#domain/grid/h3.ts";
import type { Reader } from "../db/read-model.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { readQuestion } from "./question.ts";

export type DenominatorInput = {
  area?: string | undefined;
  measure: "residents" | "households";
  resolution: StoredResolution;
};

/** A little more than the largest stored cell, degrees: small areas beyond the boundary share its edge cells. */
const MARGIN_DEGREES = 0.02;

const KIND_WORDS: Record<string, string> = {
  lsoa: "LSOAs",
  msoa: "MSOAs",
  ward: "wards",
  "local-authority": "local authorities",
};

/** People per cell; null where no published figure covers most of the cell. Fractions are kept to one decimal. */
export async function countDenominators(
  reader: Reader,
  input: DenominatorInput,
): Promise<Answer<{ data: Denominators; meta: Meta }>> {
  const question = await readQuestion(reader, { area: input.area });
  if (!question.ok) return question;
  const { area, snapshot } = question.value;
  if (!area) {
    return refuse({
      code: "area-without-outline",
      title: "People can be spread over the hexagons of one area at a time",
      detail: `Got area=${input.area ?? ALL_AREAS_CODE}, which stands for everything and has no outline.`,
      next: "Name an area from /api/v1/areas.",
      where: "area",
    });
  }
  const { cells } = await reader.areaCells(area, input.resolution, 0);
  const [west, south, east, north] = area.bbox;
  const box = [west - MARGIN_DEGREES, south - MARGIN_DEGREES, east + MARGIN_DEGREES, north + MARGIN_DEGREES];
  const key = `${area.id}/${input.resolution}`;
  const found = await reader.peoplePerCell(snapshot, input.measure, cells, box, key);
  if (!found) return nothingPublished(area.name, input.measure);
  const kind = KIND_WORDS[found.kind] ?? found.kind;
  const people = found.people.map((n) => (n === null ? null : Math.round(n * 10) / 10));
  const meta = buildMeta(question.value, {
    method: `Published ${input.measure} spread evenly over the area of ${found.areas} ${kind}, ${found.year}.`,
    n: 0,
    resolution: input.resolution,
    bufferM: 0,
    caveats: [
      {
        code: "evenly-spread",
        text: "Parks, water and industry get their share of people by area: rates are too low where nobody lives nearby and too high beside it.",
      },
    ],
  });
  return answer({
    data: {
      measure: input.measure,
      cells,
      people,
      year: found.year,
      from: `${found.areas} ${kind}, ${found.year}`,
    },
    meta: { ...meta, unit: input.measure },
  });
}

function nothingPublished(name: string, measure: string) {
  return refuse({
    code: "no-denominator",
    title: `There are no published ${measure} for this area`,
    detail: `No imported file gives ${measure} for areas in ${name} whose boundaries are loaded too.`,
    next: "Import population figures by LSOA, and the LSOA boundaries that they are for, on the Data screen.",
    where: "measure",
  });
}
