import { useState } from "react";
import type { Facets, NearRepeat, Proximity } from "#contract/patterns.ts";
import { dayLabel } from "#domain/time/day-label.ts";
import { periodLabel } from "#domain/time/months.ts";
import { useFacets, useNearRepeat, useProximity } from "../../../api/patterns.ts";
import {
  formatCount,
  formatFigure,
  formatProbability,
  percentOf,
  shareInWords,
} from "../../../state/format.ts";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { patternQuestion } from "../model/pattern-question.ts";
import { AnswerSection } from "../places/answer-section.tsx";
import type { PanelProps } from "../places/panel-props.ts";
import "../patterns.css";

const DISTANCES = ["50", "100", "200", "400"] as const;

/** Near what, how soon again, and of what kind. */
export function NearPanel({ model }: PanelProps) {
  const question = patternQuestion(model);
  const [within, setWithin] = useState<(typeof DISTANCES)[number]>("100");
  const proximity = useProximity(question, Number(within));
  const repeats = useNearRepeat(question);
  const facets = useFacets(question);
  return (
    <div className="answers">
      <div className="hd">
        <h2 className="hd-title">Near what</h2>
        <p className="note">
          {model.areaName}
          {question ? `, ${periodLabel(question.from, question.to)}` : ""}.
        </p>
      </div>
      <AnswerSection
        title="Near places of interest"
        query={proximity}
        tools={
          <ChoiceGroup
            label="Within"
            look="segments"
            columns={4}
            choices={DISTANCES.map((id) => ({ id, label: `${id} m` }))}
            value={within}
            onChange={setWithin}
          />
        }
        chart={(data) => <ProximityTable data={data} cannot={proximity.data?.meta.cannot ?? []} />}
      />
      <AnswerSection title="Again, soon and near" query={repeats} chart={(data) => <Repeats data={data} />} />
      <AnswerSection
        title="What is known of the incidents"
        query={facets}
        chart={(data) => <FacetLists facets={data} />}
      />
    </div>
  );
}

type ProximityProps = { data: NonNullable<Proximity["data"]>; cannot: Proximity["meta"]["cannot"] };

function ProximityTable({ data: { rows, withinM }, cannot }: ProximityProps) {
  const chance = rows.find(({ expectedShare }) => expectedShare !== null);
  return (
    <>
      <table className="data-table answer-table">
        <caption className="visually-hidden">Incidents within {withinM} m of places</caption>
        <thead>
          <tr>
            <th scope="col">Within {withinM} m of</th>
            <th scope="col" className="num">
              Incidents
            </th>
            <th scope="col" className="num">
              By chance
            </th>
            <th scope="col" className="num">
              Ratio
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.kind}>
              <th scope="row">
                {row.label}{" "}
                <small>{row.features > 0 ? `${formatCount(row.features)} imported` : "none imported"}</small>
              </th>
              {row.features === 0 ? (
                <td colSpan={3}>Import points of interest on the Data screen.</td>
              ) : (
                <>
                  <td className="num">{shareInWords(row.near, row.total)}</td>
                  <td className="num">
                    {row.expectedShare === null
                      ? "–"
                      : shareInWords(Math.round(row.expectedShare * row.total), row.total)}
                  </td>
                  <td className="num">
                    {row.ratio === null ? "–" : formatFigure(row.ratio)}
                    <small>{row.p === null ? "" : `p ${formatProbability(row.p)}`}</small>
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small-print">
        {chance ? `Chance: ${chance.expectedFrom}. ` : ""}
        {cannot.map(({ text }) => text).join(" ")}
      </p>
    </>
  );
}

function Repeats({ data }: { data: NonNullable<NearRepeat["data"]> }) {
  const [all, setAll] = useState(false);
  const streets = all ? data.cocoon : data.cocoon.slice(0, 8);
  return (
    <>
      <p className="answer-lead">{data.verdict}</p>
      {data.cocoon.length > 0 ? (
        <table className="data-table answer-table">
          <caption>Streets at raised risk on {dayLabel(data.asOfDay)}, riskiest first</caption>
          <thead>
            <tr>
              <th scope="col">Street</th>
              <th scope="col" className="num">
                Incidents
              </th>
              <th scope="col">Until</th>
            </tr>
          </thead>
          <tbody>
            {streets.map(({ street, ward, events, until }) => (
              <tr key={`${street}${ward}`}>
                <th scope="row">
                  {street} <small>{ward}</small>
                </th>
                <td className="num">{formatCount(events)}</td>
                <td>{dayLabel(until)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p>No street is inside a live band.</p>
      )}
      {data.cocoon.length > 8 ? (
        <button type="button" className="link-button" onClick={() => setAll(!all)}>
          {all ? "Fewer streets" : `${formatCount(data.cocoon.length)} riskiest streets`}
        </button>
      ) : null}
      <details>
        <summary>Pairs by distance and days</summary>
        <BandTable bands={data.bands} />
      </details>
    </>
  );
}

function BandTable({ bands }: { bands: NonNullable<NearRepeat["data"]>["bands"] }) {
  return (
    <table className="data-table answer-table">
      <thead>
        <tr>
          <th scope="col">Distance</th>
          <th scope="col">Apart</th>
          <th scope="col" className="num">
            Pairs
          </th>
          <th scope="col" className="num">
            By chance
          </th>
          <th scope="col" className="num">
            Ratio
          </th>
          <th scope="col" className="num">
            q
          </th>
        </tr>
      </thead>
      <tbody>
        {bands.map(({ distance, days, observed, expected, ratio, q, significant }) => (
          <tr key={`${distance}${days}`} data-significant={significant}>
            <th scope="row">{distance}</th>
            <td>{days}</td>
            <td className="num">{formatCount(observed)}</td>
            <td className="num">{formatFigure(expected)}</td>
            <td className="num">
              {ratio === null ? "–" : formatFigure(ratio)}
              {significant ? " ●" : ""}
            </td>
            <td className="num">{formatProbability(q)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FacetLists({ facets }: { facets: Facets["data"] }) {
  if (facets.length === 0) return <p>The source says nothing beyond kind, place and time.</p>;
  return (
    <>
      {facets.map(({ facet, label, known, entries }) => (
        <table key={facet} className="data-table answer-table">
          <caption>
            {label}, known of {formatCount(known)}
          </caption>
          <tbody>
            {entries.map(({ label: name, n, shown }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="num">{shown}</td>
                <td className="num">{n === null ? "" : percentOf(n, known)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </>
  );
}
