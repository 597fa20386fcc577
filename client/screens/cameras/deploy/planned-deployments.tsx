import type { Column } from "#contract/camera-design.ts";
import { deploymentDates, TARGET_DAYS } from "#domain/camera/deployment-dates.ts";
import type { Deployment, PlannedCamera, ScenarioDocument } from "#domain/scenario/scenario-document.ts";
import { dayLabel } from "#domain/time/day-label.ts";
import { useColumnsById } from "../../../api/cameras.ts";
import { navigate } from "../../../state/location-store.ts";
import { Button } from "../../../ui/button.tsx";
import { withFacts } from "../model/plan.ts";
import { editPlan } from "../model/plan-session.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { DeploymentForm } from "./deployment-form.tsx";
import { newDeployment } from "./new-deployment.ts";

const NO_COLUMNS: readonly Column[] = [];

type Deployed = PlannedCamera & { deployment: Deployment };

/** Every deployment of the plan with its earliest live day, and everything that stretches the chosen one's. */
export function PlannedDeployments({ model }: { model: CamerasModel }) {
  const { plan, selected, state } = model;
  const cameras = [...plan.document.added, ...plan.document.changed];
  const register = useColumnsById(cameras.flatMap(({ columnId }) => columnId ?? []));
  const columns = register.data?.data ?? NO_COLUMNS;
  const deployed = cameras.filter((camera): camera is Deployed => camera.deployment !== null);
  const chosen = deployed.find(({ id }) => id === state.selected);
  const planned = selected?.planned ?? null;
  const fixed = plan.document.added.filter(({ deployment }) => deployment === null);
  return (
    <>
      <div className="hd">
        <h2 className="hd-title">
          {deployed.length === 0
            ? "No rapid deployment in this plan yet"
            : `${deployed.length} rapid ${deployed.length === 1 ? "deployment" : "deployments"}`}
        </h2>
        <p className="note">
          Live within {TARGET_DAYS} days of the request is the aim; what takes longer is marked with its
          reasons.
        </p>
        {fixed.length > 1 ? (
          <Button onPress={() => deployAll(fixed, columns)}>
            Plan all {fixed.length} new cameras as rapid deployments
          </Button>
        ) : null}
        {planned && planned.deployment === null ? (
          <Button variant="primary" onPress={() => deploy(planned, columns)}>
            Plan {planned.label} as a rapid deployment
          </Button>
        ) : null}
        {planned === null && deployed.length === 0 ? (
          <p className="note">
            Place a camera (or choose one of the plan), then plan it here as a deployment.
          </p>
        ) : null}
      </div>
      {deployed.length > 0 ? (
        <DatesTable deployed={deployed} model={model} columns={register.data?.data ?? null} />
      ) : null}
      {chosen ? <DeploymentForm key={chosen.id} camera={chosen} columns={columns} /> : null}
    </>
  );
}

/** A camera of the plan becomes a deployment, with what the register knows of its column filled in. */
function deploy(camera: PlannedCamera, columns: readonly Column[]): void {
  editPlan(`Camera ${camera.label} planned as a rapid deployment`, (document) =>
    asDeployment(document, camera, columns),
  );
}

function deployAll(cameras: readonly PlannedCamera[], columns: readonly Column[]): void {
  editPlan(`${cameras.length} cameras planned as rapid deployments`, (document) =>
    cameras.reduce((so, camera) => asDeployment(so, camera, columns), document),
  );
}

function asDeployment(
  document: ScenarioDocument,
  { id, columnId }: PlannedCamera,
  columns: readonly Column[],
): ScenarioDocument {
  const column = columns.find((each) => each.id === columnId) ?? null;
  const today = new Date().toISOString().slice(0, 10);
  return withFacts(document, id, { kind: "rapid-deployment", deployment: newDeployment(today, column) });
}

type DatesTableProps = {
  deployed: readonly Deployed[];
  model: CamerasModel;
  /** On record; null while that is not known. */
  columns: readonly Column[] | null;
};

function columnWords(columnId: string | null, columns: readonly Column[] | null): string {
  if (columnId === null) return "no column chosen";
  const isGone = columns !== null && !columns.some(({ id }) => id === columnId);
  return isGone ? `column ${columnId}: no longer on record, choose another` : `column ${columnId}`;
}

function DatesTable({ deployed, model, columns }: DatesTableProps) {
  const { state } = model;
  return (
    <table className="data-table">
      <caption className="visually-hidden">Rapid deployments of the plan</caption>
      <thead>
        <tr>
          <th scope="col">Camera</th>
          <th scope="col">Earliest live</th>
          <th scope="col">Review</th>
          <th scope="col">Comes down</th>
        </tr>
      </thead>
      <tbody>
        {deployed.map((camera) => {
          const dates = deploymentDates(camera.deployment);
          return (
            <tr key={camera.id} aria-selected={camera.id === state.selected}>
              <td>
                <button
                  type="button"
                  className="row-link"
                  onClick={() => navigate({ ...state, selected: camera.id })}
                >
                  {camera.label}
                </button>
                <span className="sub">{columnWords(camera.columnId, columns)}</span>
              </td>
              <td>
                {dates.isHeld ? "not before " : ""}
                {dayLabel(dates.earliestLive)}
                <span className="sub">
                  {dates.daysToLive} days{dates.isFlagged ? " ▲ longer than aimed at, or held up" : ""}
                </span>
              </td>
              <td>{dayLabel(dates.review)}</td>
              <td>{dayLabel(dates.removal)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
