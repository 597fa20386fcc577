/** The answer to a question: each of its windows with the surface asked for. */
import type { WindowCounts, WindowsQuestion } from "../cube-messages.ts";
import type { CubeWindows } from "../cube-windows.ts";
import type { SurfaceQuestion } from "../surface-messages.ts";
import { changeWindow } from "./change.ts";
import { densityWindow } from "./density.ts";
import { emergingWindow } from "./emerging.ts";
import { persistenceWindow } from "./persistence.ts";
import { type TestQuestion, testWindow } from "./significance.ts";
import type { StudyTests } from "./study-tests.ts";

/** Windows that need nothing but the cube. */
export function surfaceWindows(
  cube: CubeWindows,
  study: StudyTests,
  { windows, scaleMonths, surface, harm }: WindowsQuestion,
): WindowCounts[] {
  const breaks = cube.breaks(scaleMonths, harm);
  const counted = windows.map((window, slot) => cube.window(slot, window, breaks, harm));
  if (surface.kind === "change") {
    const [later, earlier] = counted;
    return later ? [changeWindow(study, later, earlier ?? null, surface)] : [];
  }
  return counted.map((window, slot) =>
    isTest(surface)
      ? testWindow(study, window, surface, () => study.figures(slot, window.window, harm))
      : withHistory(study, window, surface),
  );
}

function isTest(surface: SurfaceQuestion): surface is TestQuestion {
  return surface.kind === "significant" || surface.kind === "could-be-significant";
}

function withHistory(study: StudyTests, window: WindowCounts, surface: SurfaceQuestion): WindowCounts {
  switch (surface.kind) {
    case "emerging":
      return emergingWindow(study, window, surface);
    case "persistence":
      return persistenceWindow(study, window, surface);
    case "significant":
    case "could-be-significant":
    case "measure":
    case "change":
    case "density":
      return window;
  }
}

/** Windows whose surface comes from the server, on top of their counts. */
export function fetchedWindows(
  study: StudyTests,
  windows: readonly WindowCounts[],
  urls: readonly string[][],
  signal: AbortSignal,
): Promise<WindowCounts[]> {
  return Promise.all(windows.map((window, slot) => densityWindow(study, window, urls[slot] ?? [], signal)));
}

/** Columns of an answer that can be handed over instead of copied. */
export function buffersOf(windows: readonly WindowCounts[]): ArrayBufferLike[] {
  const buffers = new Set<ArrayBufferLike>();
  const collect = (part: object) => {
    for (const column of Object.values(part)) if (ArrayBuffer.isView(column)) buffers.add(column.buffer);
  };
  for (const window of windows) {
    collect(window);
    collect(window.figures);
    if (window.harm) collect(window.harm);
  }
  return [...buffers];
}
