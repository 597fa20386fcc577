import type { KeyboardEvent, RefObject } from "react";
import { monthLabel } from "#domain/time/months.ts";
import { dragWindow, type TimelineScale } from "./timeline-scale.ts";
import { useBrushDrag } from "./use-brush-drag.ts";

type Range = { from: number; to: number };

export type BrushProps = {
  scale: TimelineScale;
  months: readonly string[];
  chosen: Range;
  svg: RefObject<SVGSVGElement | null>;
  /** Px from the drawing's left edge to the first bar. */
  offsetPx: number;
  /** While dragging. */
  onDraft: (range: Range) => void;
  /** At the end of a drag or a key press. */
  onCommit: (range: Range) => void;
};

/** The frame round the chosen months: drag it, drag its ends, draw a new one, or use the arrow keys. */
export function Brush(props: BrushProps) {
  const { scale, months, chosen, onCommit } = props;
  const handlers = useBrushDrag(props);
  const left = scale.x(chosen.from) - 2;
  const right = scale.x(chosen.to) + scale.barWidth + 2;
  return (
    <g className="brush">
      <rect
        className="brush-ground"
        x={0}
        y={-8}
        width={scale.width}
        height={scale.height + 24}
        {...handlers("draw")}
      />
      <rect
        className="brush-frame"
        x={left}
        y={-7}
        width={right - left}
        height={scale.height + 9}
        rx={3}
        {...handlers("body")}
      />
      {(["from", "to"] as const).map((end) => (
        <BrushEnd
          key={end}
          end={end}
          x={end === "from" ? left : right}
          {...{ scale, months, chosen, onCommit }}
          drag={handlers(end)}
        />
      ))}
    </g>
  );
}

type BrushEndProps = Pick<BrushProps, "scale" | "months" | "chosen" | "onCommit"> & {
  end: "from" | "to";
  x: number;
  drag: object;
};

/** One end of the frame, as a slider for the keyboard: arrows move it a month, page keys a year. */
function BrushEnd({ end, x, scale, months, chosen, onCommit, drag }: BrushEndProps) {
  const at = chosen[end];
  const onKeyDown = (event: KeyboardEvent) => {
    const next = keyTarget(event.key, at, scale.months);
    if (next === null) return;
    event.preventDefault();
    onCommit(dragWindow(end, { ...chosen, at }, next, scale.months));
  };
  return (
    <g
      className="brush-end"
      role="slider"
      tabIndex={0}
      aria-label={end === "from" ? "First month" : "Last month"}
      aria-valuemin={0}
      aria-valuemax={scale.months - 1}
      aria-valuenow={at}
      aria-valuetext={monthLabel(months[at] ?? "2000-01")}
      onKeyDown={onKeyDown}
      {...drag}
    >
      <rect
        className="brush-hit"
        x={end === "from" ? x - 20 : x - 4}
        y={-8}
        width={24}
        height={scale.height + 12}
      />
      <rect
        className="brush-grip"
        x={end === "from" ? x - 4 : x}
        y={scale.height / 2 - 9}
        width={4}
        height={18}
        rx={2}
      />
    </g>
  );
}

function keyTarget(key: string, at: number, months: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -12,
    PageUp: 12,
  };
  const target = key === "Home" ? 0 : key === "End" ? months - 1 : at + (steps[key] ?? 0);
  return key === "Home" || key === "End" || steps[key] !== undefined
    ? Math.max(0, Math.min(months - 1, target))
    : null;
}
