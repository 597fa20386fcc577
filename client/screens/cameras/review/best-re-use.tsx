import { useState } from "react";
import type { PlacementInput } from "#contract/coverage.ts";
import { usePlacement } from "../../../api/cameras.ts";
import { Button } from "../../../ui/button.tsx";
import { ErrorNotice } from "../../../ui/notice.tsx";
import { shareText } from "../model/camera-words.ts";
import type { CamerasModel } from "../model/use-cameras.ts";

const TIME_LIMIT_S = 15;

/** Where a common fixed camera would add most if the chosen one were taken away. */
export function BestReUse({ model }: { model: CamerasModel }) {
  const [asked, setAsked] = useState<{ id: string; input: PlacementInput } | null>(null);
  const answer = usePlacement(asked?.input ?? null);
  const { selected, question } = model;
  if (!selected || !question || selected.role === "removed") {
    return <p className="note pad">Choose a camera to ask where it would be of most use instead.</p>;
  }
  const { cameras, ...risk } = question;
  const ask = () =>
    setAsked({
      id: selected.id,
      input: {
        ...risk,
        k: 1,
        keep: cameras.filter(({ id }) => id !== selected.id),
        timeLimitS: TIME_LIMIT_S,
      },
    });
  const site = asked?.id === selected.id ? answer.data?.data.sites[0] : undefined;
  const own = (model.after ?? model.before)?.cameras.find(({ id }) => id === selected.id);
  return (
    <div className="hd">
      <Button onPress={ask} isDisabled={answer.isFetching}>
        {answer.isFetching ? "Looking at every column" : `Best re-use of ${selected.label}`}
      </Button>
      {answer.error ? <ErrorNotice error={answer.error} /> : null}
      {site ? (
        <p role="status">
          A common fixed camera on {site.street ?? "column"} {site.candidateId} would add{" "}
          {shareText(site.marginalShare)} of the risk; {selected.label} alone sees{" "}
          {own?.ok ? shareText(own.uniqueShare) : "an unknown share"}.
        </p>
      ) : null}
    </div>
  );
}
