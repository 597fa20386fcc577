import { useQuery } from "@tanstack/react-query";
import { mapFeaturesQuery, useDatasetVersion } from "../../../api/queries.ts";
import { formatCount } from "../../../state/format.ts";
import { Button } from "../../../ui/button.tsx";
import { ErrorNotice } from "../../../ui/notice.tsx";
import { editPlan } from "../model/plan-session.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { importedBuildings } from "./planned-footprints.ts";

/** Planned buildings that were imported for this area, to be taken into the plan with their outlines. */
export function ImportedBuildings({ model: { area, plan } }: { model: CamerasModel }) {
  const version = useDatasetVersion();
  const { data, error } = useQuery(mapFeaturesQuery(version, "planned-building", area?.code ?? ""));
  if (error) return <ErrorNotice error={error} />;
  // The contract passes geometry through unchecked; what is no polygon is left out.
  const all = importedBuildings((data?.features as GeoJSON.Feature[] | undefined) ?? []);
  const taken = new Set(plan.document.buildings.map(({ id }) => id));
  const fresh = all.filter(({ id }) => !taken.has(id));
  if (all.length === 0) return null;
  return (
    <div className="hd">
      <p className="note">
        {formatCount(all.length)} planned buildings are imported, {formatCount(all.length - fresh.length)} of
        them in this plan.
      </p>
      <Button
        isDisabled={fresh.length === 0}
        onPress={() =>
          editPlan(`${fresh.length} imported buildings taken in`, (document) => ({
            ...document,
            buildings: [...document.buildings, ...fresh].slice(0, MOST_BUILDINGS),
          }))
        }
      >
        Take {formatCount(Math.min(fresh.length, MOST_BUILDINGS - taken.size))} into the plan
      </Button>
    </div>
  );
}

/** As many as a scenario holds. */
const MOST_BUILDINGS = 200;
