/** What a use case gives back: an answer, or an expected refusal in words that people can act on. */

export type Refusal = {
  ok: false;
  /** Stable id, for programs. The HTTP layer knows which status belongs to it. */
  code: string;
  /** What happened. */
  title: string;
  /** Why: got and expected. */
  detail: string;
  /** What to do next. */
  next: string;
  /** Parameter or field at fault. */
  where?: string;
};

export type Answer<T> = { ok: true; value: T } | Refusal;

export function answer<T>(value: T): Answer<T> {
  return { ok: true, value };
}

export function refuse(refusal: Omit<Refusal, "ok">): Refusal {
  return { ok: false, ...refusal };
}
