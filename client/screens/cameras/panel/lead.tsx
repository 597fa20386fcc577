import { periodLabel } from "#domain/time/months.ts";
import { Skeleton } from "../../../ui/notice.tsx";
import { DAY_PART_WORDS, incidentsText, leadWords, privacyText } from "../model/camera-words.ts";
import type { CamerasModel } from "../model/use-cameras.ts";

/** The answer: what share of the risk is in view, against today. */
export function CamerasLead({ model }: { model: CamerasModel }) {
  const { area, category, period, level, before, after, hasPlan, estate } = model;
  if (model.error && !before) return null;
  if (!area || !category || !period || !level || !before)
    return <Skeleton lines={3} label="Working out coverage" />;
  const words = leadWords(area.name, category.label, level, before, hasPlan ? (after ?? before) : null);
  const known = estate.filter(({ design }) => design !== null).length;
  return (
    <section data-working={model.isMeasuring}>
      <p className="lead">
        <b>{words.strong}</b>
        {words.rest}
      </p>
      <p className="note lead-note">
        {incidentsText(after ?? before)}, {periodLabel(period.from, period.to)},{" "}
        {DAY_PART_WORDS[model.state.hours].hours.toLowerCase()}
        {model.state.night ? ", by night" : ""}.{" "}
        {estate.length > 0
          ? `${known} of ${estate.length} cameras have a direction and lens on record; the others count as nothing. `
          : ""}
        {privacyText(after ?? before)} Risk in view at the level of detail; not a forecast of crimes
        prevented.
      </p>
    </section>
  );
}
