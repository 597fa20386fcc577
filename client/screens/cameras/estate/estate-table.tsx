import { useMemo, useState } from "react";
import { formatCount } from "../../../state/format.ts";
import { navigate } from "../../../state/location-store.ts";
import { Button } from "../../../ui/button.tsx";
import { saveText } from "../../../ui/save-file.ts";
import { shareText } from "../model/camera-words.ts";
import type { ShownCamera } from "../model/plan.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { type EstateRow, estateCsv } from "./estate-csv.ts";
import { SortHead } from "./sort-head.tsx";

type SortKey = "label" | "riskShare" | "uniqueShare" | "homesInView";
const HEADS: readonly { key: SortKey; label: string }[] = [
  { key: "label", label: "Camera" },
  { key: "riskShare", label: "Risk in view" },
  { key: "uniqueShare", label: "Only it" },
  { key: "homesInView", label: "Homes" },
];

/** Every camera with what it covers: the table twin of the map. */
export function EstateTable({ model }: { model: CamerasModel }) {
  const { shown, state, estate } = model;
  const figures = model.after ?? model.before;
  const [sort, setSort] = useState<SortKey>("uniqueShare");
  const rows = useMemo(() => sorted(rowsOf(shown, figures), sort), [shown, figures, sort]);
  if (rows.length === 0) {
    return (
      <div className="hd">
        <h2 className="hd-title">No cameras yet</h2>
        <p className="note">
          None are imported for this area. Place one on the map to see what it would cover.
        </p>
      </div>
    );
  }
  return (
    <>
      <div className="hd">
        <h2 className="hd-title">{formatCount(rows.length)} cameras</h2>
        <p className="note">
          {estate.length} on record, {state.plan.length} in the plan, {state.removed.length} taken away.
          Shares are of the risk of {model.area?.name ?? "the area"}.
        </p>
        <DownloadEstate rows={rows} model={model} />
      </div>
      <table className="data-table">
        <thead>
          <tr>
            {HEADS.map(({ key, label }) => (
              <SortHead
                key={key}
                by={key}
                label={label}
                sort={sort}
                onSort={setSort}
                isText={key === "label"}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} aria-selected={row.id === state.selected}>
              <td>
                <button
                  type="button"
                  className="row-link"
                  onClick={() =>
                    navigate({ ...state, selected: row.id, tab: "camera", viewport: closeUp(row) })
                  }
                >
                  {row.label}
                </button>
                <span className="sub">{row.note}</span>
              </td>
              <td className="num">{row.riskShare === null ? "–" : shareText(row.riskShare)}</td>
              <td className="num">{row.uniqueShare === null ? "–" : shareText(row.uniqueShare)}</td>
              <td className="num">{row.homesInView === null ? "–" : formatCount(row.homesInView)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const CLOSE_ZOOM = 17;

function closeUp({ lng, lat }: EstateRow) {
  return { lng, lat, zoom: CLOSE_ZOOM };
}

function rowsOf(shown: readonly ShownCamera[], figures: CamerasModel["before"]): EstateRow[] {
  const byId = new Map(figures?.cameras.map((camera) => [camera.id, camera]));
  return shown.map(({ id, label, name, role, position, record, design }) => {
    const found = byId.get(id);
    const isCounted = found?.ok === true && role !== "removed";
    return {
      id,
      label,
      role,
      note: [
        name,
        role === "estate" ? null : role,
        design === null
          ? `not known: ${record?.missing.join(", ")}`
          : found && !found.ok
            ? found.reason
            : null,
      ]
        .filter((text) => Boolean(text))
        .join(" · "),
      lng: position[0],
      lat: position[1],
      riskShare: isCounted ? found.riskShare : null,
      uniqueShare: isCounted ? found.uniqueShare : null,
      incidentsPerYear: isCounted ? found.incidentsPerYear : null,
      areaM2: isCounted ? found.areaM2 : null,
      homesInView: isCounted ? found.homesInView : null,
    };
  });
}

function sorted(rows: readonly EstateRow[], key: SortKey): EstateRow[] {
  return [...rows].sort((a, b) =>
    key === "label" ? a.label.localeCompare(b.label, "en") : (b[key] ?? -1) - (a[key] ?? -1),
  );
}

function DownloadEstate({ rows, model }: { rows: readonly EstateRow[]; model: CamerasModel }) {
  const save = () => {
    const text = estateCsv(rows, {
      title: `${model.category?.label ?? ""} risk in view at ${model.level?.label ?? ""} (${model.level?.pxPerM ?? ""} px/m, IEC 62676-4:${model.state.edition})`,
      period: model.period ? `${model.period.from} to ${model.period.to}` : "",
      area: model.area?.name ?? "",
      caveats: model.caveats.map(({ text: caveat }) => caveat),
      link: window.location.href,
      today: new Date().toISOString().slice(0, 10),
    });
    saveText("sightline-cameras.csv", text);
  };
  return (
    <Button variant="quiet" onPress={save}>
      CSV of all cameras
    </Button>
  );
}
