import { useMemo, useState } from "react";
import type { ExploreState } from "../../state/url-state.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { EmptyDatabase } from "./empty-database.tsx";
import { useHotspotOutlines } from "./hotspots/use-hotspot-outlines.ts";
import { MapView } from "./map-view.tsx";
import { placeNamer } from "./model/place-names.ts";
import { useExplore } from "./model/use-explore.ts";
import { useMapSources } from "./model/use-map-sources.ts";
import { useSettled } from "./model/use-settled.ts";
import { useSpokenSummary } from "./model/use-spoken-summary.ts";
import { ControlPanel } from "./panel/control-panel.tsx";
import { PlacesPanel } from "./places/places-panel.tsx";
import { Timeline } from "./timeline/timeline.tsx";
import "./explore.css";
import "./surfaces.css";
import "./explore-panels.css";

export type ExploreScreenProps = { state: ExploreState; problems: readonly string[] };

type Pane = "choices" | "places";

/** Hotspots over time: the answer, the map, the places. */
export function ExploreScreen({ state, problems }: ExploreScreenProps) {
  const model = useExplore(state);
  const { sources, places } = useMapSources(model.areas, state.bufferM, state.viewport);
  const hotspots = useHotspotOutlines(model);
  const mapSources = useMemo(() => ({ ...sources, hotspots }), [sources, hotspots]);
  const namePlace = useMemo(() => placeNamer(sources.wards, places), [sources.wards, places]);
  const [hovered, setHovered] = useState<number | null>(null);
  const [pane, setPane] = useState<Pane>("choices");
  const settled = useSettled(model);
  useSpokenSummary(model, namePlace);
  if (model.waiting === "no-data" || model.waiting === "no-area")
    return <EmptyDatabase reason={model.waiting} />;
  return (
    <main
      className="explore"
      data-pane={pane}
      data-loading={model.cube.isLoading}
      data-moving={model.isDraft}
      id="main"
    >
      <ControlPanel model={model} problems={problems} tabs={<PhoneTabs pane={pane} onPane={setPane} />} />
      <div className="map-area">
        {model.error && !model.cube.cube ? (
          <div className="map-error">
            <ErrorNotice error={model.error} onRetry={model.cube.retry} />
          </div>
        ) : (
          <MapView
            model={model}
            sources={mapSources}
            namePlace={namePlace}
            hovered={hovered}
            onHovered={setHovered}
          />
        )}
        <Timeline model={model} />
      </div>
      <PlacesPanel model={settled} namePlace={namePlace} onHover={setHovered} />
    </main>
  );
}

/** On a phone, what is shown below the map and the answer. */
function PhoneTabs({ pane, onPane }: { pane: Pane; onPane: (pane: Pane) => void }) {
  return (
    <div className="phone-tabs">
      <ChoiceGroup<Pane>
        label="Below the map"
        look="segments"
        columns={2}
        choices={[
          { id: "choices", label: "Choices" },
          { id: "places", label: "Table and trend" },
        ]}
        value={pane}
        onChange={onPane}
      />
    </div>
  );
}
