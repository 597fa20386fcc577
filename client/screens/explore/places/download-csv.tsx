import { Button } from "../../../ui/button.tsx";
import { announce } from "../../../ui/live-region.tsx";
import { saveText } from "../../../ui/save-file.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { cellColumns } from "../surfaces/cell-columns.ts";
import { columnFacts } from "./column-facts.ts";
import { cellsCsv } from "./csv.ts";

/** Saves every hexagon of the view as CSV. */
export function DownloadCsv({ model }: { model: ExploreModel }) {
  const { scope, state, areaName, words } = model;
  const { cube, answer } = model.cube;
  if (!scope || !cube || !answer) return null;
  const save = () => {
    const text = cellsCsv({
      scope,
      areaName,
      cube,
      columns: cellColumns(columnFacts(model, scope)),
      resolution: state.resolution,
      title: words.legend,
      method: words.method,
      link: window.location.href,
      today: new Date().toISOString().slice(0, 10),
    });
    const areas = scope.areaCodes.join("-");
    saveText(`sightline-${scope.category.id}-${areas}-${scope.shown.from}-${scope.shown.to}.csv`, text);
    announce("The table has been saved as CSV.");
  };
  return (
    <Button variant="quiet" onPress={save}>
      CSV of all hexagons
    </Button>
  );
}
