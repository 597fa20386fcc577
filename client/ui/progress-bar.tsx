import { useId } from "react";
import "./progress-bar.css";

export type ProgressBarProps = {
  label: string;
  /** 0–1, or null while it cannot be known. */
  share: number | null;
  /** What the bar says in words; stands under it and is its text for screen readers. */
  text: string;
};

/** How far something has come. The words carry the meaning; the bar only shows it. */
export function ProgressBar({ label, share, text }: ProgressBarProps) {
  const textId = useId();
  const percent = share === null ? null : Math.round(share * 100);
  return (
    <div className="progress">
      <div
        className="progress-track"
        role="progressbar"
        aria-label={label}
        aria-describedby={textId}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(percent === null ? {} : { "aria-valuenow": percent })}
        data-unknown={percent === null}
      >
        <span
          key={percent === null ? "unknown" : "known"}
          style={{ width: percent === null ? "100%" : `${percent}%` }}
        />
      </div>
      <p className="note" id={textId}>
        {text}
      </p>
    </div>
  );
}
