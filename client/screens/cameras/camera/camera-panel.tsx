import type { CameraDesign } from "#domain/camera/camera-design.ts";
import { formatCount } from "../../../state/format.ts";
import { Button } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { opticsWarnings, shareText } from "../model/camera-words.ts";
import { NEW_CAMERA, type ShownCamera, withCamera, withoutCamera } from "../model/plan.ts";
import { commit, planState } from "../model/plan-session.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { isKnownAround, levelFigures } from "../model/view-features.ts";
import { CameraFacts } from "./camera-facts.tsx";
import { CameraForm } from "./camera-form.tsx";
import { GroundOnlyItSees } from "./ground-only.tsx";
import { PresetsForm } from "./presets-form.tsx";

const TAKEN = {
  planned: "left out",
  changed: "as on record",
  removed: "kept",
  estate: "taken away",
} as const;

/** The chosen camera: what it alone adds, what it reaches, and everything that can be set of it. */
export function CameraPanel({ model }: { model: CamerasModel }) {
  const { selected } = model;
  if (!selected) {
    return (
      <div className="hd">
        <h2 className="hd-title">No camera chosen</h2>
        <p className="note">Choose one on the map or in the table, or place a new one.</p>
      </div>
    );
  }
  return (
    <>
      <Head camera={selected} model={model} />
      {selected.role === "removed" ? null : selected.design ? (
        <Details camera={selected} model={model} />
      ) : (
        <Unknown camera={selected} />
      )}
      {selected.planned ? <CameraFacts key={selected.id} camera={selected.planned} /> : null}
    </>
  );
}

const coverageOf = ({ id }: ShownCamera, figures: CamerasModel["before"]) =>
  figures?.cameras.find((row) => row.id === id);

function Head({
  camera,
  model: { state, after, before, level },
}: {
  camera: ShownCamera;
  model: CamerasModel;
}) {
  const figures = coverageOf(camera, after ?? before);
  const { record } = camera;
  const [lng, lat] = camera.position;
  return (
    <div className="hd">
      <h2 className="hd-title">{camera.label}</h2>
      <p className="note">
        {[camera.name, record?.kind, record?.owner, `${lat.toFixed(5)}, ${lng.toFixed(5)}`]
          .filter((text) => Boolean(text))
          .join(" · ")}
      </p>
      {figures?.ok ? (
        <dl className="big">
          <div>
            <dd>{shareText(figures.uniqueShare)}</dd>
            <dt>of the risk only it sees</dt>
          </div>
          <div>
            <dd>{shareText(figures.riskShare)}</dd>
            <dt>
              of the risk in its view
              {figures.anyTimeShare > figures.riskShare + 1e-12
                ? `; at some time or other ${shareText(figures.anyTimeShare)}`
                : ""}
            </dt>
          </div>
          <div>
            <dd>{formatCount(Math.round(figures.areaM2))} m²</dd>
            <dt>in view at {level?.label.toLowerCase()} or better</dt>
          </div>
          <div>
            <dd>{figures.homesInView === null ? "–" : formatCount(figures.homesInView)}</dd>
            <dt>
              {figures.homesInView === null
                ? "homes in its view: not known, no building is on record here"
                : "homes in its view: masks may be needed"}
            </dt>
          </div>
        </dl>
      ) : figures ? (
        <Notice tone="warn" title="Sees nothing">
          <p>It is {figures.reason}.</p>
        </Notice>
      ) : null}
      <div className="change-actions">
        <Button
          onPress={() => commit(`Camera ${camera.label} ${TAKEN[camera.role]}`, withoutCamera(state, camera))}
        >
          {camera.role === "planned"
            ? "Leave it out"
            : camera.role === "changed"
              ? "As on record again"
              : camera.role === "removed"
                ? "Keep it after all"
                : "Take it away"}
        </Button>
      </div>
    </div>
  );
}

function Details({ camera, model }: { camera: ShownCamera; model: CamerasModel }) {
  const { design } = camera;
  if (!design) return null;
  const isKnown = model.surroundings !== null && isKnownAround(model.surroundings, design);
  const figures =
    model.surroundings && isKnown
      ? levelFigures(model.surroundings, design, model.levels, model.state.night)
      : null;
  const isSaid = coverageOf(camera, model.after ?? model.before)?.ok === false;
  const isMoving = (camera.planned?.kind ?? camera.record?.kind) === "ptz" || design.presets.length > 0;
  const set = (next: CameraDesign) => {
    const state = planState();
    if (state) commit(`Camera ${camera.label} set`, withCamera(state, { id: camera.id, design: next }));
  };
  const warnings = figures?.ok ? opticsWarnings(design, figures.rows) : [];
  return (
    <>
      {figures && !figures.ok && !isSaid ? (
        <div className="pad">
          <Notice tone="warn" title="Nothing in view">
            {figures.text}
          </Notice>
        </div>
      ) : null}
      {figures?.ok ? (
        <table className="data-table level-table">
          <thead>
            <tr>
              <th scope="col">Level</th>
              <th scope="col" className="num">
                px/m
              </th>
              <th scope="col" className="num">
                Reach
              </th>
              <th scope="col" className="num">
                In view
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.rows.map(({ id, label, pxPerM, reachM, areaM2 }) => (
              <tr key={id} data-chosen={id === model.level?.id}>
                <th scope="row">{label}</th>
                <td className="num">{pxPerM}</td>
                <td className="num">{reachM === 0 ? "–" : `${reachM.toFixed(1)} m`}</td>
                <td className="num">{reachM === 0 ? "–" : `${formatCount(Math.round(areaM2))} m²`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : figures === null ? (
        <p className="note pad">
          Zoom in on the camera, or move the map to it, to see what buildings leave in view.
        </p>
      ) : null}
      <GroundOnlyItSees camera={camera} model={model} />
      {warnings.length > 0 ? (
        <ul className="limits pad">
          {warnings.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ) : null}
      <div className="pad">
        <CameraForm design={design} onChange={set} />
      </div>
      {isMoving ? <PresetsForm design={design} onChange={set} /> : null}
    </>
  );
}

/** The register lacks what a view is made of: said, and asked for. */
function Unknown({ camera }: { camera: ShownCamera }) {
  const { record } = camera;
  const fill = () => {
    const state = planState();
    if (!state) return;
    const design = {
      ...NEW_CAMERA,
      position: camera.position,
      heightM: record?.heightM ?? NEW_CAMERA.heightM,
    };
    commit(`Camera ${camera.label} given a view`, withCamera(state, { id: camera.id, design }));
  };
  return (
    <div className="pad">
      <Notice
        tone="warn"
        title="What it sees is not known"
        action={{ label: "Enter direction and lens", onPress: fill }}
      >
        <p>
          The register lacks {record?.missing.join(", ") ?? "its lens"}. Until they are entered it counts as
          nothing; the form begins with a common lens looking north.
        </p>
      </Notice>
    </div>
  );
}
