/**
 * Undo and redo of a document that others may change too. A step is undone by putting its reverse onto the document as
 * it is now, so that what somebody else did in between stays. Pure.
 */
import { rebase } from "#domain/scenario/rebase.ts";
import type { ScenarioDocument } from "#domain/scenario/scenario-document.ts";

export type EditStep = { label: string; before: ScenarioDocument; after: ScenarioDocument };

/** Steps that were done, oldest first, and steps that were undone, the next to be redone last. */
export type EditHistory = { done: readonly EditStep[]; undone: readonly EditStep[] };

export const NO_HISTORY: EditHistory = { done: [], undone: [] };
/** Older steps are forgotten; a step is two references, so this is cheap. */
const MOST_STEPS = 200;

export function withStep({ done }: EditHistory, step: EditStep): EditHistory {
  return { done: [...done, step].slice(-MOST_STEPS), undone: [] };
}

export type Stepped = { document: ScenarioDocument; history: EditHistory; label: string };

/** Null if there is nothing to undo. */
export function undo(now: ScenarioDocument, { done, undone }: EditHistory): Stepped | null {
  const step = done.at(-1);
  if (!step) return null;
  const { document } = rebase(step.after, step.before, now);
  return { document, history: { done: done.slice(0, -1), undone: [...undone, step] }, label: step.label };
}

/** Null if there is nothing to redo. */
export function redo(now: ScenarioDocument, { done, undone }: EditHistory): Stepped | null {
  const step = undone.at(-1);
  if (!step) return null;
  const { document } = rebase(step.before, step.after, now);
  return { document, history: { done: [...done, step], undone: undone.slice(0, -1) }, label: step.label };
}
