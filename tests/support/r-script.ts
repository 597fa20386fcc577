import { execFileSync } from "node:child_process";

/** True where R with spdep is installed. Says loudly, once, if it is not. */
export function hasSpdep(): boolean {
  known ??= runs();
  return known;
}
let known: boolean | null = null;

function runs(): boolean {
  try {
    execFileSync("Rscript", ["-e", "library(spdep)"], { stdio: "ignore" });
    return true;
  } catch {
    console.warn("SKIPPED: exported R scripts are not run (no Rscript with the package spdep)");
    return false;
  }
}

/** Runs a script file and gives back what it printed. */
export function runRScript(file: string, args: readonly string[]): string {
  return execFileSync("Rscript", [file, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
