/** Sending a file, with progress: fetch cannot tell how much of a body has left, XMLHttpRequest can. */
import { type ImportPreview, importPreviewSchema } from "#contract/imports.ts";
import { apiUrl, parseAnswer } from "./http.ts";
import { ApiError, messageOfNetworkFailure, messageOfResponse } from "./problem-message.ts";

export type UploadOptions = {
  /** Called with the bytes sent so far; also once at the end. */
  onProgress: (sentBytes: number) => void;
  signal: AbortSignal;
};

/**
 * Sends a file as it is and returns what the server takes it for. Nothing is written into the data by this.
 * @throws ApiError with a message for people; `DOMException` AbortError if `signal` was aborted.
 */
export function uploadImport(file: File, { onProgress, signal }: UploadOptions): Promise<ImportPreview> {
  const xhr = new XMLHttpRequest();
  const abort = () => xhr.abort();
  const sent = new Promise<ImportPreview>((resolve, reject) => {
    xhr.upload.onprogress = (event) => onProgress(event.loaded);
    xhr.onerror = () => reject(new ApiError(messageOfNetworkFailure(), 0));
    xhr.onabort = () => reject(new DOMException("The upload was stopped", "AbortError"));
    xhr.onload = () => {
      try {
        resolve(readAnswer(xhr.status, xhr.responseText));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
  });
  xhr.open("POST", apiUrl("/imports", { filename: file.name }));
  xhr.setRequestHeader("Accept", "application/json");
  xhr.setRequestHeader("Content-Type", "application/octet-stream");
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) return Promise.reject(new DOMException("The upload was stopped", "AbortError"));
  xhr.send(file);
  return sent.finally(() => signal.removeEventListener("abort", abort));
}

function readAnswer(status: number, text: string): ImportPreview {
  const body = parseJson(text);
  if (status < 200 || status >= 300) throw new ApiError(messageOfResponse(status, body), status);
  return parseAnswer(importPreviewSchema, body, "/imports").data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
