import { useEffect, useState } from "react";
import { useBackTest } from "../../../api/places.ts";
import { navigate } from "../../../state/location-store.ts";
import { Button } from "../../../ui/button.tsx";
import type { ExploreModel } from "../model/use-explore.ts";
import { backTestQuestion } from "./back-test-question.ts";

/** The map comes first: the back-test is asked for once it has rested this long. */
const AFTER_MS = 2500;

/** Beside every map: how much of later crime such maps would have caught. */
export function BackTestLine({ model }: { model: ExploreModel }) {
  const isReady = useRested(model.cube.cube !== null && !model.isDraft);
  const { data } = useBackTest(isReady ? backTestQuestion(model) : null);
  const text = data ? (data.data?.sentence ?? data.meta.refusal?.text) : null;
  return (
    <div className="back-test-line">
      <p>
        <b>Tested on the past.</b> {text ?? "Being worked out…"}
      </p>
      <Button
        variant="quiet"
        onPress={() => navigate({ ...model.state, panel: "accuracy" })}
        isDisabled={model.state.panel === "accuracy"}
      >
        How this was measured
      </Button>
    </div>
  );
}

/** True once something has been true for a while; stays true. */
function useRested(isTrue: boolean): boolean {
  const [rested, setRested] = useState(false);
  useEffect(() => {
    if (!isTrue || rested) return;
    const timer = setTimeout(() => setRested(true), AFTER_MS);
    return () => clearTimeout(timer);
  }, [isTrue, rested]);
  return rested;
}
