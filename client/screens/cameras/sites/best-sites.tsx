import { useState } from "react";
import type { Placement, PlacementInput } from "#contract/coverage.ts";
import { usePlacement } from "../../../api/cameras.ts";
import { formatCount } from "../../../state/format.ts";
import { Button } from "../../../ui/button.tsx";
import { CheckField } from "../../../ui/check-field.tsx";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { ErrorNotice, Skeleton } from "../../../ui/notice.tsx";
import { NumberField } from "../camera/number-field.tsx";
import { shareText } from "../model/camera-words.ts";
import { withSites } from "../model/plan.ts";
import { commit, planState } from "../model/plan-session.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { SiteList } from "./site-list.tsx";

type Wish = {
  limit: "k" | "budget";
  k: number;
  budget: number;
  price: number;
  isPowered: boolean;
  isBackup: boolean;
};

const FIRST_WISH: Wish = {
  limit: "k",
  k: 10,
  budget: 50_000,
  price: 8000,
  isPowered: false,
  isBackup: false,
};
const TIME_LIMIT_S = 20;
const BACKUP_WEIGHT = 0.3;

/** Where the next cameras should hang: asked of every lamp column of the area, with the gap that is left. */
export function BestSites({ model }: { model: CamerasModel }) {
  const [wish, setWish] = useState(FIRST_WISH);
  const [input, setInput] = useState<PlacementInput | null>(null);
  const [veto, setVeto] = useState<readonly string[]>([]);
  const answer = usePlacement(input);
  const ask = (without: readonly string[]) => {
    setVeto(without);
    if (model.question) setInput(inputOf(model.question, wish, without));
  };
  const set = (part: Partial<Wish>) => setWish({ ...wish, ...part });
  return (
    <>
      <div className="hd">
        <h2 className="hd-title">Best sites for new cameras</h2>
        <p className="note">
          Among the lamp columns of {model.area?.name ?? "the area"}, in eight directions each, for the risk
          and level chosen on the left. Cameras of the plan and of today stay: what they see is no gain.
        </p>
      </div>
      <div className="pad sites-form">
        <ChoiceGroup
          label="Limit"
          look="segments"
          columns={2}
          choices={[
            { id: "k", label: "By number" },
            { id: "budget", label: "By budget" },
          ]}
          value={wish.limit}
          onChange={(limit) => set({ limit })}
        />
        <div className="camera-form">
          {wish.limit === "k" ? (
            <NumberField
              label="New cameras"
              unit="number"
              value={wish.k}
              min={1}
              max={200}
              onChange={(k) => set({ k: Math.round(k ?? 1) })}
            />
          ) : (
            <NumberField
              label="Budget"
              unit="£"
              value={wish.budget}
              min={0}
              max={1e8}
              onChange={(budget) => set({ budget: budget ?? 0 })}
            />
          )}
          <NumberField
            label="Cost of one"
            unit="£ (assumed)"
            value={wish.price}
            min={0}
            max={1e6}
            onChange={(price) => set({ price: price ?? 0 })}
          />
        </div>
        <CheckField isSelected={wish.isPowered} onChange={(isPowered) => set({ isPowered })}>
          Only columns with a permanent supply on record
        </CheckField>
        <CheckField isSelected={wish.isBackup} onChange={(isBackup) => set({ isBackup })}>
          Seeing a place twice is worth 30 % of seeing it once
        </CheckField>
        <Button variant="primary" onPress={() => ask([])} isDisabled={!model.question || answer.isFetching}>
          Find the best sites
        </Button>
      </div>
      {answer.isFetching ? (
        <div className="pad">
          <Skeleton lines={4} label="Looking at every column and direction" />
          <p className="note">Looking at every column in eight directions: some seconds the first time.</p>
        </div>
      ) : answer.error ? (
        <div className="pad">
          <ErrorNotice error={answer.error} />
        </div>
      ) : answer.data ? (
        <>
          <Verdict data={answer.data.data} />
          <div className="pad change-actions">
            <Button variant="primary" onPress={() => take(answer.data.data)}>
              Put these {answer.data.data.sites.length} into the plan
            </Button>
            {veto.length > 0 ? <Button onPress={() => ask([])}>Take back {veto.length} vetoes</Button> : null}
          </div>
          <SiteList sites={answer.data.data.sites} onVeto={(id) => ask([...veto, id])} />
          <ul className="limits pad">
            {answer.data.meta.caveats.map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

function inputOf(
  question: NonNullable<CamerasModel["question"]>,
  wish: Wish,
  veto: readonly string[],
): PlacementInput {
  const { cameras, obstacles: _, obstacleHeightsM: __, ...risk } = question;
  return {
    ...risk,
    ...(wish.limit === "k" ? { k: wish.k } : { budget: wish.budget }),
    keep: cameras,
    veto: [...veto],
    costs: { fixed: wish.price },
    requirePower: wish.isPowered,
    backupWeight: wish.isBackup ? BACKUP_WEIGHT : 0,
    timeLimitS: TIME_LIMIT_S,
  };
}

/** The answer, and how far from the best possible it can be. */
function Verdict({ data }: { data: Placement["data"] }) {
  const proof =
    data.status === "optimal"
      ? "Proven: no other choice is better."
      : `No other choice can be better by more than ${(100 * data.gap).toFixed(2)} % (proven).`;
  return (
    <div className="hd">
      <p className="answer-lead">
        {data.sites.length} {data.sites.length === 1 ? "camera" : "cameras"}: {shareText(data.riskShare)} of
        the risk in view, {shareText(data.before)} without them.
      </p>
      <p className="note">
        {proof} {formatCount(data.candidates)} columns, {formatCount(data.views)} views,{" "}
        {formatCount(data.demandPoints)} points, {data.seconds.toFixed(1)} s. £{formatCount(data.cost)} at the
        cost given. A home left out of view is worth 0.001 incidents a year.
      </p>
    </div>
  );
}

function take({ sites }: Placement["data"]): void {
  const state = planState();
  if (!state) return;
  const designs = sites.map(({ design }) => design);
  commit(`${sites.length} best sites put in`, withSites(state, designs));
}
