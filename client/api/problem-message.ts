/** One translator from what went wrong to what a person reads: what happened, why, what to do next. */
import { type Problem, problemSchema } from "#contract/meta.ts";

export type PeopleMessage = {
  /** Stable id: the server's problem code, or one of `network`, `timeout`, `bad-answer`, `http-<status>`. */
  code: string;
  happened: string;
  why: string;
  next: string;
  /** True if the server refused the request itself (4xx); trying again unchanged will not help. */
  refused: boolean;
};

/** A failed request, thrown by the API client so that react-query can carry it to the screen. */
export class ApiError extends Error {
  readonly people: PeopleMessage;
  readonly status: number;

  constructor(people: PeopleMessage, status: number) {
    super(`${people.happened} ${people.why}`.trim());
    this.name = "ApiError";
    this.people = people;
    this.status = status;
  }
}

/** Reads a non-2xx answer's body; a body that is not problem+json still gives a usable message. */
export function messageOfResponse(status: number, body: unknown): PeopleMessage {
  const parsed = problemSchema.safeParse(body);
  if (parsed.success) return messageOfProblem(parsed.data);
  return {
    code: `http-${status}`,
    happened: status >= 500 ? "The server could not answer." : "The server did not accept this request.",
    why: `It answered with status ${status} and no explanation.`,
    next:
      status >= 500
        ? "Try again in a moment; if it stays, look at the server's log."
        : "Go back and choose again.",
    refused: status >= 400 && status < 500,
  };
}

function messageOfProblem(problem: Problem): PeopleMessage {
  return {
    code: problem.code,
    happened: problem.title,
    why: problem.where ? `${problem.detail} (${problem.where})` : problem.detail,
    next: problem.next,
    refused: problem.status >= 400 && problem.status < 500,
  };
}

/** Message for a request that got no answer at all. */
export function messageOfNetworkFailure(): PeopleMessage {
  return {
    code: "network",
    happened: "Sightline's server cannot be reached.",
    why: "The request got no answer: the server has stopped, or this computer is offline.",
    next: "Check that Sightline is running, then try again.",
    refused: false,
  };
}

/** Message for an answer that does not have the agreed form: client and server are of different versions. */
export function messageOfBadAnswer(path: string, firstIssue: string): PeopleMessage {
  return {
    code: "bad-answer",
    happened: "The server's answer could not be read.",
    why: `${path} did not have the agreed form: ${firstIssue}`,
    next: "Reload the page. If it stays, the page and the server are of different versions.",
    refused: false,
  };
}

/** Any thrown thing as a message for people. */
export function messageOfError(error: unknown): PeopleMessage {
  if (error instanceof ApiError) return error.people;
  const why = error instanceof Error ? error.message : String(error);
  return {
    code: "unexpected",
    happened: "Something went wrong on this page.",
    why,
    next: "Try again, or reload the page.",
    refused: false,
  };
}
