import type { ReactNode } from "react";

/** Keyboards scroll what has the focus, so a region that scrolls must be able to have it (WCAG 2.1.1). */
const FOCUSABLE = { tabIndex: 0 };

export type ScrollRegionProps = { label: string; className: string; children: ReactNode };

/** A part of the page that scrolls on its own, by keyboard too. */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  return (
    <section className={className} aria-label={label} {...FOCUSABLE}>
      {children}
    </section>
  );
}
