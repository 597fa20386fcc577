import { ALL_AREAS_CODE } from "#contract/areas.ts";
import { DEFAULT_BUFFER_M } from "../../../state/url-state.ts";
import { AreaCombo } from "../../../ui/area-combo.tsx";
import { Button } from "../../../ui/button.tsx";
import { CheckField } from "../../../ui/check-field.tsx";
import { CloseIcon } from "../../../ui/icons.tsx";

export type WherePickerProps = {
  codes: readonly string[];
  names: readonly string[];
  bufferM: number;
  onAreas: (codes: string[]) => void;
  onBuffer: (metres: number) => void;
};

/** The areas looked at together, and whether neighbours' incidents are shown beyond the boundary. */
export function WherePicker({ codes, names, bufferM, onAreas, onBuffer }: WherePickerProps) {
  return (
    <section>
      <h2>Where</h2>
      {codes.length > 1 ? (
        <ul className="picked">
          {codes.map((code, i) => (
            <li key={code}>
              <span>{names[i] ?? code}</span>
              <Button
                variant="quiet"
                aria-label={`Leave out ${names[i] ?? code}`}
                onPress={() => onAreas(codes.filter((each) => each !== code))}
              >
                <CloseIcon />
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <AreaCombo label="Area" labelHidden value={codes[0] ?? null} onChange={(code) => onAreas([code])} />
      )}
      <div className="row-field">
        <AreaCombo
          label="Add an area beside it"
          value={null}
          taken={codes}
          placeholder="For example N12"
          onChange={(code) => onAreas([...codes, code])}
          clearsAfterChoice
        />
      </div>
      {codes.includes(ALL_AREAS_CODE) ? (
        <p className="note">
          Everything with a position, whether or not it lies in an area. To count by borough or ward, choose
          one above, or bring its boundary in on the <a href="?screen=data">Data screen</a>.
        </p>
      ) : (
        <CheckField isSelected={bufferM > 0} onChange={(on) => onBuffer(on ? DEFAULT_BUFFER_M : 0)}>
          Show {DEFAULT_BUFFER_M} m beyond the boundary (paler, not counted)
        </CheckField>
      )}
    </section>
  );
}
