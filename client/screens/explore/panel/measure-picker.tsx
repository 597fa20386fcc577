import type { AreaDetail } from "#contract/areas.ts";
import { MEASURES, type Measure, RESOLUTIONS, type Resolution } from "../../../state/url-state.ts";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { measureChoice } from "./measure-words.ts";

export type MeasurePickerProps = {
  measure: Measure;
  resolution: Resolution;
  areas: readonly AreaDetail[];
  denominatorFrom: string | null;
  /** True if positions are snap points, so that small hexagons show those and not addresses. */
  snapPoints: boolean;
  onMeasure: (next: Measure) => void;
  onResolution: (next: Resolution) => void;
};

const SIZES: Record<Resolution, { across: string; words: string }> = {
  8: { across: "about 0.8 km across", words: "Large" },
  9: { across: "about 300 m across", words: "Medium" },
  10: { across: "about 115 m across", words: "Small" },
  11: { across: "about 45 m across", words: "Very small" },
};

/** Count or rate, and the size of the hexagons. */
export function MeasurePicker(props: MeasurePickerProps) {
  const { measure, resolution, areas, denominatorFrom, onMeasure, onResolution } = props;
  return (
    <section>
      <h2>Show</h2>
      <ChoiceGroup
        label="Show"
        look="segments"
        columns={2}
        choices={MEASURES.map((id) => ({
          id,
          label: measureChoice(id),
          disabledReason: reasonAgainst(id, areas),
        }))}
        value={measure}
        onChange={onMeasure}
      />
      <NoPeopleNote areas={areas} />
      {denominatorFrom ? (
        <p className="note">Divided by figures of {denominatorFrom}, spread evenly over each.</p>
      ) : null}
      <SizePicker resolution={resolution} snapPoints={props.snapPoints} onResolution={onResolution} />
    </section>
  );
}

type SizePickerProps = Pick<MeasurePickerProps, "resolution" | "snapPoints" | "onResolution">;

function SizePicker({ resolution, snapPoints, onResolution }: SizePickerProps) {
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
      {snapPoints && resolution >= 10 ? (
        <p className="note">
          police.uk moves each incident to a point shared by at least eight addresses. Hexagons this small
          show those points, not doors.
        </p>
      ) : null}
    </>
  );
}

function NoPeopleNote({ areas }: { areas: readonly AreaDetail[] }) {
  const missing = MEASURES.map((id) => reasonAgainst(id, areas)).find((reason) => reason !== null);
  return missing ? <p className="note">{missing}</p> : null;
}

/** Why a rate cannot be given here; null if it can. */
function reasonAgainst(measure: Measure, areas: readonly AreaDetail[]): string | null {
  const people =
    measure === "per-1000-residents" ? "residents" : measure === "per-1000-households" ? "households" : null;
  if (people === null || areas.length === 0) return null;
  const has = areas.every((area) => area.hexagonRates[people]);
  return has ? null : `No figures of ${people} are imported here, so no rate per 1,000 of them.`;
}
