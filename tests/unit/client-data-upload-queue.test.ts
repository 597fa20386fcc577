import { describe, expect, test } from "vitest";
import type { ImportPreview } from "#contract/imports.ts";
import { ApiError } from "../../client/api/problem-message.ts";
import { UploadQueue } from "../../client/screens/data/imports/upload-queue.ts";

type Pending = {
  name: string;
  signal: AbortSignal;
  progress: (sentBytes: number) => void;
  finish: (importId: number) => void;
  fail: (error: Error) => void;
};

/** A queue whose uploads end when the test says so. */
function queueUnderTest() {
  const pending: Pending[] = [];
  const queue = new UploadQueue((file, { onProgress, signal }) => {
    let resolve: (preview: ImportPreview) => void = () => undefined;
    let reject: (error: Error) => void = () => undefined;
    const promise = new Promise<ImportPreview>((done, failed) => {
      resolve = done;
      reject = failed;
    });
    const preview = (id: number): ImportPreview => ({
      import: {
        id,
        createdAt: "",
        finishedAt: null,
        status: "detected",
        kind: null,
        fileName: file.name,
        fileBytes: file.size,
        fileSha256: "",
        source: null,
        publisher: null,
        licence: null,
        period: null,
        read: 0,
        accepted: 0,
        rejected: 0,
        unlocated: 0,
        rejectedByReason: {},
        replacedSlices: [],
        warnings: [],
        transformMethod: null,
        error: null,
        progress: null,
        undoable: false,
      },
      detected: { kind: null, why: "", alternatives: [] },
      columns: [],
      rows: [],
      entries: [],
      suggestedMapping: null,
      suggestedBoundaryFields: null,
    });
    signal.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    pending.push({
      name: file.name,
      signal,
      progress: onProgress,
      finish: (id) => resolve(preview(id)),
      fail: reject,
    });
    return promise;
  });
  return { queue, pending, states: () => queue.items().map(({ state }) => state) };
}

const file = (name: string) => new File(["abc"], name);
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("files on their way", () => {
  test("a second file waits until the first has been received", async () => {
    const { queue, pending, states } = queueUnderTest();
    queue.add([file("a.zip"), file("b.csv")]);
    expect(states()).toEqual(["sending", "waiting"]);
    pending[0]?.finish(7);
    await settle();
    expect(queue.items()[0]).toMatchObject({ state: "received", importId: 7 });
    expect(states()).toEqual(["received", "sending"]);
    expect(pending.map(({ name }) => name)).toEqual(["a.zip", "b.csv"]);
  });

  test("a refused file says why and does not hold up the next", async () => {
    const { queue, pending, states } = queueUnderTest();
    queue.add([file("a.zip"), file("b.csv")]);
    const people = {
      code: "empty-file",
      happened: "Empty",
      why: "0 bytes",
      next: "Drop it again",
      refused: true,
    };
    pending[0]?.fail(new ApiError(people, 422));
    await settle();
    expect(states()).toEqual(["failed", "sending"]);
    expect(queue.items()[0]).toMatchObject({ message: { happened: "Empty" } });
  });

  test("a failed file can be sent again", async () => {
    const { queue, pending, states } = queueUnderTest();
    queue.add([file("a.zip")]);
    pending[0]?.fail(new Error("gone"));
    await settle();
    queue.retry(queue.items()[0]?.key ?? 0);
    expect(states()).toEqual(["sending"]);
    pending[1]?.finish(3);
    await settle();
    expect(states()).toEqual(["received"]);
  });

  test("taking a file off the list stops sending it and goes on with the next", async () => {
    const { queue, pending } = queueUnderTest();
    queue.add([file("a.zip"), file("b.csv")]);
    queue.remove(queue.items()[0]?.key ?? 0);
    await settle();
    expect(pending[0]?.signal.aborted).toBe(true);
    expect(queue.items().map(({ fileName, state }) => [fileName, state])).toEqual([["b.csv", "sending"]]);
  });

  test("the page is only held while something would be lost", async () => {
    const { queue, pending } = queueUnderTest();
    expect(queue.isBusy()).toBe(false);
    queue.add([file("a.zip")]);
    expect(queue.isBusy()).toBe(true);
    pending[0]?.finish(1);
    await settle();
    expect(queue.isBusy()).toBe(false);
  });

  test("listeners hear of progress and the list is the same until something changes", () => {
    const { queue, pending } = queueUnderTest();
    let heard = 0;
    const stop = queue.subscribe(() => heard++);
    queue.add([file("a.zip")]);
    const before = queue.items();
    expect(queue.items()).toBe(before);
    const heardBefore = heard;
    pending[0]?.progress(2);
    expect(heard).toBe(heardBefore + 1);
    expect(queue.items()[0]).toMatchObject({ state: "sending", sentBytes: 2 });
    stop();
    pending[0]?.progress(3);
    expect(heard).toBe(heardBefore + 1);
  });
});
