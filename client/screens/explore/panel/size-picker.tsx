import { formatFigure } from "../../../state/format.ts";
import { EMERGING_HISTORIES, isMeasure, STEP_MONTHS, type Step } from "../../../state/surface.ts";
import { type ExploreState, RESOLUTIONS, type Resolution } from "../../../state/url-state.ts";
import { Notice } from "../../../ui/notice.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import type { ExploreModel } from "../model/use-explore.ts";
import { meanPerHexagon } from "../model/view-figures.ts";

export type SizePickerProps = { model: ExploreModel; onResolution: (next: Resolution) => void };

const SIZES: Record<Resolution, { across: string; words: string }> = {
  8: { across: "about 0.8 km across", words: "Large" },
  9: { across: "about 300 m across", words: "Medium" },
  10: { across: "about 115 m across", words: "Small" },
  11: { across: "about 45 m across", words: "Very small" },
};

/** Size of the hexagons, with what speaks against the one chosen. */
export function SizePicker({ model, onResolution }: SizePickerProps) {
  const { resolution } = model.state;
  const caveats = model.cube.cube?.metas.flatMap((meta) => meta.caveats) ?? [];
  const snapPoints = caveats.some((caveat) => caveat.code === "snap-points");
  return (
    <>
      <div className="row-field">
        <SelectField
          label="Hexagons"
          options={RESOLUTIONS.map((id) => ({
            id: String(id),
            label: `${SIZES[id].words}: ${SIZES[id].across}`,
          }))}
          value={String(resolution)}
          onChange={(id) => onResolution(RESOLUTIONS.find((each) => String(each) === id) ?? resolution)}
        />
      </div>
      <TooSmallNotice model={model} onResolution={onResolution} />
      {snapPoints && resolution >= 10 ? (
        <p className="note">
          police.uk moves each incident to a point shared by at least eight addresses. Hexagons this small
          show those points, not doors.
        </p>
      ) : null}
    </>
  );
}

/** Below this mean only very large clusters can be told from chance. */
const LEAST_MEAN = 0.2;
/** A hexagon holds about so many of the next smaller size. */
const CHILDREN = 7;

/** For tests: says when most hexagons are empty, and which size would tell more. */
function TooSmallNotice({ model, onResolution }: SizePickerProps) {
  const { state, cube } = model;
  const later = cube.answer?.windows[0];
  if (isMeasure(state.show) || state.show === "density" || !cube.cube || !later?.known) return null;
  if (later.counts.length !== cube.cube.study.length) return null;
  const step = stepOf(state);
  const months = step === null ? 1 : (later.window.to - later.window.from) / STEP_MONTHS[step];
  const mean = (meanPerHexagon(cube.cube, later.counts) ?? 1) / Math.max(1e-9, months);
  const better = recommendedSize(mean, state.resolution);
  if (better === null) return null;
  const per = step === null ? "" : ` a ${step}`;
  return (
    <Notice
      tone="warn"
      title={`At this size most hexagons are empty: ${formatFigure(mean)} ${model.noun.many} each${per} on average.`}
      action={
        better === state.resolution
          ? null
          : {
              label: `Switch to ${SIZES[better].words.toLowerCase()} (${SIZES[better].across})`,
              onPress: () => onResolution(better),
            }
      }
    >
      {better === state.resolution
        ? "Only very large clusters can show. More months would tell more."
        : "Only very large clusters can show. Larger hexagons tell more."}
    </Notice>
  );
}

/** What is tested by itself: a month, quarter or year of a history; null = the period as a whole. */
function stepOf({ show, options }: ExploreState): Step | null {
  if (show === "persistence") return options.persistenceStep;
  return show === "emerging" ? EMERGING_HISTORIES[options.emergingHistory].step : null;
}

/** The finest size with 0.2 or more per hexagon, else the largest; null if the size in use has as much. */
export function recommendedSize(mean: number, resolution: Resolution): Resolution | null {
  if (mean >= LEAST_MEAN) return null;
  const coarser = [...RESOLUTIONS].reverse().filter((each) => each <= resolution);
  const enough = coarser.find((each) => mean * CHILDREN ** (resolution - each) >= LEAST_MEAN);
  return enough ?? RESOLUTIONS[0];
}
