import { type ReactNode, useState } from "react";
import type { Place } from "#contract/places.ts";
import { formatArea, formatCount, formatExactProbability, shareInWords } from "../../../state/format.ts";
import { Button } from "../../../ui/button.tsx";
import { CellSumDialog } from "../sum/sum-dialog.tsx";
import { DecisionDialog } from "./decision-dialog.tsx";
import type { PlaceListProps } from "./place-list.tsx";
import { flagWords, hottestCell, yearBeforeWords } from "./place-words.ts";

export type PlaceCardProps = Omit<PlaceListProps, "places"> & {
  place: Place;
  /** Of some places hours are told: those without have none that stand out. */
  hasPeaks: boolean;
};

/** Everything about a place, and what can be done with it. */
export function PlaceCard({ place, question, cannot, hasPeaks }: PlaceCardProps) {
  const [open, setOpen] = useState<"sum" | "exclude" | "shift" | null>(null);
  const close = () => setOpen(null);
  const hottest = hottestCell(place);
  return (
    <div className="place-card">
      <dl>
        <PlaceFacts place={place} cannot={cannot} hasPeaks={hasPeaks} />
      </dl>
      {place.flags.length > 0 || place.decision ? (
        <ul className="place-limits">
          {place.flags.map((flag) => (
            <li key={flag}>{flagWords(flag).long}</li>
          ))}
          {place.decision ? (
            <li>
              Shifted by {place.decision.author}: {place.decision.reason}
            </li>
          ) : null}
        </ul>
      ) : null}
      <div className="place-actions">
        <Button aria-label="Show the sum of its hottest hexagon" onPress={() => setOpen("sum")}>
          Show the sum
        </Button>
        <Button onPress={() => setOpen("exclude")}>Leave out…</Button>
        <Button onPress={() => setOpen("shift")}>Shift…</Button>
      </div>
      <CellSumDialog
        cell={hottest}
        ofPlace={place.name}
        question={question}
        isOpen={open === "sum"}
        onClose={close}
      />
      {open === "exclude" || open === "shift" ? (
        <DecisionDialog kind={open} place={place} cell={hottest} question={question} onClose={close} />
      ) : null}
    </div>
  );
}

function PlaceFacts({ place, cannot, hasPeaks }: Pick<PlaceCardProps, "place" | "cannot" | "hasPeaks">) {
  const why = (code: string) => cannot.find((one) => one.code.includes(code))?.text ?? "not known";
  return (
    <>
      <Fact term="A year before">{yearBeforeWords(place)}</Fact>
      <Fact term="Over time">{place.trend ? place.trend.words : why("trend")}</Fact>
      <Fact term="Peak">
        {place.peak
          ? peakWords(place.peak)
          : hasPeaks
            ? "no hours of the week stand out from chance"
            : why("hour")}
      </Fact>
      <Fact term="Positions">
        {formatCount(place.positions)}; the busiest has{" "}
        {shareInWords(Math.round(place.busiestPositionShare * place.n), place.n)}
      </Fact>
      <Fact term="Streets">
        {place.streets
          .slice(0, 5)
          .map(({ name, n }) => `${name} ${formatCount(n)}`)
          .join(", ") || "not named"}
      </Fact>
      <Fact term="Repeats">
        {place.nearRepeat === null
          ? why("repeat")
          : place.nearRepeat
            ? "inside a live near-repeat area"
            : "none live now"}
      </Fact>
      {place.harm ? (
        <Fact term="Harm">
          {formatCount(Math.round(place.harm.total))} {place.harm.unit}
          {place.harm.verified ? "" : " (weights not verified)"}
        </Fact>
      ) : null}
      <Fact term="Cameras">{coverWords(place)}</Fact>
      <Fact term="Size">
        {formatCount(place.cells.length)} hexagons, {formatArea(place.areaM2)}
      </Fact>
      <Fact term="Smallest q">{formatExactProbability(place.q)}</Fact>
    </>
  );
}

/** `Sunday 19:00–23:00, … (about 6 of 31; the hour itself is known for 5 of 31)`. */
function peakWords({ words, timed, share, certainShare }: NonNullable<Place["peak"]>): string {
  const part = (of: number) => shareInWords(Math.round(of * timed), timed);
  return `${words} (about ${part(share)}; the hour itself is known for ${part(certainShare)})`;
}

function coverWords({ covered, coveredShare, n }: Place): string {
  if (covered === null) return "no cameras imported here";
  if (!covered) return "none within 100 m of its incidents";
  return coveredShare === null
    ? "one within 100 m"
    : `within 100 m of ${shareInWords(Math.round(coveredShare * n), n)} incidents (distance only, not what they see)`;
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}
