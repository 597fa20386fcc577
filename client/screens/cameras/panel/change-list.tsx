import { navigate } from "../../../state/location-store.ts";
import { Button } from "../../../ui/button.tsx";
import { shareText } from "../model/camera-words.ts";
import { type ShownCamera, withoutCamera } from "../model/plan.ts";
import { commit } from "../model/plan-session.ts";
import type { CamerasModel } from "../model/use-cameras.ts";

const WORDS = { planned: "new", changed: "changed", removed: "taken away", estate: "" } as const;

export type ChangeListProps = { model: CamerasModel; isPlacing: boolean; onPlacing: (on: boolean) => void };

/** What is unlike today, what each camera alone adds, and the ways to add one. */
export function ChangeList({ model, isPlacing, onPlacing }: ChangeListProps) {
  const { shown, state } = model;
  const changes = shown.filter(({ role }) => role !== "estate");
  return (
    <section>
      <h2>
        {changes.length === 0
          ? "Changes to today’s cameras"
          : `Changes to today’s cameras (${changes.length})`}
      </h2>
      {changes.length === 0 ? (
        <p className="note">None yet. Place a camera, or choose one of today’s to move, turn or take away.</p>
      ) : (
        <ul className="change-list">
          {changes.map((camera) => (
            <Change key={camera.id} camera={camera} model={model} />
          ))}
        </ul>
      )}
      <div className="change-actions">
        <Button
          variant={isPlacing ? "plain" : "primary"}
          aria-pressed={isPlacing}
          onPress={() => onPlacing(!isPlacing)}
        >
          {isPlacing ? "Stop placing" : "Place a camera"}
        </Button>
        {changes.length > 0 ? (
          <Button onPress={() => commit("Begun anew", { ...state, plan: [], removed: [], selected: null })}>
            Start again
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function Change({ camera, model: { state, after } }: { camera: ShownCamera; model: CamerasModel }) {
  const figures = after?.cameras.find(({ id }) => id === camera.id);
  return (
    <li data-role={camera.role} aria-current={camera.id === state.selected}>
      <button type="button" onClick={() => navigate({ ...state, selected: camera.id, tab: "camera" })}>
        <b>
          {camera.label} <small>{WORDS[camera.role]}</small>
        </b>
        <span>{camera.name ?? placeText(camera)}</span>
      </button>
      <span className="num">
        {figures?.ok ? shareText(figures.uniqueShare) : figures ? "–" : ""}
        {figures?.ok ? <small>only it sees</small> : null}
      </span>
      <Button
        variant="quiet"
        aria-label={`Undo the change of ${camera.label}`}
        onPress={() => commit(`Change of ${camera.label} taken back`, withoutCamera(state, camera))}
      >
        Undo
      </Button>
    </li>
  );
}

function placeText({ position: [lng, lat], design }: ShownCamera): string {
  return `${lat.toFixed(5)}, ${lng.toFixed(5)}${design ? `, ${design.heightM} m` : ""}`;
}
