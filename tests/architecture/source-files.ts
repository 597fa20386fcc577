import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

export type SourceFile = { path: string; text: string; imports: string[] };

function* walk(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* walk(path);
    else if (/\.(ts|tsx|mjs)$/.test(name)) yield path;
  }
}

/** Project path of an import: `#domain/a.ts` and relative ones become `server/domain/a.ts`; packages stay. */
function resolveImport(from: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.replace(/^#(domain|contract)\//, "server/$1/");
  if (specifier.startsWith(".")) return posix.normalize(posix.join(posix.dirname(from), specifier));
  return specifier;
}

/** Every source file below the given folders, with what it imports. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    [...walk(join(root, folder))].map((file) => {
      const path = relative(root, file).replaceAll("\\", "/");
      const text = readFileSync(file, "utf8");
      const specifiers = [...text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)["']([^"']+)["']/g)];
      return { path, text, imports: specifiers.map((match) => resolveImport(path, match[1] ?? "")) };
    }),
  );
}
