import { periodLabel } from "#domain/time/months.ts";
import { navigate } from "../../../state/location-store.ts";
import { Notice } from "../../../ui/notice.tsx";
import type { Scope } from "../model/scope.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { totalIn } from "../model/view-figures.ts";

/** Why the table is empty, and what to do. */
export function NothingRecorded({ model, scope }: { model: ExploreModel; scope: Scope }) {
  const { cube } = model.cube;
  if (!cube) return null;
  const period = periodLabel(scope.shown.from, scope.shown.to);
  const known = totalIn(cube, scope.shown) !== null;
  return (
    <div className="pad">
      <Notice
        title={known ? `None recorded in ${period}.` : `Nothing is known of ${period}.`}
        action={{
          label: "Show all months",
          onPress: () => navigate({ ...model.state, period: { kind: "all" } }),
        }}
      >
        {known
          ? `${scope.category.label}: the sources cover these months and hold no incident in ${model.areaName}.`
          : "No source covers these months here, so this is not a zero."}
      </Notice>
    </div>
  );
}
