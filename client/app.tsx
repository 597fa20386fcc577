import { lazy, Suspense } from "react";
import { useReady } from "./api/queries.ts";
import { useLocationState } from "./state/location-store.ts";
import type { ScreenState } from "./state/url-state.ts";
import { TopBar } from "./top-bar/top-bar.tsx";
import { LiveRegion } from "./ui/live-region.tsx";
import { ErrorNotice, Skeleton } from "./ui/notice.tsx";
import { ScreenBoundary } from "./ui/screen-boundary.tsx";

const ExploreScreen = lazy(() =>
  import("./screens/explore/explore-screen.tsx").then((file) => ({ default: file.ExploreScreen })),
);
const CamerasScreen = lazy(() =>
  import("./screens/cameras/cameras-screen.tsx").then((file) => ({ default: file.CamerasScreen })),
);
const DataScreen = lazy(() =>
  import("./screens/data/data-screen.tsx").then((file) => ({ default: file.DataScreen })),
);

const MethodScreen = lazy(() =>
  import("./screens/method/method-screen.tsx").then((file) => ({ default: file.MethodScreen })),
);

/** Screens that exist, in the order of the top bar. Later screens are added here and nowhere else. */
const SCREENS = [
  { id: "explore", label: "Explore" },
  { id: "cameras", label: "Cameras" },
  { id: "data", label: "Data" },
  { id: "method", label: "Method" },
] as const satisfies readonly { id: ScreenState["screen"]; label: string }[];

/** The shell: top bar, the screen of the address, and messages for screen readers. */
export function App() {
  const { state, problems } = useLocationState();
  const ready = useReady();
  return (
    <div className="app">
      <a className="skip-link" href="#main">
        Skip to the screen
      </a>
      <TopBar state={state} screens={SCREENS} />
      <ScreenBoundary key={state.screen}>
        <Suspense fallback={<Waiting />}>
          {ready.error && !ready.data ? (
            <main className="empty" id="main">
              <ErrorNotice error={ready.error} onRetry={() => void ready.refetch()} />
            </main>
          ) : ready.data?.ready === false && state.screen === "explore" ? (
            <Waiting text={ready.data.preparing} />
          ) : (
            <Screen state={state} problems={problems} />
          )}
        </Suspense>
      </ScreenBoundary>
      <LiveRegion />
    </div>
  );
}

function Screen({ state, problems }: { state: ScreenState; problems: readonly string[] }) {
  switch (state.screen) {
    case "explore":
      return <ExploreScreen state={state} problems={problems} />;
    case "cameras":
      return <CamerasScreen state={state} problems={problems} />;
    case "data":
      return <DataScreen />;
    case "method":
      return <MethodScreen />;
  }
}

/** While the server makes itself ready, or a screen's code is on its way. */
function Waiting({ text }: { text?: string | null }) {
  return (
    <main className="empty" id="main">
      <div className="waiting">
        {text ? <p className="lead">{text}</p> : null}
        <Skeleton lines={4} />
      </div>
    </main>
  );
}
