import { useState } from "react";
import type { CameraForecast, CameraForecastInput } from "#contract/camera-evidence.ts";
import { useCameraForecast } from "../../../api/cameras.ts";
import { CheckField } from "../../../ui/check-field.tsx";
import { ErrorNotice, Skeleton } from "../../../ui/notice.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { NumberField } from "../camera/number-field.tsx";
import { MONITORING, SETTINGS } from "../model/scheme-choices.ts";
import type { CamerasModel } from "../model/use-cameras.ts";

type Scheme = {
  setting: "car-park" | "residential" | "town-centre" | "other";
  monitoring: "active" | "passive";
  severalMeasures: boolean;
  /** Hexagons with this part of their open ground in view count as watched, %. */
  watchedPercent: number;
};

const FIRST_SCHEME: Scheme = {
  setting: "town-centre",
  monitoring: "active",
  severalMeasures: false,
  watchedPercent: 50,
};

/** What studies found of cameras like these, and what that would mean here: with intervals, and never multiplied. */
export function EvidencePanel({ model }: { model: CamerasModel }) {
  const [scheme, setScheme] = useState(FIRST_SCHEME);
  const forecast = useCameraForecast(inputOf(model, scheme));
  const set = (part: Partial<Scheme>) => setScheme({ ...scheme, ...part });
  return (
    <>
      <div className="hd">
        <h2 className="hd-title">What the evidence says</h2>
        <p className="note">
          Studies measured crime where cameras were put up, not what cameras see. What is in view above is
          therefore no forecast; this is the nearest that published evidence comes to one.
        </p>
      </div>
      <div className="pad sites-form">
        <div className="row-pair">
          <SelectField
            label="Setting"
            options={SETTINGS}
            value={scheme.setting}
            onChange={(setting) => set({ setting })}
          />
          <SelectField
            label="Pictures are"
            options={MONITORING}
            value={scheme.monitoring}
            onChange={(monitoring) => set({ monitoring })}
          />
        </div>
        <CheckField
          isSelected={scheme.severalMeasures}
          onChange={(severalMeasures) => set({ severalMeasures })}
        >
          Together with several other measures
        </CheckField>
        <NumberField
          label="A hexagon counts as watched from"
          unit="% of its ground in view (50 = our assumption)"
          value={scheme.watchedPercent}
          min={1}
          max={100}
          onChange={(watchedPercent) => set({ watchedPercent: watchedPercent ?? 50 })}
        />
      </div>
      {model.state.season !== "all" || model.state.hours !== "all" ? (
        <p className="note pad">
          The forecast is of whole years and days: no study tells seasons or hours apart.
        </p>
      ) : null}
      {forecast.error ? (
        <div className="pad">
          <ErrorNotice error={forecast.error} />
        </div>
      ) : forecast.data ? (
        <Findings data={forecast.data.data} />
      ) : (
        <div className="pad">
          <Skeleton lines={4} label="Reading the evidence" />
        </div>
      )}
    </>
  );
}

function inputOf(
  { area, category, period, before, after }: CamerasModel,
  { watchedPercent, ...scheme }: Scheme,
): CameraForecastInput | null {
  const figures = after ?? before;
  if (!area || !category || !period || !figures) return null;
  return {
    area: area.code,
    category: category.id,
    ...period,
    scheme: { ...scheme, crimeType: null },
    catchmentShare: watchedPercent / 100,
    cells: figures.cells.map(({ cell, share }) => ({ cell, share })),
  };
}

const TOO_LITTLE =
  "No number can be forecast: these cameras have no hexagon's open ground so far in view at this level, so there is no place of which one could say that it is watched. Lower the part above only if so little really is watched.";

function Findings({ data }: { data: CameraForecast["data"] }) {
  const { effect, prevention, baseline, investigation, displacement, comparison } = data;
  return (
    <>
      <div className="hd">
        <p className="answer-lead">{baseline.catchmentCells === 0 ? TOO_LITTLE : prevention.words}</p>
        <p className="note">
          {data.ruleWords} {baseline.words}
        </p>
      </div>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{effect.label}</th>
            <th scope="col" className="num">
              Change in crime
            </th>
            <th scope="col" className="num">
              95 % interval
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Mean of {effect.studies} studies</th>
            <td className="num">{percent(effect.changePercent.estimate)}</td>
            <td className="num">{range(effect.changePercent)}</td>
          </tr>
          <tr>
            <th scope="row">A single scheme</th>
            <td className="num">
              {effect.isClear ? percent(effect.oneSchemePercent.estimate) : "no clear effect"}
            </td>
            <td className="num">{range(effect.oneSchemePercent)}</td>
          </tr>
        </tbody>
      </table>
      {investigation && investigation.rows.length > 0 ? (
        <div className="hd">
          <p className="answer-lead">
            Investigations: of {investigation.inViewPerYear.toFixed(1)} incidents a year in view, a recording
            would have been of use in about {investigation.usefulPerYear.toFixed(1)}, if it was kept and asked
            for.
          </p>
          <p className="note">
            {investigation.caveat} {investigation.mark}
          </p>
        </div>
      ) : null}
      <table className="data-table">
        <caption className="visually-hidden">Cameras against other measures</caption>
        <thead>
          <tr>
            <th scope="col">Instead, or as well</th>
            <th scope="col" className="num">
              Published mean
            </th>
          </tr>
        </thead>
        <tbody>
          {comparison.map(({ id, label, percentFewer, known, unknown, source, mark }) => (
            <tr key={id}>
              <td>
                <b>{label}</b>
                <span className="sub">
                  {known} Not known: {unknown} Source: {source}
                  {mark ? ` (${mark})` : ""}
                </span>
              </td>
              <td className="num">{percentFewer === null ? "–" : percent(-percentFewer)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="limits pad">
        <li>{displacement.words}</li>
        <li>
          Of {displacement.tests.tested} studies that looked, {displacement.tests.displacement} found
          displacement, {displacement.tests.diffusion} a fall nearby as well, {displacement.tests.both} both (
          {displacement.tests.mark}).
        </li>
        {data.findings.map(({ id, text, source, mark }) => (
          <li key={id}>
            {text} {source}
            {mark ? ` (${mark})` : ""}
          </li>
        ))}
      </ul>
    </>
  );
}

function percent(change: number): string {
  return `${change > 0 ? "+" : "−"}${Math.abs(change).toFixed(0)} %`;
}

function range({ low, high }: { low: number; high: number }): string {
  return `${percent(low)} to ${percent(high)}`;
}
