import type { CameraDesign } from "#domain/camera/camera-design.ts";
import { opticsOf } from "#domain/camera/optics.ts";
import { Button } from "../../../ui/button.tsx";
import { moved } from "../model/plan.ts";
import { NumberField } from "./number-field.tsx";

export type CameraFormProps = { design: CameraDesign; onChange: (design: CameraDesign) => void };

type NumberPart = {
  [K in keyof CameraDesign]: CameraDesign[K] extends number | null ? K : never;
}[keyof CameraDesign];

type Field = {
  part: NumberPart;
  label: string;
  unit: string;
  min: number;
  max: number;
  isOptional?: boolean;
};

const FIELDS: readonly Field[] = [
  { part: "bearingDeg", label: "Direction", unit: "° from north", min: 0, max: 360 },
  { part: "tiltDeg", label: "Tilt down", unit: "°", min: -30, max: 90, isOptional: true },
  { part: "heightM", label: "Height", unit: "m", min: 0.5, max: 100 },
  { part: "rangeM", label: "Count up to", unit: "m", min: 1, max: 1000 },
  { part: "focalLengthMm", label: "Focal length", unit: "mm", min: 0.5, max: 2000, isOptional: true },
  { part: "sensorWidthMm", label: "Sensor width", unit: "mm", min: 0.5, max: 60, isOptional: true },
  { part: "hfovDeg", label: "Field of view, declared", unit: "°", min: 1, max: 149, isOptional: true },
  { part: "nightRangeM", label: "Own light reaches", unit: "m", min: 1, max: 1000, isOptional: true },
  { part: "horizontalPx", label: "Picture width", unit: "px", min: 100, max: 20_000, isOptional: true },
  { part: "verticalPx", label: "Picture height", unit: "px", min: 100, max: 20_000, isOptional: true },
];

const STEPS = [
  { label: "N", name: "north", east: 0, north: 1 },
  { label: "E", name: "east", east: 1, north: 0 },
  { label: "S", name: "south", east: 0, north: -1 },
  { label: "W", name: "west", east: -1, north: 0 },
] as const;

/** Everything that can be set of a camera, each as a typed number; moving and turning also by buttons. */
export function CameraForm({ design, onChange }: CameraFormProps) {
  const found = opticsOf(design);
  const turn = (by: number) =>
    onChange({ ...design, bearingDeg: ((design.bearingDeg ?? 0) + by + 360) % 360 });
  return (
    <>
      <fieldset className="nudge" aria-label="Move and turn">
        {STEPS.map(({ label, name, east, north }) => (
          <Button
            key={label}
            aria-label={`Move 1 m ${name}`}
            hint={`Move 1 m ${name}`}
            onPress={() => onChange({ ...design, position: moved(design.position, east, north) })}
          >
            {label}
          </Button>
        ))}
        <Button aria-label="Turn 5° anticlockwise" hint="Turn 5° anticlockwise" onPress={() => turn(-5)}>
          ↶ 5°
        </Button>
        <Button aria-label="Turn 5° clockwise" hint="Turn 5° clockwise" onPress={() => turn(5)}>
          ↷ 5°
        </Button>
      </fieldset>
      <div className="camera-form">
        {FIELDS.map(({ part, ...field }) => (
          <NumberField
            key={part}
            {...field}
            value={design[part]}
            onChange={(next) => onChange({ ...design, [part]: next })}
          />
        ))}
      </div>
      <p className="note">
        {found.ok
          ? `Field of view ${found.optics.hfovDeg.toFixed(1)}° across${found.optics.vfovDeg === null ? "" : `, ${found.optics.vfovDeg.toFixed(1)}° high`}.`
          : `Not known: ${found.missing.join(", ")}.`}
      </p>
    </>
  );
}
