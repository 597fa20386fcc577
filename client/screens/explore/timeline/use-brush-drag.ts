import { type PointerEvent, useRef } from "react";
import type { BrushProps } from "./brush.tsx";
import { dragWindow } from "./timeline-scale.ts";

type Mode = "from" | "to" | "body" | "draw";
type Range = { from: number; to: number };
type Drag = { mode: Mode; start: Range & { at: number }; last: Range; moved: boolean };

/** Pointer handlers for each part of the frame. A tap beside the frame brings the frame there. */
export function useBrushDrag({ scale, chosen, svg, offsetPx, onDraft, onCommit }: BrushProps) {
  const drag = useRef<Drag | null>(null);
  const monthOf = (event: PointerEvent) =>
    scale.monthAt(event.clientX - offsetPx - (svg.current?.getBoundingClientRect().left ?? 0));
  const onPointerMove = (event: PointerEvent) => {
    const held = drag.current;
    if (!held) return;
    const next = dragWindow(held.mode, held.start, monthOf(event), scale.months);
    if (next.from === held.last.from && next.to === held.last.to) return;
    held.last = next;
    held.moved = true;
    onDraft(next);
  };
  const onPointerUp = (event: PointerEvent) => {
    const held = drag.current;
    drag.current = null;
    if (held?.moved) onCommit(held.last);
    else if (held?.mode === "draw") {
      onCommit(dragWindow("body", { ...held.start, at: held.start.to }, monthOf(event), scale.months));
    }
  };
  return (mode: Mode) => ({
    onPointerDown: (event: PointerEvent<SVGElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      const start = { from: chosen.from, to: chosen.to, at: monthOf(event) };
      drag.current = { mode, start, last: chosen, moved: false };
    },
    onPointerMove,
    onPointerUp,
    onPointerCancel: onPointerUp,
  });
}
