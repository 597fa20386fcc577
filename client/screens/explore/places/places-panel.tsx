import { memo, Suspense } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import { navigate } from "../../../state/location-store.ts";
import { Skeleton } from "../../../ui/notice.tsx";
import type { PanelProps } from "./panel-props.ts";
import { PANEL_ENTRIES, type PanelEntry } from "./panels.ts";

/** Right panel: one part at a time, chosen by tabs. Which one is in the address. */
export const PlacesPanel = memo(function PlacesPanel(props: PanelProps) {
  const { state } = props.model;
  const shown = PANEL_ENTRIES.find(({ id }) => id === state.panel) ?? PANEL_ENTRIES[0];
  if (!shown) return null;
  if (PANEL_ENTRIES.length === 1) {
    return (
      <aside className="right" aria-label="Places">
        <PanelContent entry={shown} {...props} />
      </aside>
    );
  }
  return (
    <aside className="right" aria-label="Places">
      <Tabs
        className="panel-tabs"
        selectedKey={shown.id}
        onSelectionChange={(key) => {
          const next = PANEL_ENTRIES.find(({ id }) => id === key);
          if (next && next.id !== state.panel) navigate({ ...state, panel: next.id });
        }}
      >
        <TabList aria-label="What the panel shows" className="tab-list">
          {PANEL_ENTRIES.map(({ id, label }) => (
            <Tab key={id} id={id} className="tab">
              {label}
            </Tab>
          ))}
        </TabList>
        {PANEL_ENTRIES.map((entry) => (
          <TabPanel key={entry.id} id={entry.id} className="tab-panel">
            <PanelContent entry={entry} {...props} />
          </TabPanel>
        ))}
      </Tabs>
    </aside>
  );
});

function PanelContent({ entry: { Content, label }, ...props }: PanelProps & { entry: PanelEntry }) {
  return (
    <Suspense
      fallback={
        <div className="pad">
          <Skeleton lines={8} label={`Loading ${label}`} />
        </div>
      }
    >
      <Content {...props} />
    </Suspense>
  );
}
