import { periodLabel } from "#domain/time/months.ts";
import type { Hover } from "../../map/map-canvas.tsx";
import { formatCount, formatSigned } from "../../state/format.ts";
import type { NamePlace } from "./model/place-names.ts";
import type { ExploreModel } from "./model/use-explore.ts";
import { formatMeasure, measureWords } from "./panel/measure-words.ts";

export type HoverCardProps = { hover: Hover; model: ExploreModel; namePlace: NamePlace };

const FLAG_WORDS = [
  "",
  "Crossed by the boundary: only the part inside is counted.",
  "Beyond the boundary: not counted.",
];

/** What lies under the pointer, in numbers and words. Everything in it is in the table too. */
export function HoverCard({ hover, model, namePlace }: HoverCardProps) {
  const { scope, state } = model;
  const { cube, answer } = model.cube;
  const grid = cube?.grid;
  const later = answer?.windows[0];
  if (!scope || !grid || !later || hover.index >= later.counts.length) return null;
  const [lng = 0, lat = 0] = grid.centres.subarray(2 * hover.index, 2 * hover.index + 2);
  const { ward, near } = namePlace(lng, lat);
  const n = later.counts[hover.index] ?? 0;
  const before = answer?.windows[1]?.counts[hover.index];
  return (
    <div
      className="hover-card"
      style={{ left: hover.x, top: hover.y }}
      data-side={hover.x > 240 ? "left" : "right"}
      aria-hidden="true"
    >
      <b>{ward || near || "Hexagon"}</b>
      {ward && near ? <span>{near}</span> : null}
      <p>
        <strong>{formatCount(n)}</strong> in {periodLabel(scope.shown.from, scope.shown.to)}
      </p>
      {before === undefined || !scope.earlier ? null : (
        <p>
          {formatCount(before)} in {periodLabel(scope.earlier.from, scope.earlier.to)} (
          {formatSigned(n - before)})
        </p>
      )}
      {state.measure === "count" ? null : (
        <p>
          {formatMeasure(state.measure, later.values[hover.index] ?? Number.NaN)}{" "}
          {measureWords(state.measure, scope.category.unit).unit}
        </p>
      )}
      <small>{FLAG_WORDS[grid.flags[hover.index] ?? 0]}</small>
    </div>
  );
}
