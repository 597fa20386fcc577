/** Figures of options as rows of a table: what each is, and its difference to the reference. Pure. */
import {
  type OptionFigure,
  type OptionFigures,
  optionDifference,
} from "#domain/scenario/appraise-options.ts";
import type { Grade } from "#domain/scenario/scenario-document.ts";
import { formatCount } from "../../../state/format.ts";
import { shareText } from "../model/camera-words.ts";
import type { CameraOption } from "./use-options.ts";

type Kind = "share" | "one-decimal" | "count" | "pounds";

const ROWS: readonly { figure: OptionFigure; label: string; unit: string; kind: Kind }[] = [
  { figure: "riskShare", label: "Risk in view", unit: "% of the area’s", kind: "share" },
  { figure: "backupShare", label: "Seen twice or more", unit: "% of the area’s risk", kind: "share" },
  { figure: "incidentsPerYear", label: "Incidents in view", unit: "a year", kind: "one-decimal" },
  { figure: "areaM2", label: "Ground in view", unit: "m²", kind: "count" },
  { figure: "homesInView", label: "Homes in view", unit: "number", kind: "count" },
  { figure: "cameras", label: "Cameras", unit: "number", kind: "count" },
  { figure: "added", label: "New", unit: "number", kind: "count" },
  { figure: "changed", label: "Changed", unit: "number", kind: "count" },
  { figure: "removed", label: "Taken away", unit: "number", kind: "count" },
  { figure: "capitalCost", label: "Cost", unit: "£, once", kind: "pounds" },
  { figure: "yearlyCost", label: "Cost a year", unit: "£", kind: "pounds" },
];

export type OptionRow = {
  label: string;
  unit: string;
  cells: { text: string; difference: string | null; figure: number | null }[];
};

/** @param reference id of the option that the others are held against; its own difference is not shown. */
export function optionRows(options: readonly CameraOption[], reference: string): OptionRow[] {
  const against = options.find(({ id }) => id === reference)?.figures ?? null;
  return ROWS.map(({ figure, label, unit, kind }) => ({
    label,
    unit,
    cells: options.map(({ id, figures }) => ({
      text: figureText(figures, figure, kind),
      figure: figures?.[figure] ?? null,
      difference:
        id === reference || !figures || !against
          ? null
          : differenceText(optionDifference(figures, against)[figure], kind),
    })),
  }));
}

function figureText(figures: OptionFigures | null, figure: OptionFigure, kind: Kind): string {
  const known = figures?.[figure] ?? null;
  if (known === null) return figures && kind === "pounds" ? "not known" : "–";
  return magnitude(known, kind);
}

function magnitude(figure: number, kind: Kind): string {
  switch (kind) {
    case "share":
      return shareText(figure);
    case "one-decimal":
      return figure.toFixed(Math.abs(figure) < 1 ? 2 : 1);
    case "count":
      return formatCount(Math.round(figure));
    case "pounds":
      return `£${formatCount(Math.round(figure))}`;
  }
}

/** With its sign: + is more than the reference. */
function differenceText(difference: number | null, kind: Kind): string | null {
  if (difference === null) return null;
  const sign = difference > 0 ? "+" : difference < 0 ? "−" : "±";
  const size = magnitude(Math.abs(difference), kind);
  return kind === "share" ? `${sign}${size.replace(" %", "")} points` : `${sign}${size}`;
}

/** Criteria that any of the options is graded by, in the order in which they first occur. */
export function criteriaOf(options: readonly Pick<CameraOption, "appraisal">[]): string[] {
  return [...new Set(options.flatMap(({ appraisal }) => appraisal.map(({ criterion }) => criterion)))];
}

export function gradeOf(option: Pick<CameraOption, "appraisal">, criterion: string): Grade | null {
  return option.appraisal.find((row) => row.criterion === criterion)?.grade ?? null;
}
