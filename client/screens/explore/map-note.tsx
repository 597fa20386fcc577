import { periodLabel } from "#domain/time/months.ts";
import { navigate } from "../../state/location-store.ts";
import { Button } from "../../ui/button.tsx";
import type { TestSummary } from "../../workers/surface-messages.ts";
import type { ExploreModel } from "./model/use-explore.ts";
import { recommendedSize } from "./panel/size-picker.tsx";
import { finding } from "./surfaces/finding.ts";

/** Words on the map: why it does not show what was asked for, or that it is being worked out. Spoken with the summary. */
export function MapNote({ model }: { model: ExploreModel }) {
  const { cube, scope, state, isWorking, isDraft } = model;
  const figures = cube.answer?.windows[0]?.figures;
  if (figures?.kind === "refused") {
    return (
      <div className="map-note">
        <p>
          <b>{figures.title}</b> {figures.text} <span>Counts are shown instead.</span>
        </p>
        {figures.code === "no-incidents" || figures.code === "too-few-steps" ? (
          <Button onPress={() => navigate({ ...state, period: { kind: "all" } })}>Show all months</Button>
        ) : null}
      </div>
    );
  }
  if (figures?.kind === "significance" && figures.test.hot.cells + figures.test.cold.cells === 0) {
    return <NothingFound model={model} test={figures.test} />;
  }
  if (!isWorking || !scope) return null;
  const period = periodLabel(scope.shown.from, scope.shown.to);
  return (
    <p className="map-note map-working">{isDraft ? `Let go to see ${period}.` : `Working out ${period} …`}</p>
  );
}

/** A map without a hotspot says so itself, and which size of hexagon would tell more. */
function NothingFound({ model, test }: { model: ExploreModel; test: TestSummary }) {
  const later = model.cube.answer?.windows[0];
  const found = later ? finding(later, model.noun.many, model.harm.used?.weights.unit ?? null) : null;
  if (!found) return null;
  const better = recommendedSize(test.meanPerCell, model.state.resolution);
  return (
    <div className="map-note">
      <p>
        <b>{found.strong}</b> {found.rest}
      </p>
      {better === null || better === model.state.resolution ? null : (
        <Button onPress={() => navigate({ ...model.state, resolution: better, cell: null })}>
          Try larger hexagons
        </Button>
      )}
    </div>
  );
}
