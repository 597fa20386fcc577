import type { MouseEvent, ReactNode } from "react";
import { navigate } from "../../state/location-store.ts";
import { type ScreenState, urlOf } from "../../state/url-state.ts";

export type ScreenLinkProps = {
  to: ScreenState;
  className?: string;
  /** Marks the place where one is, for screen readers and sight. */
  current?: boolean;
  children: ReactNode;
};

/** A real link to another state of the app: opens in a new tab when asked to, otherwise without a reload. */
export function ScreenLink({ to, className = "", current = false, children }: ScreenLinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a
      href={urlOf(to) || "?"}
      className={className}
      onClick={follow}
      {...(current ? { "aria-current": "page" as const } : {})}
    >
      {children}
    </a>
  );
}
