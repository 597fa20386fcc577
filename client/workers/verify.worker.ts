/** Works the known answers and the trial of chance off the page's thread. */
import { KNOWN_ANSWERS } from "../screens/method/known-answers/all.ts";
import { type Checked, check } from "../screens/method/known-answers/known-answer.ts";
import { type NullCalibration, nullCalibration } from "../screens/method/null-calibration.ts";

export type Verification = { checked: Checked[]; checkMs: number; chance: NullCalibration; chanceMs: number };

self.onmessage = () => {
  const begun = performance.now();
  const checked = KNOWN_ANSWERS.map(check);
  const checkMs = performance.now() - begun;
  const chance = nullCalibration();
  const chanceMs = performance.now() - begun - checkMs;
  self.postMessage({ checked, checkMs, chance, chanceMs } satisfies Verification);
};
