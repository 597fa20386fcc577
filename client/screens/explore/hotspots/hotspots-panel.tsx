import { useMemo, useState } from "react";
import type { Places } from "#contract/places.ts";
import { periodLabel } from "#domain/time/months.ts";
import { type HotspotQuestion, placesFileUrl, usePlaces } from "../../../api/places.ts";
import { formatCount, percentOf } from "../../../state/format.ts";
import { Button } from "../../../ui/button.tsx";
import { CheckField } from "../../../ui/check-field.tsx";
import { ErrorNotice, Notice, Skeleton } from "../../../ui/notice.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import type { ExploreModel } from "../model/use-explore.ts";
import type { PanelProps } from "../places/panel-props.ts";
import { AreaSumDialog } from "../sum/sum-dialog.tsx";
import { ExcludedPlaces } from "./excluded-places.tsx";
import { hotspotQuestion } from "./hotspot-question.ts";
import { PlaceAlerts } from "./place-alerts.tsx";
import { PlaceList } from "./place-list.tsx";
import { isGap, type PlaceSort, sortPlaces } from "./place-words.ts";
import "./hotspots.css";

const SORT_CHOICES: readonly { id: PlaceSort; label: string }[] = [
  { id: "rank", label: "Most above expected" },
  { id: "n", label: "Most incidents" },
  { id: "sure", label: "Surest" },
  { id: "change", label: "Most more than a year before" },
];

/** The hotspot list: what is new, then the places, then those left out. */
export function HotspotsPanel({ model }: PanelProps) {
  const question = hotspotQuestion(model);
  const { data, error, refetch, isFetching } = usePlaces(question);
  if (error) {
    return (
      <div className="pad">
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!data || !question) {
    return (
      <div className="pad">
        <Skeleton lines={8} label="Loading hotspots" />
      </div>
    );
  }
  return (
    <div className="hotspots" data-working={isFetching}>
      <ListHead model={model} question={question} answer={data} />
      {data.meta.refusal ? (
        <div className="pad">
          <Notice title="No hotspots can be shown here.">{data.meta.refusal.text}</Notice>
        </div>
      ) : (
        <ListBody question={question} answer={data} />
      )}
    </div>
  );
}

type HeadProps = { model: ExploreModel; question: HotspotQuestion; answer: Places };

function ListHead({ model, question, answer: { data, meta } }: HeadProps) {
  const [sum, setSum] = useState(false);
  const held = data.places.reduce((n, place) => n + place.n, 0);
  return (
    <div className="hd">
      <h2 className="hd-title">
        {meta.refusal
          ? "Hotspots"
          : data.places.length === 1
            ? "1 hotspot"
            : `${formatCount(data.places.length)} hotspots`}
      </h2>
      <p className="note">
        {meta.studyArea?.name}, {periodLabel(question.from, question.to)}.{" "}
        {data.share && data.places.length > 0
          ? `They hold ${formatCount(held)} of ${formatCount(meta.n + (meta.test?.lost ?? 0))} ${model.noun.many} in ${percentOf(data.share.area, 1)} of the land.`
          : ""}
        {model.areas.length > 1 ? " Of the first chosen area only." : ""}
      </p>
      <p className="hd-links">
        <a href={placesFileUrl(question, "csv")} download>
          CSV
        </a>
        <a href={placesFileUrl(question, "geojson")} download>
          GeoJSON
        </a>
        <Button variant="quiet" aria-label="Show the sum of the map" onPress={() => setSum(true)}>
          Show the sum
        </Button>
      </p>
      <AreaSumDialog question={question} isOpen={sum} onClose={() => setSum(false)} />
    </div>
  );
}

function ListBody({ question, answer: { data, meta } }: Omit<HeadProps, "model">) {
  const [sort, setSort] = useState<PlaceSort>("rank");
  const [gapOnly, setGapOnly] = useState(false);
  const gaps = useMemo(() => data.places.filter(isGap).length, [data.places]);
  const listed = sortPlaces(gapOnly ? data.places.filter(isGap) : data.places, sort);
  return (
    <>
      <PlaceAlerts alerts={data.alerts} comparedWith={data.comparedWith} places={data.places} />
      {data.places.length === 0 ? (
        <div className="pad">
          <Notice title="No significant hotspot.">
            Nothing here stands out more than chance would make it. Choose a longer period or larger hexagons
            to see weaker patterns; the map “Could be significant” shows where one could be found at all.
          </Notice>
        </div>
      ) : (
        <>
          <div className="hotspot-tools">
            <SelectField label="Order" compact options={SORT_CHOICES} value={sort} onChange={setSort} />
            {gaps > 0 ? (
              <CheckField isSelected={gapOnly} onChange={setGapOnly}>
                Lasting, with no camera near ({formatCount(gaps)})
              </CheckField>
            ) : null}
          </div>
          <PlaceList places={listed} question={question} cannot={meta.cannot} />
        </>
      )}
      <ExcludedPlaces places={data.excluded} />
      <p className="small-print pad">
        {meta.method} {meta.caveats.map((caveat) => caveat.text).join(" ")}
      </p>
    </>
  );
}
