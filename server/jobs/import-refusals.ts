/** Why something cannot be done with an import, in words that people can act on. */
import { type Refusal, refuse } from "../use-cases/answer.ts";

type Failure = { code: string; title: string; detail: string; next: string };

export const importRefusals = {
  unknownImport: (id: number): Refusal =>
    refuse({
      code: "unknown-import",
      title: "There is no import with this number",
      detail: `Got ${id}. It may have been discarded.`,
      next: "Choose one from /api/v1/imports.",
      where: "id",
    }),

  fileGone: (name: string): Refusal =>
    refuse({
      code: "import-not-possible",
      title: "The file is not kept any more",
      detail: `${name} was imported from the command line or tidied away.`,
      next: "Hand the file in again.",
    }),

  unreadable: (failure: Failure | null): Refusal =>
    refuse(
      failure ?? {
        code: "unreadable-file",
        title: "The file cannot be read",
        detail: "No row could be read.",
        next: "Open it in the program that made it, and export it again.",
      },
    ),

  lookFailed: (message: string): Refusal =>
    refuse({
      code: "unreadable-file",
      title: "The file could not be looked at",
      detail: message,
      next: "Hand it in again; if that fails too, report the file's kind and size.",
    }),

  running: (): Refusal =>
    refuse({
      code: "import-running",
      title: "This import is running",
      detail: "Only one thing at a time can be done with a file.",
      next: "Wait until it has ended, or cancel it.",
    }),

  notRunning: (): Refusal =>
    refuse({
      code: "import-not-possible",
      title: "This import is not running",
      detail: "There is nothing to cancel.",
      next: "If it is committed already, undo it.",
    }),

  kindMissing: (name: string): Refusal =>
    refuse({
      code: "unknown-kind",
      title: "It is not clear what this file is",
      detail: `${name} was not recognised.`,
      next: "Choose what kind of file it is.",
      where: "kind",
    }),

  alreadyDone: (status: string): Refusal =>
    refuse({
      code: "import-not-possible",
      title: "This import cannot be run again",
      detail: `It is ${status}.`,
      next: "Hand the file in again if it should be imported once more.",
    }),

  partOfTheRecord: (): Refusal =>
    refuse({
      code: "import-not-possible",
      title: "This import is part of the record",
      detail: "It went into the data, or something that it replaced still refers to it.",
      next: "Undo it instead: its manifest stays, its rows are not counted any more.",
    }),

  notUndone: (
    id: number,
    reason: "unknown-import" | "not-committed" | "replaced-by-later-import",
  ): Refusal => {
    if (reason === "unknown-import") return importRefusals.unknownImport(id);
    const later = reason === "replaced-by-later-import";
    return refuse({
      code: "import-not-possible",
      title: "This import cannot be undone",
      detail: later
        ? "A later import has replaced some of what it brought."
        : "It is not committed, or it is the demo, which goes by itself when real incidents come.",
      next: later ? "Undo the later import first." : "There is nothing to undo.",
    });
  },
};
