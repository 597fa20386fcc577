import { useState } from "react";
import { periodLabel } from "#domain/time/months.ts";
import { useHours, useSeasons } from "../../../api/patterns.ts";
import { SelectField } from "../../../ui/select-field.tsx";
import { patternQuestion } from "../model/pattern-question.ts";
import { AnswerSection } from "../places/answer-section.tsx";
import type { PanelProps } from "../places/panel-props.ts";
import { HourMatrix, HourTable } from "./hour-matrix.tsx";
import { SeasonChart, SeasonTable } from "./season-chart.tsx";
import "../patterns.css";

const SPREADS = [
  { id: "aoristic", label: "Shared over the span" },
  { id: "start", label: "At its start" },
  { id: "midpoint", label: "At its middle" },
  { id: "end", label: "At its end" },
] as const;

const BASELINES = [
  { id: "all", label: "The latest earlier years" },
  { id: "without-covid", label: "Without March 2020 onwards" },
] as const;

/** When it happens: hour of the week, and the year against earlier ones. */
export function WhenPanel({ model }: PanelProps) {
  const question = patternQuestion(model);
  const [spread, setSpread] = useState<(typeof SPREADS)[number]["id"]>("aoristic");
  const [baseline, setBaseline] = useState<(typeof BASELINES)[number]["id"]>("all");
  const [by, setBy] = useState<"week" | "month">("month");
  const hours = useHours(question, spread);
  const seasons = useSeasons(question, by, baseline);
  return (
    <div className="answers">
      <div className="hd">
        <h2 className="hd-title">When</h2>
        <p className="note">
          {model.areaName}
          {question ? `, ${periodLabel(question.from, question.to)}` : ""}.
        </p>
      </div>
      <AnswerSection
        title="Hour of the week"
        query={hours}
        tools={
          hours.data?.data ? (
            <SelectField
              label="An incident known only to lie between two times counts"
              options={SPREADS}
              value={spread}
              onChange={setSpread}
              compact
            />
          ) : null
        }
        chart={(data) => <HourMatrix hours={data} />}
        table={(data) => <HourTable hours={data} />}
      />
      <AnswerSection
        title={`${question ? question.to.slice(0, 4) : "The year"} by ${by}`}
        query={seasons}
        tools={
          <div className="answer-tools">
            <SelectField
              label="Steps"
              options={[
                { id: "month", label: "Months" },
                { id: "week", label: "Weeks" },
              ]}
              value={by}
              onChange={setBy}
              compact
            />
            <SelectField
              label="Compared with"
              options={BASELINES}
              value={baseline}
              onChange={setBaseline}
              compact
            />
          </div>
        }
        chart={(data) => <SeasonChart seasons={data} />}
        table={(data) => <SeasonTable seasons={data} />}
      />
    </div>
  );
}
