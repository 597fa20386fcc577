import { useHarmTables } from "../../../api/harm-tables.ts";
import {
  type CameraState,
  DAY_PART_IDS,
  EDITIONS,
  RISK_YEARS,
  SEASON_IDS,
  type TreeChoice,
} from "../../../state/camera-state.ts";
import { navigate } from "../../../state/location-store.ts";
import { CheckField } from "../../../ui/check-field.tsx";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { CategoryPicker } from "../../explore/panel/category-picker.tsx";
import { DAY_PART_WORDS, SEASON_WORDS } from "../model/camera-words.ts";
import type { CamerasModel } from "../model/use-cameras.ts";

const TREE_CHOICES = [
  { id: "ignored", label: "Not counted" },
  { id: "leaf-on", label: "In leaf", detail: "each crown lets 30 % through (assumed)" },
  { id: "leaf-off", label: "Bare", detail: "each crown lets 70 % through (assumed)" },
] as const satisfies readonly { id: TreeChoice; label: string; detail?: string }[];

/** Which risk, over which years, and how much detail a picture must show. */
export function QuestionPanel({ model }: { model: CamerasModel }) {
  const { state, category, levels, level } = model;
  const harm = useHarmTables();
  const set = (part: Partial<CameraState>) => navigate({ ...state, ...part });
  return (
    <>
      <CategoryPicker value={category?.id ?? null} onChange={(id) => set({ category: id })} />
      <section>
        <h2>Risk of the last</h2>
        <ChoiceGroup
          label="Years of risk"
          look="segments"
          choices={RISK_YEARS.map((years) => ({
            id: String(years),
            label: years === 1 ? "Year" : `${years} years`,
          }))}
          value={String(state.years)}
          onChange={(text) => set({ years: RISK_YEARS.find((years) => String(years) === text) ?? 3 })}
        />
      </section>
      <section>
        <h2>In which season</h2>
        <ChoiceGroup
          label="Season"
          look="segments"
          columns={5}
          choices={SEASON_IDS.map((id) => ({ id, label: SEASON_WORDS[id].label }))}
          value={state.season}
          onChange={(season) => set({ season })}
        />
        <p className="note">{SEASON_WORDS[state.season].months}.</p>
      </section>
      <section>
        <h2>At what time</h2>
        <ChoiceGroup
          label="Hours of the day"
          look="segments"
          columns={4}
          choices={DAY_PART_IDS.map((id) => ({ id, label: DAY_PART_WORDS[id].label }))}
          value={state.hours}
          onChange={(hours) => set({ hours })}
        />
        <p className="note">
          {DAY_PART_WORDS[state.hours].hours}. Hexagons on the map show all hours and seasons.
        </p>
      </section>
      {harm.tables.length > 0 ? (
        <section>
          <h2>Each incident counts</h2>
          <SelectField
            label="Weighed by"
            options={[
              { id: "", label: "As one" },
              ...harm.tables.map(({ id, title, edition, unit }) => ({
                id,
                label: title,
                detail: `${edition}; ${unit}`,
              })),
            ]}
            value={state.weights ?? ""}
            onChange={(id) => set({ weights: id || null })}
          />
        </section>
      ) : null}
      <section>
        <h2>How much detail</h2>
        <div className="row-pair">
          <SelectField
            label="Level"
            options={levels.map(({ id, label, pxPerM }) => ({ id, label, detail: `${pxPerM} px/m` }))}
            value={level?.id ?? null}
            onChange={(id) => set({ level: id })}
          />
          <SelectField
            label="Edition"
            options={EDITIONS.map((id) => ({ id, label: id === "2014" ? "2014 (DORI)" : "2025" }))}
            value={state.edition}
            onChange={(edition) => set({ edition, level: null })}
          />
        </div>
        <CheckField isSelected={state.night} onChange={(night) => set({ night })}>
          By night (shorter reach)
        </CheckField>
        <SelectField
          label="Trees"
          options={TREE_CHOICES}
          value={state.trees}
          onChange={(trees) => set({ trees })}
        />
        <p className="note">{model.levelSource}</p>
      </section>
    </>
  );
}
