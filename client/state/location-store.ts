/** The browser's address as the store of what is looked at: back and forward work, and a reload changes nothing. */
import { useSyncExternalStore } from "react";
import { type ParsedUrl, parseUrl, type ScreenState, urlOf } from "./url-state.ts";

let parsed: ParsedUrl = parseUrl(window.location.search);
const listeners = new Set<() => void>();

window.addEventListener("popstate", () => publish(parseUrl(window.location.search)));

/**
 * Goes to a state. `replace` does not add a step to the browser's history: for what changes many times a second
 * (dragging the slider, panning), so that Back goes to the last thing a person chose.
 */
export function navigate(next: ScreenState, { replace = false } = {}): void {
  const address = `${window.location.pathname}${urlOf(next)}`;
  if (replace) window.history.replaceState(null, "", address);
  else if (urlOf(next) !== window.location.search) window.history.pushState(null, "", address);
  publish({ state: next, problems: [] });
}

/** Current state, with what of a followed link could not be used. */
export function useLocationState(): ParsedUrl {
  return useSyncExternalStore(subscribe, () => parsed);
}

/** Same, outside React. */
export function currentState(): ScreenState {
  return parsed.state;
}

function publish(next: ParsedUrl): void {
  parsed = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
