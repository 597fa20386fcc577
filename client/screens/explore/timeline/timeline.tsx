import { memo, useCallback, useRef } from "react";
import { periodLabel } from "#domain/time/months.ts";
import { navigate } from "../../../state/location-store.ts";
import { customPeriod, movePeriod, type Period, yearBefore } from "../../../state/period.ts";
import { Button } from "../../../ui/button.tsx";
import { PauseIcon, PlayIcon, StepBackIcon, StepForwardIcon } from "../../../ui/icons.tsx";
import { useSize } from "../../../ui/use-size.ts";
import type { LoadedCube } from "../../../workers/cube-messages.ts";
import type { Scope } from "../model/scope.ts";
import { breaksShown } from "../model/series-breaks.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { useSettled } from "../model/use-settled.ts";
import { measureWords } from "../panel/measure-words.ts";
import { Brush } from "./brush.tsx";
import { Histogram } from "./histogram.tsx";
import { timelineScale } from "./timeline-scale.ts";
import { TimelineSettings } from "./timeline-settings.tsx";
import { usePlayer } from "./use-player.ts";

/** Height of the tallest bar, px. */
const BARS_PX = 54;
/** Room for the frame's ends beyond the first and last bar, px. */
const SIDE_PX = 7;

/** The one timeline: a bar per month, the chosen months in a frame, and a player. */
export const Timeline = memo(function Timeline({ model }: { model: ExploreModel }) {
  const { scope, state, setDraft } = model;
  const { cube } = model.cube;
  const newest = useRef(state);
  newest.current = state;
  const onCommit = useCallback(
    (period: Period) => {
      setDraft(null);
      navigate({ ...newest.current, period: customPeriod(period) });
    },
    [setDraft],
  );
  if (!scope || !cube) return <div className="timeline timeline-wait" />;
  return <LoadedTimeline model={model} scope={scope} cube={cube} onCommit={onCommit} onDraft={setDraft} />;
});

type LoadedProps = {
  model: ExploreModel;
  scope: Scope;
  cube: LoadedCube;
  onCommit: (period: Period) => void;
  onDraft: (period: Period) => void;
};

function LoadedTimeline({ model, scope, cube, onCommit, onDraft }: LoadedProps) {
  const { chosen, data } = scope;
  const player = usePlayer({ chosen, data, onDraft, onCommit });
  const settled = useSettled(model);
  const step = (by: number) => onCommit(movePeriod(chosen, by, data));
  return (
    <section className="timeline" aria-label="Timeline">
      <div className="player">
        <Button variant="icon" aria-label="One month back" onPress={() => step(-1)}>
          <StepBackIcon />
        </Button>
        <Button variant="primary" aria-label={player.isPlaying ? "Pause" : "Play"} onPress={player.toggle}>
          {player.isPlaying ? <PauseIcon /> : <PlayIcon />}
        </Button>
        <Button variant="icon" aria-label="One month on" onPress={() => step(1)}>
          <StepForwardIcon />
        </Button>
      </div>
      <TimelineChart scope={scope} cube={cube} onCommit={onCommit} onDraft={onDraft} />
      <div className="when">
        <b>{periodLabel(scope.shown.from, scope.shown.to)}</b>
        {settled.scope ? (
          <TimelineSettings
            model={settled}
            scope={settled.scope}
            speed={player.speed}
            onSpeed={player.setSpeed}
            onCommit={onCommit}
          />
        ) : null}
      </div>
    </section>
  );
}

function TimelineChart({ scope, cube, onCommit, onDraft }: Omit<LoadedProps, "model">) {
  const box = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const { width } = useSize(box);
  const inner = Math.max(60, width - 2 * SIDE_PX);
  const scale = timelineScale(inner, BARS_PX, cube.monthTotals);
  const chosen = indexesOf(cube, scope.shown);
  const before = scope.earlier ?? yearBefore(scope.shown, scope.data);
  const periodOf = ({ from, to }: { from: number; to: number }): Period => ({
    from: cube.months[from] ?? scope.data.from,
    to: cube.months[to] ?? scope.data.to,
  });
  return (
    <div className="timeline-chart" ref={box}>
      <svg ref={svg} width={width} height={BARS_PX + 30} viewBox={`${-SIDE_PX} -9 ${width} ${BARS_PX + 30}`}>
        <title>{measureWords("count", scope.category.unit).column} by month</title>
        <Histogram
          scale={scale}
          months={cube.months}
          totals={cube.monthTotals}
          gaps={cube.gaps}
          chosen={chosen}
          earlier={before ? indexesOf(cube, before) : null}
          breaks={breaksShown(scope, cube)}
        />
        <Brush
          scale={scale}
          months={cube.months}
          chosen={chosen}
          svg={svg}
          offsetPx={SIDE_PX}
          onDraft={(range) => onDraft(periodOf(range))}
          onCommit={(range) => onCommit(periodOf(range))}
        />
      </svg>
    </div>
  );
}

function indexesOf(cube: LoadedCube, { from, to }: Period): { from: number; to: number } {
  return { from: cube.months.indexOf(from), to: cube.months.indexOf(to) };
}
