/** Plays the window through the data, a month at a time. */
import { useEffect, useRef, useState } from "react";
import { movePeriod, type Period } from "../../../state/period.ts";

/** Months per second. */
export const SPEEDS = [2, 5, 10] as const;
export type Speed = (typeof SPEEDS)[number];

export type Player = {
  isPlaying: boolean;
  speed: Speed;
  setSpeed: (speed: Speed) => void;
  toggle: () => void;
};

export type PlayerProps = {
  chosen: Period;
  data: Period;
  onDraft: (period: Period) => void;
  onCommit: (period: Period) => void;
};

/** Starts from the first months if the window stands at the end, and stops where the data ends. */
export function usePlayer(props: PlayerProps): Player {
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(5);
  const newest = useRef(props);
  newest.current = props;
  useEffect(() => {
    if (!isPlaying) return;
    const timer = window.setInterval(() => {
      const { chosen, data, onDraft, onCommit } = newest.current;
      if (chosen.to >= data.to) {
        setPlaying(false);
        onCommit(chosen);
      } else onDraft(movePeriod(chosen, 1, data));
    }, 1000 / speed);
    return () => window.clearInterval(timer);
  }, [isPlaying, speed]);
  const toggle = () => {
    const { chosen, data, onDraft, onCommit } = newest.current;
    if (isPlaying) onCommit(chosen);
    else if (chosen.to >= data.to) onDraft(movePeriod(chosen, Number.NEGATIVE_INFINITY, data));
    setPlaying(!isPlaying);
  };
  return { isPlaying, speed, setSpeed, toggle };
}
