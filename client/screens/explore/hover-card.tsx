import { periodLabel } from "#domain/time/months.ts";
import type { Hover } from "../../map/map-canvas.tsx";
import { formatCount, formatSigned } from "../../state/format.ts";
import { measureOf } from "../../state/surface.ts";
import type { WindowCounts } from "../../workers/cube-messages.ts";
import type { NamePlace } from "./model/place-names.ts";
import type { Scope } from "./model/scope.ts";
import type { ExploreModel } from "./model/use-explore.ts";
import { formatMeasure, measureWords } from "./panel/measure-words.ts";
import { cellSentence } from "./surfaces/cell-sentence.ts";
import { classText } from "./surfaces/class-words.ts";

export type HoverCardProps = { hover: Hover & { slot: number }; model: ExploreModel; namePlace: NamePlace };

const FLAG_WORDS = [
  "",
  "Crossed by the boundary: only the part inside is counted.",
  "Beyond the boundary: not counted.",
];

/** What lies under the pointer, in numbers and words. Everything in it is in the table too. */
export function HoverCard({ hover, model, namePlace }: HoverCardProps) {
  const { scope, words, noun } = model;
  const { cube, answer } = model.cube;
  const grid = cube?.grid;
  const later = answer?.windows[0];
  if (!scope || !grid || !later || hover.index >= later.counts.length) return null;
  const shown = answer.windows[hover.slot] ?? later;
  const [lng = 0, lat = 0] = grid.centres.subarray(2 * hover.index, 2 * hover.index + 2);
  const { ward, near } = namePlace(lng, lat);
  const measured = harmUnit(model) ?? noun.many;
  const sentence = cellSentence(shown, hover.index, measured);
  const inWords = classText(shown, hover.index, noun.many);
  return (
    <div
      className="hover-card"
      style={{ left: hover.x, top: hover.y }}
      data-side={hover.x > 240 ? "left" : "right"}
      aria-hidden="true"
    >
      <b>{ward || near || "Hexagon"}</b>
      {ward && near ? <span>{near}</span> : null}
      <Counts hover={hover} model={model} scope={scope} later={later} />
      {inWords && inWords !== sentence.slice(0, -1).toLowerCase() ? (
        <p>
          <strong>{inWords}</strong>
          {words.choice === "Change" ? ", later − earlier" : ""}
        </p>
      ) : null}
      {sentence ? <p>{sentence}</p> : null}
      {shown.harm?.byFew[hover.index] === 1 ? <p>One or two incidents make up most of its harm.</p> : null}
      <small>{FLAG_WORDS[grid.flags[hover.index] ?? 0]}</small>
    </div>
  );
}

type CountsProps = { hover: HoverCardProps["hover"]; model: ExploreModel; scope: Scope; later: WindowCounts };

/** Count, the earlier count, rate and harm: what the hexagon has, before what a test makes of it. */
function Counts({ hover: { index }, model, scope, later }: CountsProps) {
  const { cube, noun } = model;
  const n = later.counts[index] ?? 0;
  const before = scope.earlier ? cube.answer?.windows[1]?.counts[index] : undefined;
  const unit = harmUnit(model);
  const measure = measureOf(cube.answer?.question.show ?? "count");
  return (
    <>
      <p>
        <strong>{formatCount(n)}</strong> {n === 1 ? noun.one : noun.many},{" "}
        {periodLabel(scope.shown.from, scope.shown.to)}
      </p>
      {before === undefined || !scope.earlier ? null : (
        <p>
          {formatCount(before)} in {periodLabel(scope.earlier.from, scope.earlier.to)} (
          {formatSigned(n - before)})
        </p>
      )}
      {later.harm && unit ? (
        <p>
          {formatCount(later.harm.byCell[index] ?? 0)} {unit}
        </p>
      ) : null}
      {measure === "count" || later.harm ? null : (
        <p>
          {formatMeasure(measure, later.values[index] ?? Number.NaN)}{" "}
          {measureWords(measure, scope.category.unit).unit}
        </p>
      )}
    </>
  );
}

function harmUnit({ cube }: ExploreModel): string | null {
  return cube.answer?.question.harm?.unit ?? null;
}
