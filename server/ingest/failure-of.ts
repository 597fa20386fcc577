/** Any error of an import → what happened, why, and what to do next. */
import { ImportFailure } from "./importer.ts";

export type FailureText = { code: string; title: string; detail: string; next: string };

/** Words for the manifest. Unknown errors are named as such, never hidden. */
export function failureOf(error: unknown): FailureText {
  if (error instanceof ImportFailure) {
    const { code, title, detail, next } = error;
    return { code, title, detail, next };
  }
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "53100" || code === "ENOSPC") {
    return {
      code: "disk-full",
      title: "The disk is full",
      detail: `Nothing was changed (${message}).`,
      next: "Free some space and import the file again.",
    };
  }
  if (code === "ENOENT" || code === "EACCES" || code === "EISDIR") {
    return {
      code: "file-unreadable",
      title: "The file cannot be read",
      detail: message,
      next: "Check that it is still there and may be read, then import it again.",
    };
  }
  if (code.startsWith("CONNECTION_") || code === "ECONNREFUSED" || /^(57P|08)/.test(code)) {
    return {
      code: "database-lost",
      title: "The connection to the database was lost",
      detail: `Nothing was changed (${message}).`,
      next: "See that the database is running and import the file again.",
    };
  }
  return {
    code: "internal",
    title: "The import failed unexpectedly",
    detail: `Nothing was changed. ${message}`,
    next: "Import the file again; if it fails again, report this message.",
  };
}
