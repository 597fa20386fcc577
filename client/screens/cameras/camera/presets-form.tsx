import type { CameraDesign } from "#domain/camera/camera-design.ts";
import { Button } from "../../../ui/button.tsx";
import { withoutPreset, withPreset, withPresetChanged } from "../model/presets.ts";
import { NumberField } from "./number-field.tsx";
import { TextFact } from "./text-fact.tsx";

export type PresetsFormProps = { design: CameraDesign; onChange: (design: CameraDesign) => void };

const MOST_PRESETS = 64;

/** Where a moving head looks, and for which part of the time: its figures are weighed by it. */
export function PresetsForm({ design, onChange }: PresetsFormProps) {
  const { presets } = design;
  return (
    <div className="pad sites-form">
      <h3>Presets of a moving head</h3>
      <p className="note">
        {presets.length === 0
          ? "None: it counts as looking in its one direction all the time."
          : "Shares of the time always add up to 100 %. What it could see at some time is stated apart."}
      </p>
      {presets.map((preset, at) => {
        const set = (change: Partial<typeof preset>) => onChange(withPresetChanged(design, at, change));
        return (
          // Presets have no other identity than their place in the list.
          <fieldset key={`preset ${at}`} className="preset">
            <legend className="visually-hidden">{preset.name}</legend>
            <div className="camera-form">
              <TextFact
                label={`Preset ${at + 1}`}
                value={preset.name}
                check={(text) => (text === "" || text.length > 80 ? "1 to 80 letters." : null)}
                onChange={(name) => set({ name })}
              />
              <NumberField
                label="Share of the time"
                unit="%"
                value={100 * preset.share}
                min={0}
                max={100}
                onChange={(percent) => set({ share: (percent ?? 0) / 100 })}
              />
              <NumberField
                label="Looks to"
                unit="° from north"
                value={preset.bearingDeg}
                min={0}
                max={360}
                onChange={(bearingDeg) => set({ bearingDeg: bearingDeg ?? 0 })}
              />
              <NumberField
                label="Zoomed to"
                unit="° across"
                value={preset.hfovDeg}
                min={1}
                max={149}
                onChange={(hfovDeg) => set({ hfovDeg: hfovDeg ?? 60 })}
              />
            </div>
            <Button
              variant="quiet"
              aria-label={`Leave out ${preset.name}`}
              onPress={() => onChange(withoutPreset(design, at))}
            >
              Leave out
            </Button>
          </fieldset>
        );
      })}
      <Button isDisabled={presets.length >= MOST_PRESETS} onPress={() => onChange(withPreset(design))}>
        Add a preset
      </Button>
    </div>
  );
}
