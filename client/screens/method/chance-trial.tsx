import { formatCount } from "../../state/format.ts";
import type { NullCalibration } from "./null-calibration.ts";

/** What the test finds on maps of pure chance, beside the usual way. The first thing on the page, because it decides whether the rest can be trusted. */
export function ChanceTrial({ trial }: { trial: NullCalibration | null }) {
  return (
    <section className="method-statistic method-chance" aria-labelledby="chance-title">
      <h2 id="chance-title">Does it find hotspots where there are none?</h2>
      {trial === null ? (
        <p className="method-answers">Drawing maps of pure chance…</p>
      ) : (
        <>
          <p className="method-answers">
            {trial.maps} maps of {formatCount(trial.hexagons)} hexagons were just drawn by pure chance,{" "}
            {trial.meanPerHexagon} incidents a hexagon. There is nothing on them to find.
          </p>
          <div className="method-bars">
            <Bar
              label="Exact test, as used here"
              flagged={trial.flaggedExact}
              maps={trial.maps}
              tone="good"
            />
            <Bar
              label="Normal approximation, the usual way"
              flagged={trial.flaggedNormal}
              maps={trial.maps}
              tone="bad"
            />
          </div>
          <p className="method-note">
            A map counts as a false alarm if any hexagon is marked at q ≤ 0.05. The normal approximation
            marked {formatCount(trial.falseHexagonsNormal)} hexagons in all. Seed {trial.seed}.
          </p>
        </>
      )}
    </section>
  );
}

function Bar({
  label,
  flagged,
  maps,
  tone,
}: {
  label: string;
  flagged: number;
  maps: number;
  tone: "good" | "bad";
}) {
  return (
    <div className="method-bar">
      <span>{label}</span>
      <span className="method-track" aria-hidden="true">
        <i data-tone={tone} style={{ width: `${(100 * flagged) / maps}%` }} />
      </span>
      <b>
        false alarm on {flagged} of {maps} maps
      </b>
    </div>
  );
}
