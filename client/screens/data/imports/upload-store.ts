import { useSyncExternalStore } from "react";
import { uploadImport } from "../../../api/upload-import.ts";
import { UploadQueue } from "./upload-queue.ts";

/** The app's one queue of files on their way; it goes on while another screen is looked at. */
export const uploads = new UploadQueue(uploadImport);

window.addEventListener("beforeunload", (event) => {
  if (uploads.isBusy()) event.preventDefault();
});

/** Files on their way, oldest first. */
export function useUploads() {
  return useSyncExternalStore(uploads.subscribe, uploads.items);
}
