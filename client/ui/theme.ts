/** Light, dark or as the system says. The choice is a matter of the device, so it is not part of a shared link. */
import { useSyncExternalStore } from "react";

export type ThemeChoice = "system" | "light" | "dark";
export type Theme = "light" | "dark";

const STORAGE_KEY = "sightline.theme";
const CHOICES: readonly ThemeChoice[] = ["system", "light", "dark"];
const listeners = new Set<() => void>();
let choice: ThemeChoice = readStored();
let resolved: Theme = "light";

/** Applies the stored choice to the document and follows the system from now on. Call once, before rendering. */
export function startTheme(): void {
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  apply();
}

/** Next choice in the order system, light, dark. */
export function nextThemeChoice(current: ThemeChoice): ThemeChoice {
  return CHOICES[(CHOICES.indexOf(current) + 1) % CHOICES.length] ?? "system";
}

export function setThemeChoice(next: ThemeChoice): void {
  choice = next;
  try {
    localStorage.setItem(STORAGE_KEY, next);
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
  apply();
}

/** The choice, and the theme that is on screen because of it. */
export function useTheme(): { choice: ThemeChoice; theme: Theme } {
  const current = useSyncExternalStore(subscribe, () => choice);
  const theme = useSyncExternalStore(subscribe, () => resolved);
  return { choice: current, theme };
}

function apply(): void {
  const system = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  resolved = choice === "system" ? system : choice;
  document.documentElement.dataset.theme = resolved;
  document.documentElement.style.colorScheme = resolved;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readStored(): ThemeChoice {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return CHOICES.find((known) => known === stored) ?? "system";
  } catch {
    return "system";
  }
}
