import { Button } from "../../../ui/button.tsx";
import { announce } from "../../../ui/live-region.tsx";
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
    const url = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
    const anchor = document.createElement("a");
    anchor.href = url;
    anchor.download = `sightline-${scope.category.id}-${scope.areaCodes.join("-")}-${scope.shown.from}-${scope.shown.to}.csv`;
    anchor.click();
    window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
    announce("The table has been saved as CSV.");
  };
  return (
    <Button variant="quiet" onPress={save}>
      CSV of all hexagons
    </Button>
  );
}
