import type { ReactNode } from "react";

/** A short standing remark, for example that the incidents are invented. */
export function Badge({
  tone = "plain",
  children,
  hint,
}: {
  tone?: "plain" | "warn" | "good";
  children: ReactNode;
  hint?: string;
}) {
  return (
    <span className={`badge badge-${tone}`} {...(hint ? { title: hint } : {})}>
      {children}
    </span>
  );
}
