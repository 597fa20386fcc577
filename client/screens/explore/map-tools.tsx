import { type RefObject, useState } from "react";
import type { Bounds } from "../../map/geometry.ts";
import type { MapController } from "../../map/map-controller.ts";
import { navigate } from "../../state/location-store.ts";
import { Button } from "../../ui/button.tsx";
import { CompareIcon, FitIcon, LinkIcon, MinusIcon, PlusIcon } from "../../ui/icons.tsx";
import { announce } from "../../ui/live-region.tsx";
import type { ExploreModel } from "./model/use-explore.ts";

export type MapToolsProps = {
  model: ExploreModel;
  controllers: readonly RefObject<MapController | null>[];
  bounds: Bounds;
};

/** Zoom, whole area, compare, copy link. */
export function MapTools({ model, controllers, bounds }: MapToolsProps) {
  const { state } = model;
  const fit = () => {
    for (const { current } of controllers) current?.fit(bounds, true);
    navigate({ ...state, viewport: null }, { replace: true });
  };
  return (
    <div className="map-tools">
      <fieldset aria-label="Zoom">
        <Button
          variant="icon"
          aria-label="Zoom in"
          hint="Zoom in"
          onPress={() => controllers[0]?.current?.zoomBy(1)}
        >
          <PlusIcon />
        </Button>
        <Button
          variant="icon"
          aria-label="Zoom out"
          hint="Zoom out"
          onPress={() => controllers[0]?.current?.zoomBy(-1)}
        >
          <MinusIcon />
        </Button>
      </fieldset>
      <fieldset aria-label="Map">
        <Button variant="icon" aria-label="Show the whole area" hint="Show the whole area" onPress={fit}>
          <FitIcon />
        </Button>
        <CompareButton model={model} />
        <CopyLink />
      </fieldset>
    </div>
  );
}

function CompareButton({ model: { state } }: { model: ExploreModel }) {
  const comparing = state.compare !== null;
  return (
    <Button
      variant="icon"
      aria-label={comparing ? "Stop comparing" : "Compare with a year before"}
      aria-pressed={comparing}
      hint={comparing ? "Stop comparing" : "Compare with a year before, side by side"}
      onPress={() => navigate({ ...state, compare: comparing ? null : { kind: "year-before" } })}
    >
      <CompareIcon />
    </Button>
  );
}

/** Copies the address, which holds everything that is on screen. */
function CopyLink() {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      setCopied(true);
      announce("Link copied. It shows this same view.");
      window.setTimeout(() => setCopied(false), 2500);
    } catch {
      announce("The browser does not let this page copy. Copy the address from the address bar.");
    }
  };
  return (
    <Button
      variant="icon"
      aria-label="Copy a link to this view"
      hint="Copy a link to this view"
      onPress={copy}
    >
      {copied ? <span className="copied">✓</span> : <LinkIcon />}
    </Button>
  );
}
