/** The only code that talks HTTP. Every answer is checked against the contract before anybody sees it. */
import type { ZodType } from "zod";
import {
  ApiError,
  messageOfBadAnswer,
  messageOfNetworkFailure,
  messageOfResponse,
} from "./problem-message.ts";

export type QueryParams = Record<string, string | number | boolean | null | undefined>;

/** Address of an API path (`/cells`) with its parameters; empty ones are left out. */
export function apiUrl(path: string, params: QueryParams = {}, base: string = document.baseURI): string {
  const url = new URL(`api/v1${path}`, base);
  url.hash = "";
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") url.searchParams.set(name, String(value));
  }
  return url.toString();
}

export type RequestOptions = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  params?: QueryParams;
  /** Sent as JSON, or as it is if it is a Blob or FormData. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Status of a failure whose body may be an answer too: 503 of /ready says what the server still prepares. */
  alsoAnswers?: number;
};

/**
 * Asks the API and returns the checked answer.
 * @throws ApiError with a message for people, whatever went wrong; an abort is passed on as it is.
 */
export async function request<T>(schema: ZodType<T>, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  const body = await readBody(response);
  if (response.ok) return parseAnswer(schema, body, path);
  const expected = response.status === options.alsoAnswers ? schema.safeParse(body) : null;
  if (expected?.success) return expected.data;
  throw new ApiError(messageOfResponse(response.status, body), response.status);
}

/** Same, for answers without a body worth reading (204) or that are taken as text. */
export async function requestText(path: string, options: RequestOptions = {}): Promise<string> {
  const response = await send(path, options);
  if (!response.ok) {
    throw new ApiError(messageOfResponse(response.status, await readBody(response)), response.status);
  }
  return response.text();
}

/** Body of an absolute address, unchecked: for workers, which are handed addresses, and for a configured map style. */
export async function getJsonAt(url: string, signal?: AbortSignal): Promise<unknown> {
  const response = await fetchAt(url, {
    headers: { Accept: "application/json" },
    ...(signal ? { signal } : {}),
  });
  const body = await readBody(response);
  if (!response.ok) throw new ApiError(messageOfResponse(response.status, body), response.status);
  return body;
}

/** Checks a body against the contract. */
export function parseAnswer<T>(schema: ZodType<T>, body: unknown, path: string): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue ? `${issue.path.join(".") || "answer"}: ${issue.message}` : "unknown";
  throw new ApiError(messageOfBadAnswer(path, where), 200);
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const { body, method = "GET", params = {}, signal } = options;
  const raw = body instanceof Blob || body instanceof FormData;
  const headers = new Headers({ Accept: "application/json", ...options.headers });
  if (body !== undefined && !raw) headers.set("Content-Type", "application/json");
  const init: RequestInit = { method, headers };
  if (signal) init.signal = signal;
  if (raw) init.body = body;
  else if (body !== undefined) init.body = JSON.stringify(body);
  return fetchAt(apiUrl(path, params), init);
}

/** Fetches, and turns no answer at all into a message; an abort is passed on as it is. */
async function fetchAt(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(messageOfNetworkFailure(), 0);
  }
}

async function readBody(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}
