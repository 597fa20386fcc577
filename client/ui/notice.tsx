import type { ReactNode } from "react";
import { messageOfError } from "../api/problem-message.ts";
import { Button } from "./button.tsx";

export type NoticeProps = {
  tone?: "plain" | "warn" | "bad" | "good";
  title: string;
  children?: ReactNode;
  action?: { label: string; onPress: () => void } | null;
  /** True if it appears because of something the reader just did, so that screen readers say it. */
  live?: boolean;
};

/** A sentence that must be seen, in words first; colour only repeats it. */
export function Notice({ tone = "plain", title, children, action, live = false }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} {...(live ? { role: tone === "bad" ? "alert" : "status" } : {})}>
      <p className="notice-title">{title}</p>
      {children ? <div className="notice-text">{children}</div> : null}
      {action ? <Button onPress={action.onPress}>{action.label}</Button> : null}
    </div>
  );
}

/** What happened, why, and what to do next, for a failed or refused request. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const message = messageOfError(error);
  return (
    <Notice
      tone={message.refused ? "warn" : "bad"}
      title={message.happened}
      action={onRetry && !message.refused ? { label: "Try again", onPress: onRetry } : null}
      live
    >
      <p>{message.why}</p>
      <p>{message.next}</p>
    </Notice>
  );
}

/** Grey lines in the place of text that is on its way. */
export function Skeleton({ lines = 3, label = "Loading" }: { lines?: number; label?: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} style={{ width: `${[92, 78, 86, 64][line % 4]}%` }} />
      ))}
    </div>
  );
}
