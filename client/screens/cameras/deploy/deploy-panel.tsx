import { useState } from "react";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import type { CamerasModel } from "../model/use-cameras.ts";
import { DeploymentHistory } from "./deployment-history.tsx";
import { PlannedDeployments } from "./planned-deployments.tsx";
import { RedeploymentSchedule } from "./redeployment-schedule.tsx";

const PARTS = [
  { id: "dates", label: "Dates" },
  { id: "schedule", label: "Schedule" },
  { id: "history", label: "History" },
] as const;
type Part = (typeof PARTS)[number]["id"];

/** Rapid-deployment cameras: when each can be live, where they go week by week, and where they have been. */
export function DeployPanel({ model }: { model: CamerasModel }) {
  const [part, setPart] = useState<Part>("dates");
  return (
    <>
      <div className="pad">
        <ChoiceGroup
          label="Part of deployment"
          look="segments"
          choices={PARTS}
          value={part}
          onChange={setPart}
        />
      </div>
      {part === "dates" ? <PlannedDeployments model={model} /> : null}
      {part === "schedule" ? <RedeploymentSchedule model={model} /> : null}
      {part === "history" ? <DeploymentHistory model={model} /> : null}
    </>
  );
}
