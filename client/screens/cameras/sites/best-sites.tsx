import { useState } from "react";
import type { Placement, PlacementInput } from "#contract/coverage.ts";
import type { CameraDesign } from "#domain/camera/camera-design.ts";
import { stopPlacement, usePlacement } from "../../../api/cameras.ts";
import { formatCount } from "../../../state/format.ts";
import { Button } from "../../../ui/button.tsx";
import { CheckField } from "../../../ui/check-field.tsx";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { ErrorNotice, Skeleton } from "../../../ui/notice.tsx";
import { NumberField } from "../camera/number-field.tsx";
import { shareText } from "../model/camera-words.ts";
import { withFacts, withSites } from "../model/plan.ts";
import { commit, planState, takenIds } from "../model/plan-session.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { bestAnswer } from "./best-answer.ts";
import { SiteList } from "./site-list.tsx";

type Wish = {
  limit: "k" | "budget";
  k: number;
  budget: number;
  price: number;
  isPowered: boolean;
  isBackup: boolean;
  /** Least part of each ward's own risk, %; null = no floor. */
  floorPercent: number | null;
  homesWeight: number;
  /** Buy what the chosen camera of the plan has, instead of a common lens. */
  isChosenKit: boolean;
};

const FIRST_WISH: Wish = {
  limit: "k",
  k: 10,
  budget: 50_000,
  price: 8000,
  isPowered: false,
  isBackup: false,
  floorPercent: null,
  homesWeight: 0.001,
  isChosenKit: false,
};
const FIRST_TIME_S = 1;
const TIME_LIMIT_S = 20;
const RESAMPLES = 200;
const BACKUP_WEIGHT = 0.3;

/** Where the next cameras should hang: asked of every lamp column of the area, with the gap that is left. */
export function BestSites({ model }: { model: CamerasModel }) {
  const [wish, setWish] = useState(FIRST_WISH);
  const [input, setInput] = useState<PlacementInput | null>(null);
  const [veto, setVeto] = useState<readonly string[]>([]);
  const [run, setRun] = useState("");
  const [isStopping, setStopping] = useState(false);
  const [isStopped, setStopped] = useState(false);
  const first = usePlacement(input);
  // The first answer is there at once; the same question with time to prove it and to draw the risk anew follows.
  const better = usePlacement(
    input && first.data && !isStopped
      ? { ...input, timeLimitS: TIME_LIMIT_S, resamples: RESAMPLES, run }
      : null,
  );
  const answer = bestAnswer(first.data, better.data);
  const ask = (without: readonly string[]) => {
    setVeto(without);
    setStopped(false);
    setStopping(false);
    setRun(newRun());
    if (model.question) setInput(inputOf(model, model.question, wish, without));
  };
  /** The search ends and answers with the best it has; where it cannot be reached, the answer shown is kept. */
  const stop = () => {
    setStopping(true);
    stopPlacement(run).then(
      (isFound) => isFound || setStopped(true),
      () => setStopped(true),
    );
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
        <div className="camera-form">
          <NumberField
            label="Of each ward’s risk at least"
            unit="% (empty = no floor)"
            value={wish.floorPercent}
            min={0.001}
            max={100}
            isOptional
            onChange={(floorPercent) => set({ floorPercent })}
          />
          <NumberField
            label="A home out of view is worth"
            unit="incidents a year"
            value={wish.homesWeight}
            min={0}
            max={100}
            onChange={(homes) => set({ homesWeight: homes ?? 0 })}
          />
        </div>
        {model.selected?.design ? (
          <CheckField isSelected={wish.isChosenKit} onChange={(isChosenKit) => set({ isChosenKit })}>
            Buy the kit of {model.selected.label}: its lens, sensor and range
          </CheckField>
        ) : (
          <p className="note">
            Kit: 1/2.8″, 4 mm, full HD, up to 60 m. Choose a camera to buy another’s lens, sensor and range.
          </p>
        )}
        <Button variant="primary" onPress={() => ask([])} isDisabled={!model.question || first.isFetching}>
          Find the best sites
        </Button>
      </div>
      {first.isFetching ? (
        <div className="pad">
          <Skeleton lines={4} label="Looking at every column and direction" />
          <p className="note">Looking at every column in eight directions: some seconds the first time.</p>
        </div>
      ) : first.error ? (
        <div className="pad">
          <ErrorNotice error={first.error} />
        </div>
      ) : answer ? (
        <>
          <Verdict data={answer.data} />
          {better.isFetching ? (
            <div className="pad change-actions" role="status">
              <span className="note">Proving it, and drawing the risk anew {RESAMPLES} times.</span>
              <Button onPress={stop} isDisabled={isStopping}>
                {isStopping ? "Stopping" : "Stop and keep the best"}
              </Button>
            </div>
          ) : null}
          {better.error ? (
            <div className="pad">
              <ErrorNotice error={better.error} />
            </div>
          ) : null}
          <div className="pad change-actions">
            <Button variant="primary" onPress={() => take(answer.data)}>
              Put these {answer.data.sites.length} into the plan
            </Button>
            {veto.length > 0 ? (
              <Button onPress={() => ask([])}>
                Take back {veto.length} {veto.length === 1 ? "veto" : "vetoes"}
              </Button>
            ) : null}
          </div>
          <SiteList sites={answer.data.sites} onVeto={(id) => ask([...veto, id])} />
          <ul className="limits pad">
            {answer.meta.caveats.map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** A name for a search that nobody else has. */
function newRun(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** Lens, sensor and range of a design; where it hangs and looks is the column's. */
function kitOf(design: CameraDesign): NonNullable<PlacementInput["lens"]> {
  const { position: _, bearingDeg: __, presets: ___, heightM: ____, ...kit } = design;
  return kit;
}

function inputOf(
  { selected }: CamerasModel,
  question: NonNullable<CamerasModel["question"]>,
  wish: Wish,
  veto: readonly string[],
): PlacementInput {
  const { cameras, ...risk } = question;
  return {
    ...risk,
    ...(wish.limit === "k" ? { k: wish.k } : { budget: wish.budget }),
    keep: cameras,
    veto: [...veto],
    costs: { fixed: wish.price },
    requirePower: wish.isPowered,
    backupWeight: wish.isBackup ? BACKUP_WEIGHT : 0,
    ...(wish.isChosenKit && selected?.design ? { lens: kitOf(selected.design) } : {}),
    privacyWeight: wish.homesWeight,
    floors: wish.floorPercent === null ? null : { kind: "ward", share: wish.floorPercent / 100 },
    // A plan that keeps floors takes longer to be found than one without.
    timeLimitS: wish.floorPercent === null ? FIRST_TIME_S : TIME_LIMIT_S,
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
        cost given.
        {data.resamples && data.resamples.draws > 0
          ? ` Risk drawn anew ${data.resamples.draws} times (seed ${data.resamples.seed}).`
          : ""}
      </p>
      {data.wards ? <WardShares wards={data.wards} /> : null}
    </div>
  );
}

/** With floors: what each ward has in view of its own risk. */
function WardShares({ wards }: { wards: NonNullable<Placement["data"]["wards"]> }) {
  return (
    <details>
      <summary>Share in view by ward</summary>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">Ward</th>
            <th scope="col" className="num">
              Of its risk
            </th>
            <th scope="col" className="num">
              Incidents a year
            </th>
          </tr>
        </thead>
        <tbody>
          {wards.map(({ code, name, seenShare, totalPerYear }) => (
            <tr key={code}>
              <th scope="row">{name}</th>
              <td className="num">{shareText(seenShare)}</td>
              <td className="num">{totalPerYear.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function take({ sites }: Placement["data"]): void {
  const state = planState();
  if (!state) return;
  const next = withSites(
    state,
    sites.map(({ design }) => design),
    takenIds(),
  );
  const fresh = next.plan.slice(state.plan.length);
  commit(`${sites.length} best sites put in`, next, (document) =>
    fresh.reduce((so, { id }, i) => {
      const site = sites[i];
      return site ? withFacts(so, id, { columnId: site.candidateId, capitalCost: site.cost }) : so;
    }, document),
  );
}
