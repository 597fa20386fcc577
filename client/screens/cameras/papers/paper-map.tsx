import { useQuery } from "@tanstack/react-query";
import { useId, useMemo } from "react";
import type { PaperBlock } from "#contract/camera-papers.ts";
import { mapFeaturesQuery, useDatasetVersion } from "../../../api/queries.ts";
import { plannedFootprints } from "../map/plan-features.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { drawnBands, surroundingsOf, viewFeatures } from "../model/view-features.ts";
import { frameBox, type MapShapes, mapShapes } from "./paper-map-shapes.ts";

export type PaperMapProps = {
  block: Extract<PaperBlock, { kind: "map" }>;
  model: CamerasModel;
  /** Height of the map against its width. */
  shape: number;
};

const WIDTH = 1000;
const MARGIN = 2;
/** Fill of each band as it prints, finest first; outlines keep them apart in black and white. */
const BANDS = ["0.75", "0.5", "0.3", "0.14"];

/** Where a camera hangs and what it sees, drawn as lines so that it prints sharp. */
export function PaperMap({ block, model, shape }: PaperMapProps) {
  const shapes = useShapes(block, model, shape);
  const bands = drawnBands(model.levels);
  const titleId = useId();
  const height = Math.round(WIDTH * shape);
  return (
    <figure className="paper-map">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-labelledby={titleId}>
        <title id={titleId}>{block.caption}</title>
        {shapes ? <Drawing shapes={shapes} height={height} /> : null}
      </svg>
      <figcaption>
        <span>{block.caption}. North is up.</span>
        <ul className="paper-legend">
          {bands.map(({ id, label, pxPerM }, band) => (
            <li key={id}>
              <svg viewBox="0 0 24 12" aria-hidden="true" focusable="false">
                <rect width="24" height="12" fill="#0b6b53" fillOpacity={BANDS[band]} stroke="#0b6b53" />
              </svg>
              {label}, {pxPerM} px/m
            </li>
          ))}
          <li>
            <svg viewBox="0 0 24 12" aria-hidden="true" focusable="false">
              <rect width="24" height="12" fill="#d5d8d4" stroke="#666" />
            </svg>
            building
          </li>
        </ul>
        <span>
          Trees are not drawn, terrain is not known. Buildings of unknown height hide what is behind them.
        </span>
      </figcaption>
    </figure>
  );
}

function Drawing({ shapes, height }: { shapes: MapShapes; height: number }) {
  const { buildings, roads, views, cameras, scale } = shapes;
  return (
    <>
      <rect width={WIDTH} height={height} fill="#fff" />
      {roads.map((path) => (
        <path key={path} d={path} fill="none" stroke="#bbb" strokeWidth="6" strokeLinecap="round" />
      ))}
      {buildings.map((path) => (
        <path key={path} d={path} fill="#d5d8d4" stroke="#666" strokeWidth="1" />
      ))}
      {views.map(({ band, path }) => (
        <path
          key={`${band} ${path}`}
          d={path}
          fill={BANDS[band] ? "#0b6b53" : "none"}
          fillOpacity={BANDS[band] ?? "0"}
          stroke="#0b6b53"
          strokeWidth={BANDS[band] ? 1 : 2.5}
        />
      ))}
      {cameras.map(({ x, y, label, tip }) => (
        <g key={label}>
          {tip ? <line x1={x} y1={y} x2={tip.x} y2={tip.y} stroke="#000" strokeWidth="4" /> : null}
          <circle cx={x} cy={y} r="9" fill="#fff" stroke="#000" strokeWidth="4" />
          <text x={x + 14} y={y - 12} fontSize="24" fontWeight="700" className="paper-map-label">
            {label}
          </text>
        </g>
      ))}
      <g transform={`translate(24 ${height - 24})`}>
        <rect x="-10" y="-40" width={scale.length + 30} height="54" fill="#fff" fillOpacity="0.85" />
        <path d={`M0 -8V0H${scale.length}V-8`} fill="none" stroke="#000" strokeWidth="3" />
        <text x="0" y="-16" fontSize="20">
          {scale.metres} m
        </text>
      </g>
      <g transform={`translate(${WIDTH - 44} 60)`}>
        <rect x="-26" y="-44" width="52" height="84" fill="#fff" fillOpacity="0.85" />
        <path d="M0 30V-26M-10 -10L0 -28L10 -10" fill="none" stroke="#000" strokeWidth="4" />
        <text x="0" y="-32" fontSize="20" textAnchor="middle" className="paper-map-label">
          N
        </text>
      </g>
    </>
  );
}

function useShapes(block: PaperMapProps["block"], model: CamerasModel, shape: number): MapShapes | null {
  const version = useDatasetVersion();
  const { centre, radiusM, cameraIds } = block;
  const box = frameBox({ centre, radiusM }, MARGIN / Math.min(1, shape));
  const buildings = useQuery(mapFeaturesQuery(version, "building", "", box));
  const roads = useQuery(mapFeaturesQuery(version, "road", "", box));
  const { shown, levels, state, plan } = model;
  return useMemo(() => {
    if (!buildings.data || !roads.data) return null;
    // The contract passes geometry through unchecked; what is no polygon or line has no path.
    const standing = buildings.data.features as GeoJSON.Feature[];
    const footprints = [...standing, ...plannedFootprints(plan.document.buildings)];
    const surroundings = surroundingsOf(footprints, box);
    const cameras = shown.filter(({ id }) => cameraIds.includes(id));
    return mapShapes(
      { centre, radiusM },
      { width: WIDTH, height: Math.round(WIDTH * shape) },
      {
        buildings: footprints,
        roads: roads.data.features as GeoJSON.Feature[],
        views: cameras.flatMap(({ design }) =>
          design ? viewFeatures(surroundings, design, drawnBands(levels), state.night, "planned") : [],
        ),
        cameras: cameras.map(({ position, design, label }) => ({
          position,
          label,
          bearingDeg: design?.bearingDeg ?? null,
        })),
      },
    );
  }, [buildings.data, roads.data, shown, levels, state.night, plan, centre, radiusM, cameraIds, shape]);
}
