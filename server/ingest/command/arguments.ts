/** The words after `npm run import --`. */
import { type ImportKind, importKindSchema } from "#contract/imports.ts";

export const USAGE =
  "npm run import -- FILE… [--as police-uk|force-extract|boundaries|population|points-of-interest|osm-extract|map-layers|buildings|planned-buildings|privacy-zones|cameras|columns|harm-weights]";

export type ImportArguments =
  | { ok: true; files: string[]; kind: ImportKind | null; help: boolean }
  | { ok: false; message: string };

/** Kinds that a file can be (the demo is made, not read). */
const FILE_KINDS = importKindSchema.options.filter((kind) => kind !== "demo");

/** Reads the arguments. `--` ends the options, so that a file may begin with a hyphen. */
export function readArguments(argv: readonly string[]): ImportArguments {
  const files: string[] = [];
  let kind: ImportKind | null = null;
  let help = false;
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? "";
    if (word === "--") {
      files.push(...argv.slice(i + 1));
      break;
    }
    if (word === "--help" || word === "-h") help = true;
    else if (word === "--as" || word.startsWith("--as=")) {
      const value = word === "--as" ? argv[++i] : word.slice(5);
      const known = FILE_KINDS.find((candidate) => candidate === value);
      if (!known)
        return {
          ok: false,
          message: `--as takes one of ${FILE_KINDS.join(", ")}; got ${value ?? "nothing"}.`,
        };
      kind = known;
    } else if (word.startsWith("-") && word !== "-") {
      return { ok: false, message: `Unknown option ${word}.` };
    } else files.push(word);
  }
  if (files.length === 0 && !help) return { ok: false, message: "No file was named." };
  return { ok: true, files, kind, help };
}
