import { useDeferredValue, useState } from "react";
import { ComboBox } from "react-aria-components/ComboBox";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Text } from "react-aria-components/Text";
import type { SearchHit } from "#contract/search.ts";
import { messageOfError } from "../api/problem-message.ts";
import { useSearch } from "../api/queries.ts";
import { currentState, navigate } from "../state/location-store.ts";
import { DEFAULT_EXPLORE, type ExploreState } from "../state/url-state.ts";
import { announce } from "../ui/live-region.tsx";

/** Zoom at which a single street or point is shown. */
const POINT_ZOOM = 15;

/** Finds areas, streets, postcode districts, coordinates and grid references, and takes the map there. */
export function PlaceSearch() {
  const [text, setText] = useState("");
  const { data, error, isFetching } = useSearch(useDeferredValue(text));
  const hits = text.trim().length >= 2 ? (data?.data ?? []) : [];
  const waiting = isFetching ? "Searching…" : (data?.message ?? "Nothing of that name.");
  const empty = error ? messageOfError(error).happened : waiting;
  return (
    <ComboBox
      className="field bar-search"
      inputValue={text}
      onInputChange={setText}
      items={hits.map((hit, i) => ({ ...hit, id: `${i}:${hit.kind}:${hit.code ?? hit.label}` }))}
      onSelectionChange={(key) => {
        const hit = hits[Number(String(key).split(":")[0])];
        if (key === null || !hit) return;
        setText("");
        goTo(hit);
      }}
      selectedKey={null}
      allowsEmptyCollection={text.trim().length >= 2}
      allowsCustomValue
      menuTrigger="input"
    >
      <Label className="visually-hidden">Search</Label>
      <Input className="input" placeholder="Street, ward, postcode, grid ref…" type="search" />
      <Popover className="popover" maxHeight={420}>
        <HitList empty={empty} />
      </Popover>
    </ComboBox>
  );
}

function HitList({ empty }: { empty: string }) {
  return (
    <ListBox<SearchHit & { id: string }>
      className="list"
      renderEmptyState={() => <p className="list-section">{empty}</p>}
    >
      {(hit) => (
        <ListBoxItem id={hit.id} textValue={hit.label} className="list-item">
          <Text slot="label">{hit.label}</Text>
          <Text slot="description" className="list-detail">
            {hit.detail}
          </Text>
        </ListBoxItem>
      )}
    </ListBox>
  );
}

/** An area is looked at; anything else is where the map goes. */
function goTo(hit: SearchHit): void {
  const now = currentState();
  const state: ExploreState = now.screen === "explore" ? now : DEFAULT_EXPLORE;
  if (hit.kind === "area" && hit.code !== null) {
    navigate({ ...state, areas: [hit.code], viewport: null, cell: null });
  } else {
    const [lng, lat] = hit.centre;
    navigate({ ...state, viewport: { lng, lat, zoom: hit.bbox ? POINT_ZOOM - 1 : POINT_ZOOM } });
  }
  announce(`The map shows ${hit.label}.`);
}
