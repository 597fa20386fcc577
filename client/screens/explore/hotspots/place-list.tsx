import type { Place, Places } from "#contract/places.ts";
import type { HotspotQuestion } from "../../../api/places.ts";
import { formatCount } from "../../../state/format.ts";
import { useLocationState } from "../../../state/location-store.ts";
import { PlaceCard } from "./place-card.tsx";
import { excessSentence, flagWords, PLACE_CLASS_WORDS, trendWord } from "./place-words.ts";
import { selectPlace } from "./select-place.ts";

export type PlaceListProps = {
  places: readonly Place[];
  question: HotspotQuestion;
  cannot: Places["meta"]["cannot"];
};

/** The places, each a button; the chosen one is open. */
export function PlaceList({ places, question, cannot }: PlaceListProps) {
  const { state } = useLocationState();
  const chosen = state.screen === "explore" ? state.cell : null;
  const hasPeaks = places.some(({ peak }) => peak !== null);
  return (
    <ol className="place-list" aria-label="Hotspots">
      {places.map((place) => {
        const isOpen = chosen !== null && place.cells.includes(chosen);
        return (
          <li key={place.id} data-open={isOpen}>
            <PlaceHead place={place} isOpen={isOpen} />
            {isOpen ? (
              <PlaceCard place={place} question={question} cannot={cannot} hasPeaks={hasPeaks} />
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

function PlaceHead({ place, isOpen }: { place: Place; isOpen: boolean }) {
  const word = trendWord(place);
  return (
    <button type="button" className="place-head" aria-expanded={isOpen} onClick={() => selectPlace(place)}>
      <span className="place-rank">{formatCount(place.rank)}</span>
      <span className="place-text">
        <span className="place-name">
          <b>{place.name}</b>
          {place.ward ? <span className="note"> {place.ward}</span> : null}
        </span>
        <span className="place-figures">{excessSentence(place)}</span>
        <span className="place-tags">
          <span className={`tag tag-${place.class}`}>{PLACE_CLASS_WORDS[place.class]}</span>
          {word ? <span className="tag">{word}</span> : null}
          {place.nearRepeat ? <span className="tag tag-warn">Repeats now</span> : null}
          {place.decision?.kind === "shift" ? <span className="tag">Shifted</span> : null}
          {place.flags.map((flag) => (
            <span key={flag} className="tag tag-limit" title={flagWords(flag).long}>
              {flagWords(flag).short}
            </span>
          ))}
        </span>
      </span>
    </button>
  );
}
