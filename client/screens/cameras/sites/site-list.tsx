import type { Placement } from "#contract/coverage.ts";
import { currentState, navigate } from "../../../state/location-store.ts";
import { Button } from "../../../ui/button.tsx";
import { shareText } from "../model/camera-words.ts";

type Site = Placement["data"]["sites"][number];
const CLOSE_ZOOM = 17;

/** The sites in the order in which they add most, with what would be lost without each and the next best column. */
export function SiteList({ sites, onVeto }: { sites: readonly Site[]; onVeto: (id: string) => void }) {
  return (
    <ol className="site-list">
      {sites.map((site, i) => (
        <li key={site.candidateId}>
          <span className="num">{i + 1}</span>
          <div>
            <button type="button" className="row-link" onClick={() => show(site)}>
              {site.street ?? "Column"} {site.candidateId}
            </button>
            <p className="note">
              Looking {compass(site.bearingDeg)} from {site.heightM} m. Without it{" "}
              {shareText(site.marginalShare)} less. {homesText(site.homesInView)} {runnerUp(site)}{" "}
              {certainty(site)}
            </p>
          </div>
          <Button
            variant="quiet"
            aria-label={`Veto column ${site.candidateId}`}
            onPress={() => onVeto(site.candidateId)}
          >
            Veto
          </Button>
        </li>
      ))}
    </ol>
  );
}

function homesText(homes: number | null): string {
  if (homes === null) return "Homes in view are not known.";
  return `${homes === 0 ? "No home" : homes === 1 ? "1 home" : `${homes} homes`} in view.`;
}

function show({ position: [lng, lat] }: Site): void {
  const state = currentState();
  if (state.screen === "cameras") navigate({ ...state, viewport: { lng, lat, zoom: CLOSE_ZOOM } });
}

function runnerUp({ runnerUp: other, marginalShare }: Site): string {
  if (!other) return "No other column would add anything in its place.";
  const part = marginalShare > 0 ? Math.max(0, other.lossShare / marginalShare) : 0;
  if (part < 0.05) return `Column ${other.candidateId} would do nearly as well: a toss-up.`;
  return `Next best in its place: column ${other.candidateId}, ${Math.round(100 * part)} % of this gain lost.`;
}

/** A place that the draws of the risk seldom choose could as well have been another. */
function certainty({ chosenShare, placeShare }: Site): string {
  if (chosenShare === null || placeShare === null) return "";
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const often = `Chosen in ${percent(chosenShare)} of the draws, it or one within 30 m in ${percent(placeShare)}`;
  return placeShare < 0.5 ? `${often}: a toss-up.` : `${often}.`;
}

const POINTS = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];

function compass(bearingDeg: number): string {
  return POINTS[Math.round(bearingDeg / 45) % 8] ?? `${bearingDeg}°`;
}
