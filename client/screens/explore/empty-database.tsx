import { navigate } from "../../state/location-store.ts";
import { DEFAULT_DATA } from "../../state/url-state.ts";
import { Notice } from "../../ui/notice.tsx";

const WORDS = {
  "no-data": {
    title: "There are no incidents yet.",
    text: "Import a police.uk archive or your force's own extract; the map appears as soon as it is read.",
  },
  "no-area": {
    title: "There is no boundary yet.",
    text: "Incidents are here, but no area to count them in. Import your borough's boundary.",
  },
} as const;

/** A database with nothing to show, and the way to fill it. */
export function EmptyDatabase({ reason }: { reason: keyof typeof WORDS }) {
  return (
    <main className="empty" id="main">
      <Notice
        title={WORDS[reason].title}
        action={{ label: "Go to Data", onPress: () => navigate(DEFAULT_DATA) }}
      >
        {WORDS[reason].text}
      </Notice>
    </main>
  );
}
