/**
 * Repairs two faults of the embedded engine from outside, before its code is instantiated.
 *
 * 1. The PostGIS build for PGlite is compiled without C++ catch blocks. An exception thrown by GEOS or PROJ flies past
 *    PostgreSQL's error handling to the nearest JavaScript frame, where it is dropped: the statement ends with no rows
 *    and no error, the transaction goes on, and a COMMIT keeps half of the work. Every throw goes through the import
 *    `__cxa_throw`, which is replaced by a call of PostgreSQL's own ereport(ERROR): the statement fails and the
 *    transaction is aborted, as on a server.
 * 2. A failed statement leaves the engine by a JavaScript exception and never gives its part of the stack back: after
 *    about 1,900 ordinary errors every statement fails with "stack depth limit exceeded". The stack pointer is put
 *    back after each run.
 */
import { z } from "zod";

/** elog.h of PostgreSQL 14 and later. */
const ERROR_LEVEL = 21;

function engineFunction<T>() {
  return z.custom<T>((item) => typeof item === "function", "is missing from the engine");
}

const exportsSchema = z.object({
  errstart: engineFunction<(level: number, domain: number) => number>(),
  errmsg_internal: engineFunction<(format: number, args: number) => number>(),
  errfinish: engineFunction<(file: number, line: number, routine: number) => void>(),
  malloc: engineFunction<(bytes: number) => number>(),
  free: engineFunction<(pointer: number) => void>(),
  emscripten_stack_get_current: engineFunction<() => number>(),
  _emscripten_stack_restore: engineFunction<(pointer: number) => void>(),
});
type EngineExports = z.infer<typeof exportsSchema>;

/** WebAssembly's own types, as far as they are needed (this code is compiled without the DOM library). */
type WasmMemory = { readonly buffer: ArrayBuffer };
type Imports = Record<string, Record<string, unknown>>;

type Instantiate = (
  imports: Imports,
  success: (instance: { exports: object }, module: unknown) => unknown,
) => unknown;

type EngineOptions = { instantiateWasm?: Instantiate; wasmMemory?: WasmMemory };

/** Installed as a PGlite extension named before postgis; `run` wraps every call into the engine. */
export class EngineGuard {
  readonly name = "engine-guard";
  #exports: EngineExports | null = null;
  #messageAddress = 0;

  /** @throws Error when the engine's code no longer has the places that the guard needs. */
  readonly setup = async (_engine: unknown, options: EngineOptions) => {
    const { instantiateWasm, wasmMemory } = options;
    if (!instantiateWasm || !wasmMemory) throw new Error("The embedded engine has no place for its guard.");
    const guarded: Instantiate = (imports, success) => {
      const env = imports.env;
      if (typeof env?.__cxa_throw !== "function") {
        throw new Error("The embedded engine has no __cxa_throw to guard.");
      }
      env.__cxa_throw = (exception: number) => this.#raise(wasmMemory, exception);
      return instantiateWasm(imports, (instance, module) => {
        this.#exports = exportsSchema.parse(instance.exports);
        return success(instance, module);
      });
    };
    return { emscriptenOpts: { ...options, instantiateWasm: guarded } };
  };

  /** Calls the engine and puts its stack pointer back, whatever happened inside. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const engine = this.#exports;
    if (!engine) throw new Error("The embedded engine was started without its guard.");
    const stack = engine.emscripten_stack_get_current();
    try {
      return await work();
    } finally {
      engine._emscripten_stack_restore(stack);
    }
  }

  /** Does not return: errfinish leaves by PostgreSQL's longjmp, which is a JavaScript exception here. */
  #raise(memory: WasmMemory, exception: number): void {
    const engine = this.#exports;
    const text = `geometry operation failed: ${exceptionText(memory, exception)}`;
    if (!engine) throw new Error(text);
    const bytes = Buffer.from(`${text.replaceAll("%", "%%")}\0`);
    if (this.#messageAddress !== 0) engine.free(this.#messageAddress);
    this.#messageAddress = engine.malloc(bytes.length);
    Buffer.from(memory.buffer).set(bytes, this.#messageAddress);
    if (engine.errstart(ERROR_LEVEL, 0)) {
      engine.errmsg_internal(this.#messageAddress, 0);
      engine.errfinish(0, 0, 0);
    }
    throw new Error(text);
  }
}

/** std::runtime_error (the base of all GEOS exceptions) keeps its text behind the second word of the object. */
function exceptionText(memory: WasmMemory, exception: number): string {
  const bytes = Buffer.from(memory.buffer);
  const start = bytes.readUInt32LE(exception + 4);
  const end = start > 0 && start < bytes.length ? bytes.indexOf(0, start) : -1;
  const text = end > start && end - start < 1_000 ? bytes.toString("utf8", start, end) : "";
  return /^[\x20-\x7e]{3,}$/.test(text) ? text : "the input geometry may be invalid";
}
