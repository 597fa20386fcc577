import { useMemo, useState } from "react";
import type { CameraReview, CameraReviewInput } from "#contract/camera-review.ts";
import { periodLabel } from "#domain/time/months.ts";
import { useCameraReview } from "../../../api/camera-review.ts";
import { Button } from "../../../ui/button.tsx";
import { CheckField } from "../../../ui/check-field.tsx";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { ErrorNotice, Skeleton } from "../../../ui/notice.tsx";
import { saveText } from "../../../ui/save-file.ts";
import { NumberField } from "../camera/number-field.tsx";
import { csvText } from "../estate/csv-text.ts";
import { shareText } from "../model/camera-words.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { BestReUse } from "./best-re-use.tsx";
import { LogOutcomes } from "./log-outcomes.tsx";
import { type ReviewSort, reviewRows, sortReview } from "./review-rows.ts";
import { ReviewTable } from "./review-table.tsx";

const WINDOWS = [
  { id: "0", label: "1 year" },
  { id: "1", label: "3 years" },
  { id: "2", label: "5 years" },
] as const;
type WindowId = (typeof WINDOWS)[number]["id"];

/** What each camera is worth among the others: for the annual review of locations. */
export function ReviewPanel({ model }: { model: CamerasModel }) {
  const [window, setWindow] = useState<WindowId>("1");
  const [showsKinds, setShowsKinds] = useState(false);
  const [threshold, setThreshold] = useState<number | null>(null);
  const review = useCameraReview(inputOf(model, threshold));
  return (
    <>
      <div className="hd">
        <h2 className="hd-title">Worth of each camera</h2>
        <p className="note">
          Of today’s cameras and the plan together, over one, three and five years. What is in view, not
          crimes prevented.
        </p>
      </div>
      <div className="pad sites-form">
        <ChoiceGroup label="Years" look="segments" choices={WINDOWS} value={window} onChange={setWindow} />
        <NumberField
          label="Review below, requests in 24 months"
          unit="the scheme’s own"
          value={threshold}
          min={0}
          max={10_000}
          isOptional
          onChange={setThreshold}
        />
        <CheckField isSelected={showsKinds} onChange={setShowsKinds}>
          By kind of crime
        </CheckField>
      </div>
      {review.error ? (
        <div className="pad">
          <ErrorNotice error={review.error} onRetry={() => void review.refetch()} />
        </div>
      ) : review.data ? (
        <Findings answer={review.data} window={Number(window)} showsKinds={showsKinds} model={model} />
      ) : (
        <div className="pad">
          <Skeleton lines={5} label="Working out the worth of each camera" />
        </div>
      )}
      <LogOutcomes model={model} />
    </>
  );
}

function inputOf(
  { question, area, category, level, state, period }: CamerasModel,
  requestThreshold: number | null,
): CameraReviewInput | null {
  if (!question || !area || !category || !level || !period) return null;
  return {
    area: area.code,
    category: category.id,
    to: period.to,
    ...(state.weights ? { weights: state.weights } : {}),
    level: level.id,
    edition: state.edition,
    night: state.night,
    trees: state.trees,
    cameras: question.cameras,
    requestThreshold,
  };
}

type FindingsProps = { answer: CameraReview; window: number; showsKinds: boolean; model: CamerasModel };

function Findings({ answer: { data, meta }, window, showsKinds, model }: FindingsProps) {
  const [sort, setSort] = useState<ReviewSort>("uniqueShare");
  const span = data.windows[window];
  const labels = useMemo(() => new Map(model.shown.map(({ id, label }) => [id, label])), [model.shown]);
  const rows = useMemo(
    () => sortReview(reviewRows(data, window, labels), sort),
    [data, window, labels, sort],
  );
  if (data.cameras.length === 0) {
    return (
      <p className="note pad">
        No camera’s view is known here. Import the register with directions and lenses on the Data screen, or
        enter them camera by camera.
      </p>
    );
  }
  if (!span?.isKnown) return <p className="note pad">{span?.reason ?? "Nothing is known of this span."}</p>;
  return (
    <>
      <div className="hd">
        <p className="answer-lead">
          {data.cameras.length} cameras see {shareText(span.schemeShare ?? 0)} of the risk together,{" "}
          {periodLabel(span.from, span.to)}.
        </p>
        <p className="note">
          {data.unknown.length > 0
            ? `${data.unknown.length} more on record have no known view: nothing is said of their worth. `
            : ""}
          Only it: lost without the camera. Fair share: its part of what all see together (Shapley). Shared:
          part of its view that others see too. In view: {data.unit}.
          {model.state.season === "all" && model.state.hours === "all"
            ? ""
            : " Of all months and hours: the season and the hours chosen do not apply here."}
        </p>
        <Button
          variant="quiet"
          onPress={() =>
            saveText("sightline-camera-review.csv", reviewCsv(data, rows, meta.caveats, model, window))
          }
        >
          CSV of all cameras
        </Button>
      </div>
      <ReviewTable
        rows={rows}
        kinds={showsKinds ? data.categories : []}
        sort={sort}
        onSort={setSort}
        state={model.state}
      />
      <BestReUse model={model} />
      <ul className="limits pad">
        {meta.caveats.map(({ code, text }) => (
          <li key={code}>{text}</li>
        ))}
      </ul>
    </>
  );
}

const OUTCOMES = ["assist", "arrest", "request", "useful", "incident", "downtime-hours"] as const;

function reviewCsv(
  data: CameraReview["data"],
  rows: ReturnType<typeof reviewRows>,
  caveats: readonly { text: string }[],
  { area, category, level, state }: CamerasModel,
  window: number,
): string {
  const span = data.windows[window];
  const head = [
    `Worth of each camera: ${category?.label ?? ""} at ${level?.label ?? ""} (${level?.pxPerM ?? ""} px/m, IEC 62676-4:${state.edition})`,
    `${area?.name ?? ""}, ${span ? periodLabel(span.from, span.to) : ""}, downloaded ${new Date().toISOString().slice(0, 10)}`,
    ...caveats.map(({ text }) => text),
    "Planning estimate, not a certified assessment",
    globalThis.location.href,
  ];
  const columns = [
    "id",
    "label",
    "incidentsPerYear",
    "uniqueShare",
    "shapleyShare",
    "redundancy",
    ...data.categories.map(({ id }) => `inView ${id}`),
    ...OUTCOMES.map((kind) => `${kind} in 24 months`),
    "review",
  ];
  return csvText(
    head,
    columns,
    rows.map((row) => [
      row.id,
      row.label,
      row.incidentsPerYear,
      row.uniqueShare,
      row.shapleyShare,
      row.redundancy,
      ...row.byKind,
      ...OUTCOMES.map((kind) => row.outcomes[kind] ?? null),
      row.flag.words,
    ]),
  );
}
