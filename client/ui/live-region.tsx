/** Messages for screen readers. One polite region for the whole app; the newest message replaces the one before. */
import { useSyncExternalStore } from "react";

let message = "";
const listeners = new Set<() => void>();

/** Says a sentence to screen readers. Saying the same again is heard again. */
export function announce(next: string): void {
  message = next === message ? `${next}\u00a0` : next;
  for (const listener of listeners) listener();
}

/** The region itself; rendered once by the app. */
export function LiveRegion() {
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => message,
  );
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
