import type { BackTest, Concentration } from "#contract/hotspots.ts";
import { monthLabel } from "#domain/time/months.ts";
import { useConcentration } from "../../../api/patterns.ts";
import { useBackTest } from "../../../api/places.ts";
import { formatCount, formatFigure, percentOf } from "../../../state/format.ts";
import { patternQuestion } from "../model/pattern-question.ts";
import { AnswerSection } from "../places/answer-section.tsx";
import type { PanelProps } from "../places/panel-props.ts";
import { backTestQuestion } from "./back-test-question.ts";
import { LorenzChart, LorenzTable } from "./lorenz-chart.tsx";
import "../patterns.css";

/** How far the maps can be trusted: what they would have caught, and how concentrated crime is at all. */
export function AccuracyPanel({ model }: PanelProps) {
  const question = patternQuestion(model);
  const backTest = useBackTest(backTestQuestion(model));
  const concentration = useConcentration(question && { ...question, resolution: model.state.resolution });
  return (
    <div className="answers">
      <div className="hd">
        <h2 className="hd-title">Accuracy</h2>
        <p className="note">{model.areaName}. What such maps would have caught, had they been used.</p>
      </div>
      <AnswerSection title="Back-test" query={backTest} chart={(data) => <BackTestTable data={data} />} />
      <AnswerSection
        title="Concentration"
        query={concentration}
        chart={(data) => (
          <>
            <p className="answer-lead">{concentrationWords(data, concentration.data?.meta.n ?? 0)}</p>
            <LorenzChart curve={data.lorenz} />
            <ConcentrationFigures data={data} />
          </>
        )}
        table={(data) => <LorenzTable data={data} />}
      />
    </div>
  );
}

type BackTestData = NonNullable<BackTest["data"]>;

function BackTestTable({ data }: { data: BackTestData }) {
  const shares = [...new Set(data.rows.map(({ areaShare }) => areaShare))];
  return (
    <>
      <p className="answer-lead">{data.sentence}</p>
      {shares.map((share) => (
        <ShareTable key={share} share={share} rows={data.rows.filter((row) => row.areaShare === share)} />
      ))}
      <p className="small-print">
        {formatCount(data.origins)} times from {monthLabel(data.firstOrigin)} to {monthLabel(data.lastOrigin)}
        : {data.trainMonths} months to draw the map, the next {data.testMonths} to test it. Seed of the
        interval {data.seed}.
      </p>
    </>
  );
}

/** What each map caught with so much of the land; the one that caught most is marked. */
function ShareTable({ share, rows }: { share: number; rows: BackTestData["rows"] }) {
  const most = Math.max(...rows.map(({ hits }) => hits));
  return (
    <table className="data-table answer-table">
      <caption>The top {Number((100 * share).toFixed(1))} % of the land</caption>
      <thead>
        <tr>
          <th scope="col">Map</th>
          <th scope="col" className="num">
            Later incidents caught
          </th>
          <th scope="col" className="num">
            95 % interval
          </th>
          <th scope="col" className="num">
            Of the best possible
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ method, label, hits, total, hitRate, hitRateLow, hitRateHigh, pei }) => (
          <tr key={method} data-significant={hits > 0 && hits === most}>
            <th scope="row">
              {label} {hits > 0 && hits === most ? <small>caught most</small> : null}
            </th>
            <td className="num">
              {formatCount(Math.round(hits))} of {formatCount(total)}
              <small>{hitRate === null ? "" : percentOf(hitRate, 1)}</small>
            </td>
            <td className="num">
              {hitRateLow === null || hitRateHigh === null
                ? "–"
                : `${percentOf(hitRateLow, 1)}–${percentOf(hitRateHigh, 1)}`}
            </td>
            <td className="num">{pei === null ? "–" : percentOf(pei, 1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `Half of 670 incidents lie on 9.1 % of the land.` */
function concentrationWords({ lorenz }: NonNullable<Concentration["data"]>, n: number): string {
  const half = lorenz.find(({ shareOfIncidents }) => shareOfIncidents >= 0.5);
  return half
    ? `Half of ${formatCount(n)} incidents lie on ${percentOf(half.shareOfArea, 1)} of the land.`
    : "";
}

function ConcentrationFigures({ data }: { data: NonNullable<Concentration["data"]> }) {
  const last = data.stability.at(-1);
  return (
    <p className="small-print">
      Gini {formatFigure(data.gini)}; beyond what so few incidents must show, G′{" "}
      {formatFigure(data.sparseGini)} (0 = evenly spread, 1 = all in one place).
      {last
        ? ` Of the ${formatCount(Math.round(last.cells))} busiest hexagons of ${last.from.slice(0, 7)} onwards ${formatFigure(last.stayed)} were among the busiest in the next year; chance would keep ${formatFigure(last.expectedByChance)}.`
        : ""}
    </p>
  );
}
