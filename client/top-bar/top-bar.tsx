import type { Ready } from "#contract/system.ts";
import { useReady } from "../api/queries.ts";
import { type CameraState, DEFAULT_CAMERAS } from "../state/camera-state.ts";
import { navigate } from "../state/location-store.ts";
import {
  DEFAULT_DATA,
  DEFAULT_EXPLORE,
  type ExploreState,
  METHOD,
  type ScreenState,
  urlOf,
} from "../state/url-state.ts";
import { AreaCombo } from "../ui/area-combo.tsx";
import { Badge } from "../ui/badge.tsx";
import { BrandMark } from "../ui/icons.tsx";
import { ThemeToggle } from "../ui/theme-toggle.tsx";
import { PlaceSearch } from "./place-search.tsx";

export type TopBarProps = {
  state: ScreenState;
  screens: readonly { id: ScreenState["screen"]; label: string }[];
};

/** Last states of the map screens, so that coming back from another screen finds everything as it was. */
let lastExplore: ExploreState = DEFAULT_EXPLORE;
let lastCameras: CameraState = DEFAULT_CAMERAS;

/** Name, area, screens, search, what the data is, and the colours. */
export function TopBar({ state, screens }: TopBarProps) {
  if (state.screen === "explore") lastExplore = state;
  if (state.screen === "cameras") lastCameras = state;
  const { data: ready } = useReady();
  const area = (state.screen === "cameras" ? state.area : lastExplore.areas[0]) ?? ready?.defaultArea ?? null;
  return (
    <header className="top-bar">
      <span className="mark">
        <BrandMark />
        <span>Sightline</span>
      </span>
      {state.screen === "explore" || state.screen === "cameras" ? (
        <div className="bar-area">
          <AreaCombo
            label="Area"
            labelHidden
            value={area}
            onChange={(code) =>
              state.screen === "cameras"
                ? navigate({ ...state, area: code, viewport: null })
                : navigate({ ...lastExplore, areas: [code], viewport: null, cell: null })
            }
          />
        </div>
      ) : null}
      <ScreenLinks state={state} screens={screens} />
      <span className="bar-space" />
      <PlaceSearch />
      {ready ? <DataBadges ready={ready} /> : null}
      <ThemeToggle />
    </header>
  );
}

function ScreenLinks({ state, screens }: TopBarProps) {
  const home = { explore: lastExplore, cameras: lastCameras, data: DEFAULT_DATA, method: METHOD };
  return (
    <nav aria-label="Screens">
      {screens.map(({ id, label }) => (
        <a
          key={id}
          href={urlOf(home[id]) || "?"}
          aria-current={state.screen === id ? "page" : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            navigate(home[id]);
          }}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}

/** What the data is and what keeps it. */
function DataBadges({ ready }: { ready: Ready }) {
  const engine = ENGINE_NAMES[ready.engine];
  return (
    <>
      {ready.demo ? <Badge tone="warn">Demo: invented incidents</Badge> : null}
      <Badge tone={ready.durable ? "plain" : "warn"} hint={ready.engineText}>
        {ready.durable ? engine : `${engine}: trial store`}
      </Badge>
    </>
  );
}

const ENGINE_NAMES = {
  external: "PostgreSQL",
  "local-cluster": "Local PostgreSQL",
  embedded: "Embedded",
} as const;
