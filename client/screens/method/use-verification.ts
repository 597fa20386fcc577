import { useCallback, useEffect, useState } from "react";
import type { Verification } from "../../workers/verify.worker.ts";

export type VerificationState = {
  result: Verification | null;
  /** True while the figures are worked out; the last ones stay on screen. */
  isRunning: boolean;
  failed: boolean;
  run: () => void;
};

/** Works the known answers in a worker when the screen opens, and again when asked. */
export function useVerification(): VerificationState {
  const [round, setRound] = useState(0);
  const [result, setResult] = useState<Verification | null>(null);
  const [phase, setPhase] = useState<"running" | "done" | "failed">("running");
  useEffect(() => {
    const worker = new Worker(new URL("../../workers/verify.worker.ts", import.meta.url), {
      type: "module",
      name: "verify",
    });
    setPhase("running");
    worker.onmessage = ({ data }: MessageEvent<Verification>) => {
      setResult(data);
      setPhase("done");
    };
    worker.onerror = () => setPhase("failed");
    worker.postMessage(round);
    return () => worker.terminate();
  }, [round]);
  const run = useCallback(() => setRound((before) => before + 1), []);
  return { result, isRunning: phase === "running", failed: phase === "failed", run };
}
