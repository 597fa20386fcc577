import type { Place, PlaceAlert } from "#contract/places.ts";
import { periodLabel } from "#domain/time/months.ts";
import { Button } from "../../../ui/button.tsx";
import { selectPlace } from "./select-place.ts";

/** How many are shown before the rest is folded. */
const SHOWN = 4;

export type PlaceAlertsProps = {
  alerts: readonly PlaceAlert[];
  comparedWith: { from: string; to: string } | null;
  places: readonly Place[];
};

/** What is new since the month before: the first thing to read. */
export function PlaceAlerts({ alerts, comparedWith, places }: PlaceAlertsProps) {
  if (!comparedWith) return null;
  const since = periodLabel(comparedWith.from, comparedWith.to);
  return (
    <section className="alerts" aria-label="What is new">
      <h3>What is new</h3>
      {alerts.length === 0 ? (
        <p className="note">Nothing: the same places as in {since}.</p>
      ) : (
        <>
          <AlertRows alerts={alerts.slice(0, SHOWN)} places={places} />
          {alerts.length > SHOWN ? (
            <details>
              <summary>{alerts.length - SHOWN} more</summary>
              <AlertRows alerts={alerts.slice(SHOWN)} places={places} />
            </details>
          ) : null}
          <p className="note">Against {since}.</p>
        </>
      )}
    </section>
  );
}

const KIND_WORDS: Record<PlaceAlert["kind"], string> = {
  "new-place": "New",
  "gone-place": "Gone",
  "class-changed": "Changed",
  "near-repeat": "Repeats",
  revised: "Revised",
};

function AlertRows({ alerts, places }: Pick<PlaceAlertsProps, "alerts" | "places">) {
  return (
    <ul>
      {alerts.map(({ kind, text, placeId }) => {
        const place = places.find(({ id }) => id === placeId);
        return (
          <li key={`${kind}${text}`} data-kind={kind}>
            <span className="alert-kind">{KIND_WORDS[kind]}</span>
            {place ? (
              <Button variant="quiet" onPress={() => selectPlace(place)}>
                {text}
              </Button>
            ) : (
              <span>{text}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
