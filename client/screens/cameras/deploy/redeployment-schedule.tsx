import { useState } from "react";
import type { Redeployment, RedeploymentInput } from "#contract/redeployment.ts";
import { isDay } from "#domain/time/calendar-days.ts";
import { dayLabel } from "#domain/time/day-label.ts";
import { useRedeployment } from "../../../api/deployments.ts";
import { Button } from "../../../ui/button.tsx";
import { ErrorNotice, Skeleton } from "../../../ui/notice.tsx";
import { NumberField } from "../camera/number-field.tsx";
import { TextFact } from "../camera/text-fact.tsx";
import type { CamerasModel } from "../model/use-cameras.ts";

type Wish = {
  firstDay: string;
  weeks: number;
  units: number;
  leastStayWeeks: number;
  longestStayWeeks: number;
  mostMovesPerWeek: number;
  moveCost: number;
};

/** Where the units hang week by week: among the plan's rapid-deployment sites, following the risk of the season. */
export function RedeploymentSchedule({ model }: { model: CamerasModel }) {
  const sites = sitesOf(model);
  const [wish, setWish] = useState<Wish>(() => ({
    firstDay: nextMonday(new Date()),
    weeks: 26,
    units: Math.max(1, Math.ceil(sites.length / 2)),
    leastStayWeeks: 4,
    longestStayWeeks: 8,
    mostMovesPerWeek: 10,
    moveCost: 1,
  }));
  const [input, setInput] = useState<RedeploymentInput | null>(null);
  const answer = useRedeployment(input);
  const set = (part: Partial<Wish>) => setWish({ ...wish, ...part });
  const { area, category } = model;
  if (sites.length === 0) {
    return (
      <div className="hd">
        <h2 className="hd-title">No sites to choose among</h2>
        <p className="note">
          Plan two or more cameras as rapid deployments under Dates; the schedule then says which of them
          should hang in which week.
        </p>
      </div>
    );
  }
  const ask = () => {
    if (area && category) setInput({ area: area.code, category: category.id, ...wish, sites });
  };
  return (
    <>
      <div className="pad sites-form">
        <p className="note">
          {sites.length} sites of the plan. The worth of a week is what happened within 60 m in the same weeks
          of the last three years.
        </p>
        <div className="camera-form">
          <TextFact
            label="First day"
            type="date"
            value={wish.firstDay}
            check={(text) => (isDay(text) ? null : "A day as YYYY-MM-DD.")}
            onChange={(firstDay) => set({ firstDay })}
          />
          {FIELDS.map(({ part, ...field }) => (
            <NumberField
              key={part}
              {...field}
              value={wish[part]}
              onChange={(number) => set({ [part]: part === "moveCost" ? number : Math.round(number ?? 0) })}
            />
          ))}
        </div>
        <Button variant="primary" onPress={ask} isDisabled={!area || !category || answer.isFetching}>
          Make the schedule
        </Button>
      </div>
      {answer.isFetching ? (
        <div className="pad">
          <Skeleton lines={4} label="Making the schedule" />
        </div>
      ) : answer.error ? (
        <div className="pad">
          <ErrorNotice error={answer.error} />
        </div>
      ) : answer.data ? (
        <Schedule answer={answer.data} />
      ) : null}
    </>
  );
}

const FIELDS = [
  { part: "weeks", label: "Weeks", unit: "number", min: 1, max: 104 },
  { part: "units", label: "Units", unit: "number", min: 1, max: 200 },
  { part: "leastStayWeeks", label: "Least stay", unit: "weeks", min: 1, max: 52 },
  { part: "longestStayWeeks", label: "Longest stay", unit: "weeks", min: 1, max: 104 },
  { part: "mostMovesPerWeek", label: "Moves a week", unit: "at most", min: 0, max: 200 },
  { part: "moveCost", label: "A move must bring", unit: "incidents", min: 0, max: 1e6 },
] as const;

function sitesOf({ plan }: CamerasModel): RedeploymentInput["sites"] {
  return [...plan.document.added, ...plan.document.changed].flatMap(({ id, label, design, deployment }) => {
    if (!deployment) return [];
    const [lng, lat] = design.position;
    const certificateUntil = deployment.columnTest === "valid" ? deployment.columnTestExpiry : null;
    return [{ id, name: label, position: [lng, lat] as [number, number], certificateUntil }];
  });
}

function nextMonday(today: Date): string {
  const day = new Date(today);
  day.setUTCDate(day.getUTCDate() + ((8 - day.getUTCDay()) % 7 || 7));
  return day.toISOString().slice(0, 10);
}

function Schedule({ answer: { data, meta } }: { answer: Redeployment }) {
  const proof = data.isOptimal
    ? "Proven: no other schedule under these rules is worth more."
    : `No other schedule can be worth more by over ${(100 * data.gap).toFixed(1)} % (proven).`;
  return (
    <>
      <div className="hd">
        <p className="answer-lead">
          {data.worth.toFixed(1)} incidents in view over the plan, {data.moves} moves;{" "}
          {data.withoutMoves.toFixed(1)} if no unit is moved.
        </p>
        <p className="note">
          If these weeks are like those of earlier years. {proof} {data.seconds.toFixed(1)} s. Not a forecast
          of crimes prevented.
        </p>
      </div>
      <table className="data-table">
        <caption className="visually-hidden">Stays, first to last</caption>
        <thead>
          <tr>
            <th scope="col">Site</th>
            <th scope="col">Unit</th>
            <th scope="col">Hangs</th>
            <th scope="col">Review</th>
            <th scope="col" className="num">
              In view
            </th>
          </tr>
        </thead>
        <tbody>
          {data.stays.map((stay) => (
            <tr key={`${stay.siteId} ${stay.from}`}>
              <th scope="row">{stay.name}</th>
              <td>{stay.unit}</td>
              <td>
                {dayLabel(stay.from)} to {dayLabel(stay.to)}
                <span className="sub">
                  {stay.weeks} weeks{stay.isMove ? ", a move" : ""}
                </span>
              </td>
              <td>{dayLabel(stay.review)}</td>
              <td className="num">{stay.worth.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="limits pad">
        {meta.caveats.map(({ code, text }) => (
          <li key={code}>{text}</li>
        ))}
      </ul>
    </>
  );
}
