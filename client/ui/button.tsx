import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";

export type ButtonProps = Omit<AriaButtonProps, "className" | "children" | "style"> & {
  /** `primary` once per view; `quiet` has no border; `icon` is square and needs an aria-label; `danger` undoes. */
  variant?: "plain" | "primary" | "quiet" | "icon" | "danger";
  /** Shown on hover. Never the only place a name is given. */
  hint?: string;
  children: ReactNode;
};

/** A button, at least 32 px high. */
export function Button({ variant = "plain", hint, children, ...rest }: ButtonProps) {
  const button = (
    <AriaButton {...rest} className={`btn btn-${variant}`}>
      {children}
    </AriaButton>
  );
  return hint ? (
    <span title={hint} className="btn-hint">
      {button}
    </span>
  ) : (
    button
  );
}
