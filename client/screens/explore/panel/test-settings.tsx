import { useState } from "react";
import { CORRECTIONS, DEFAULT_OPTIONS, RINGS, type SurfaceOptions, TAILS } from "../../../state/surface.ts";
import { Button } from "../../../ui/button.tsx";
import { SelectField } from "../../../ui/select-field.tsx";

export type TestSettingsProps = {
  options: SurfaceOptions;
  parts: readonly ("ring" | "tail" | "correction")[];
  onChange: (part: Partial<SurfaceOptions>) => void;
};

const RING_WORDS: Record<SurfaceOptions["ring"], string> = {
  1: "The six around it",
  2: "The 18 around it, two rings",
  3: "The 36 around it, three rings",
};

const TAIL_WORDS: Record<SurfaceOptions["tail"], string> = {
  hot: "More than chance (hotspots)",
  cold: "Fewer than chance (cold spots)",
  "two-sided": "More or fewer",
};

const CORRECTION_WORDS: Record<SurfaceOptions["correction"], { label: string; detail: string }> = {
  bh: { label: "False discoveries (usual)", detail: "Benjamini–Hochberg: of those shown, few are chance" },
  by: { label: "False discoveries, strict", detail: "Benjamini–Yekutieli: however tests hang together" },
  holm: { label: "Any false one", detail: "Holm: hardly ever a single one by chance" },
  none: { label: "None", detail: "Hundreds can be significant by chance alone" },
};

/** What a statistician may want to set. Closed until asked for, open where something differs from the usual. */
export function TestSettings({ options, parts, onChange }: TestSettingsProps) {
  const usual = parts.every((part) => options[part] === DEFAULT_OPTIONS[part]);
  const [open, setOpen] = useState(!usual);
  return (
    <div className="test-settings">
      <Button variant="quiet" aria-expanded={open} onPress={() => setOpen(!open)}>
        Test settings{usual ? "" : " (not the usual ones)"}
      </Button>
      {open ? (
        <div className="test-fields">
          {parts.includes("ring") ? (
            <SelectField
              label="A hexagon is looked at with"
              options={RINGS.map((id) => ({ id: String(id), label: RING_WORDS[id] }))}
              value={String(options.ring)}
              onChange={(id) => onChange({ ring: RINGS.find((each) => String(each) === id) ?? 1 })}
            />
          ) : null}
          {parts.includes("tail") ? (
            <SelectField
              label="Looked for"
              options={TAILS.map((id) => ({ id, label: TAIL_WORDS[id] }))}
              value={options.tail}
              onChange={(tail) => onChange({ tail })}
            />
          ) : null}
          {parts.includes("correction") ? (
            <SelectField
              label="Guarded against, in testing every hexagon"
              options={CORRECTIONS.map((id) => ({ id, ...CORRECTION_WORDS[id] }))}
              value={options.correction}
              onChange={(correction) => onChange({ correction })}
            />
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
