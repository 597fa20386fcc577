import type { ImportPreview } from "#contract/imports.ts";
import { messageOfError, type PeopleMessage } from "../../../api/problem-message.ts";
import type { UploadOptions } from "../../../api/upload-import.ts";

export type UploadItem = { key: number; fileName: string; bytes: number } & (
  | { state: "waiting" }
  | { state: "sending"; sentBytes: number }
  | { state: "received"; importId: number }
  | { state: "failed"; message: PeopleMessage }
);

type Upload = (file: File, options: UploadOptions) => Promise<ImportPreview>;

/**
 * Files on their way to the server, one after the other in the order in which they were dropped. Lives outside
 * the screen, so that looking at another screen does not stop an upload.
 */
export class UploadQueue {
  readonly #upload: Upload;
  readonly #files = new Map<number, File>();
  readonly #listeners = new Set<() => void>();
  #items: readonly UploadItem[] = [];
  #nextKey = 1;
  #stop: AbortController | null = null;

  constructor(upload: Upload) {
    this.#upload = upload;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The files, oldest first; the same array until something changes. */
  readonly items = (): readonly UploadItem[] => this.#items;

  /** True while a file is being sent or waits: leaving the page would lose it. */
  readonly isBusy = (): boolean =>
    this.#items.some(({ state }) => state === "waiting" || state === "sending");

  /** Appends files and starts sending if nothing is on its way. */
  add(files: readonly File[]): void {
    const added: UploadItem[] = files.map((file) => {
      const key = this.#nextKey++;
      this.#files.set(key, file);
      return { key, fileName: file.name, bytes: file.size, state: "waiting" };
    });
    this.#set([...this.#items, ...added]);
    void this.#sendNext();
  }

  /** Takes a file off the list, and stops sending it if it is on its way. */
  remove(key: number): void {
    const item = this.#items.find((candidate) => candidate.key === key);
    this.#files.delete(key);
    this.#set(this.#items.filter((candidate) => candidate.key !== key));
    if (item?.state === "sending") this.#stop?.abort();
  }

  /** Sends a failed file again. */
  retry(key: number): void {
    if (!this.#files.has(key)) return;
    this.#replace(key, (item) => ({ key, fileName: item.fileName, bytes: item.bytes, state: "waiting" }));
    void this.#sendNext();
  }

  async #sendNext(): Promise<void> {
    const next = this.#items.find(({ state }) => state === "waiting");
    const file = next && this.#files.get(next.key);
    if (this.#stop || !next || !file) return;
    const { key, fileName, bytes } = next;
    const stop = new AbortController();
    this.#stop = stop;
    const show = (rest: { state: "sending"; sentBytes: number }) =>
      this.#replace(key, () => ({ key, fileName, bytes, ...rest }));
    show({ state: "sending", sentBytes: 0 });
    try {
      const onProgress = (sentBytes: number) => show({ state: "sending", sentBytes });
      const preview = await this.#upload(file, { onProgress, signal: stop.signal });
      this.#files.delete(key);
      this.#replace(key, () => ({ key, fileName, bytes, state: "received", importId: preview.import.id }));
    } catch (error) {
      const message = messageOfError(error);
      this.#replace(key, () => ({ key, fileName, bytes, state: "failed", message }));
    }
    this.#stop = null;
    await this.#sendNext();
  }

  #replace(key: number, change: (item: UploadItem) => UploadItem): void {
    this.#set(this.#items.map((item) => (item.key === key ? change(item) : item)));
  }

  #set(items: readonly UploadItem[]): void {
    this.#items = items;
    for (const listener of this.#listeners) listener();
  }
}
