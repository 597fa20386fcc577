import { useState } from "react";
import { useColumns } from "../../api/cameras.ts";
import { CAMERA_TABS, type CameraState, type CameraTab } from "../../state/camera-state.ts";
import { navigate } from "../../state/location-store.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { ErrorNotice, Notice } from "../../ui/notice.tsx";
import { ScrollRegion } from "../../ui/scroll-region.tsx";
import { EmptyDatabase } from "../explore/empty-database.tsx";
import { buildingBox } from "../explore/model/building-box.ts";
import { AnprPanel } from "./anpr/anpr-panel.tsx";
import { CameraPanel } from "./camera/camera-panel.tsx";
import { CompareMaps } from "./compare/compare-maps.tsx";
import { ComparePanel } from "./compare/compare-panel.tsx";
import { DeployPanel } from "./deploy/deploy-panel.tsx";
import { EstateTable } from "./estate/estate-table.tsx";
import { EvidencePanel } from "./evidence/evidence-panel.tsx";
import { LinksPanel } from "./links/links-panel.tsx";
import { CamerasMap } from "./map/cameras-map.tsx";
import { type CamerasModel, useCameras } from "./model/use-cameras.ts";
import { AddTyped } from "./panel/add-typed.tsx";
import { ChangeList } from "./panel/change-list.tsx";
import { CoverageTable } from "./panel/coverage-table.tsx";
import { CamerasLead } from "./panel/lead.tsx";
import { QuestionPanel } from "./panel/question-panel.tsx";
import { PapersPanel } from "./papers/papers-panel.tsx";
import { ReviewPanel } from "./review/review-panel.tsx";
import { ScenarioBar } from "./scenario/scenario-bar.tsx";
import { BestSites } from "./sites/best-sites.tsx";
import "../explore/explore.css";
import "../explore/explore-panels.css";
import "./cameras.css";

export type CamerasScreenProps = { state: CameraState; problems: readonly string[] };

const TABS: Record<CameraTab, string> = {
  camera: "Camera",
  estate: "All",
  sites: "Best sites",
  review: "Worth",
  deploy: "Deploy",
  links: "Links",
  anpr: "Plates",
  evidence: "Evidence",
  compare: "Compare",
  papers: "Papers",
};
const NO_COLUMNS: readonly never[] = [];

/** What cameras see and would see, and what part of the risk that is. */
export function CamerasScreen({ state, problems }: CamerasScreenProps) {
  const model = useCameras(state);
  const [isPlacing, setPlacing] = useState(false);
  const columns = useColumns(buildingBox(state.viewport)).data?.data ?? NO_COLUMNS;
  if (model.waiting === "no-data" || model.waiting === "no-area")
    return <EmptyDatabase reason={model.waiting} />;
  return (
    <main className="explore cameras" id="main">
      <ScrollRegion className="left" label="Answer and choices">
        {problems.length > 0 ? (
          <Notice tone="warn" title="Part of the link could not be used">
            {problems.join(" ")}
          </Notice>
        ) : null}
        {model.error ? <ErrorNotice error={model.error} /> : null}
        <CamerasLead model={model} />
        <ScenarioBar model={model} />
        <ChangeList model={model} isPlacing={isPlacing} onPlacing={setPlacing} />
        <CoverageTable model={model} />
        <AddTyped state={state} columns={columns} />
        <QuestionPanel model={model} />
        <ul className="limits">
          {model.caveats.map(({ code, text }) => (
            <li key={code}>{text}</li>
          ))}
        </ul>
      </ScrollRegion>
      <div className="map-area">
        {state.tab === "compare" ? (
          <CompareMaps model={model} />
        ) : (
          <CamerasMap
            model={model}
            columns={columns}
            isPlacing={isPlacing}
            onPlaced={() => setPlacing(false)}
          />
        )}
      </div>
      <section className="right" aria-label="Cameras">
        <div className="camera-tabs">
          <ChoiceGroup
            label="Right panel"
            look="segments"
            columns={5}
            choices={CAMERA_TABS.map((id) => ({ id, label: TABS[id] }))}
            value={state.tab}
            onChange={(tab) => navigate({ ...state, tab })}
          />
        </div>
        <ScrollRegion className="camera-scroll" label={TABS[state.tab]}>
          <TabBody model={model} />
        </ScrollRegion>
      </section>
    </main>
  );
}

function TabBody({ model }: { model: CamerasModel }) {
  switch (model.state.tab) {
    case "camera":
      return <CameraPanel model={model} />;
    case "estate":
      return <EstateTable model={model} />;
    case "sites":
      return <BestSites model={model} />;
    case "review":
      return <ReviewPanel model={model} />;
    case "deploy":
      return <DeployPanel model={model} />;
    case "links":
      return <LinksPanel model={model} />;
    case "anpr":
      return <AnprPanel model={model} />;
    case "evidence":
      return <EvidencePanel model={model} />;
    case "compare":
      return <ComparePanel model={model} />;
    case "papers":
      return <PapersPanel model={model} />;
  }
}
