import type { Crossing, Crossings } from "#contract/boundary-crossings.ts";
import { useCrossings } from "../../../api/boundary-crossings.ts";
import { navigate } from "../../../state/location-store.ts";
import { Button } from "../../../ui/button.tsx";
import { ErrorNotice, Skeleton } from "../../../ui/notice.tsx";
import { saveText } from "../../../ui/save-file.ts";
import { csvText } from "../estate/csv-text.ts";
import type { CamerasModel } from "../model/use-cameras.ts";

const CLOSE_ZOOM = 17;

/** Where roads cross the boundary, and at which of these places a camera would see enough of a number plate. */
export function AnprPanel({ model }: { model: CamerasModel }) {
  const { area, question, state } = model;
  const crossings = useCrossings(
    area && question
      ? {
          area: area.code,
          cameras: question.cameras,
          edition: state.edition,
          night: state.night,
          ...(question.obstacles ? { obstacles: question.obstacles } : {}),
          ...(question.obstacleHeightsM ? { obstacleHeightsM: question.obstacleHeightsM } : {}),
        }
      : null,
  );
  return (
    <>
      <div className="hd">
        <h2 className="hd-title">Roads across the boundary</h2>
        <p className="note">
          What-if for number-plate cameras: of today’s cameras and the plan. A camera that is placed, moved or
          turned is counted at once.
        </p>
      </div>
      {crossings.error ? (
        <div className="pad">
          <ErrorNotice error={crossings.error} onRetry={() => void crossings.refetch()} />
        </div>
      ) : crossings.data ? (
        <Findings answer={crossings.data} model={model} />
      ) : (
        <div className="pad">
          <Skeleton lines={4} label="Looking for crossings" />
        </div>
      )}
    </>
  );
}

function Findings({ answer: { data, meta }, model }: { answer: Crossings; model: CamerasModel }) {
  const { crossings, covered, uncovered, level } = data;
  return (
    <>
      <div className="hd">
        <p className="answer-lead">
          {crossings.length === 0
            ? "No imported road crosses the boundary here."
            : `${uncovered} of ${crossings.length} crossings are uncovered at “${level.label.toLowerCase()}” (${level.pxPerM} px/m); ${covered} are covered.`}
        </p>
        <Button
          variant="quiet"
          isDisabled={crossings.length === 0}
          onPress={() =>
            saveText("sightline-boundary-crossings.csv", crossingsCsv(crossings, meta.method, model))
          }
        >
          CSV of all crossings
        </Button>
      </div>
      {crossings.length > 0 ? (
        <table className="data-table">
          <caption className="visually-hidden">Roads across the boundary, uncovered first</caption>
          <thead>
            <tr>
              <th scope="col">Road</th>
              <th scope="col">Class</th>
              <th scope="col">Seen by</th>
            </tr>
          </thead>
          <tbody>
            {crossings.map((crossing) => (
              <Row key={crossing.id} crossing={crossing} model={model} />
            ))}
          </tbody>
        </table>
      ) : null}
      <ul className="limits pad">
        {meta.caveats.map(({ code, text }) => (
          <li key={code}>{text}</li>
        ))}
      </ul>
    </>
  );
}

function Row({ crossing, model: { state, shown } }: { crossing: Crossing; model: CamerasModel }) {
  const { road, class: kind, position, cameras } = crossing;
  const labels = cameras.map((id) => shown.find((camera) => camera.id === id)?.label ?? id);
  return (
    <tr>
      <td>
        <button
          type="button"
          className="row-link"
          onClick={() =>
            navigate({ ...state, viewport: { lng: position[0], lat: position[1], zoom: CLOSE_ZOOM } })
          }
        >
          {road ?? "Road without a name"}
        </button>
        <span className="sub">
          {position[1].toFixed(5)}, {position[0].toFixed(5)}
        </span>
      </td>
      <td>{kind}</td>
      <td>{labels.length === 0 ? "nobody" : labels.join(", ")}</td>
    </tr>
  );
}

function crossingsCsv(crossings: readonly Crossing[], method: string, { area }: CamerasModel): string {
  const head = [
    `Roads across the boundary of ${area?.name ?? ""}, downloaded ${new Date().toISOString().slice(0, 10)}`,
    method,
    "Planning estimate, not a certified assessment",
    window.location.href,
  ];
  return csvText(
    head,
    ["road", "class", "lng", "lat", "covered", "cameras"],
    crossings.map(({ road, class: kind, position, cameras }) => [
      road,
      kind,
      position[0],
      position[1],
      cameras.length > 0 ? "yes" : "no",
      cameras.join(" "),
    ]),
  );
}
