/** Everything the environment can say about how the app runs, read and checked once at start. */
import path from "node:path";
import { z } from "zod";

const text = z
  .string()
  .trim()
  .transform((value) => (value === "" ? undefined : value))
  .optional();

const environmentSchema = z.object({
  PORT: text.pipe(
    z
      .string()
      .default("8080")
      .refine((port) => /^\d{1,5}$/.test(port) && Number(port) <= 65_535, "must be a number from 0 to 65535")
      .transform(Number),
  ),
  HOST: text.pipe(z.string().default("127.0.0.1")),
  DATABASE_URL: text.pipe(
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://")
      .optional(),
  ),
  SIGHTLINE_DATA: text.pipe(z.string().default("data/derived")),
  SIGHTLINE_DEMO: text.pipe(z.enum(["on", "off"], { error: "must be on or off" }).default("on")),
  SIGHTLINE_ENGINE: text.pipe(
    z.enum(["local-cluster", "embedded"], { error: "must be local-cluster or embedded" }).optional(),
  ),
  SIGHTLINE_PMTILES: text.pipe(z.string().optional()),
  SIGHTLINE_STYLE_URL: text.pipe(
    z
      .string()
      .regex(/^(https?:\/\/|\/)/, "must be an http(s) address or an absolute path")
      .optional(),
  ),
});

export type Config = {
  /** TCP port of the HTTP server; 0 lets the system choose. */
  port: number;
  host: string;
  /** An external database; null = use one of our own. */
  databaseUrl: string | null;
  /** Absolute path of the folder for everything the app writes. */
  dataFolder: string;
  /** Whether an empty database gets the invented demo borough. */
  demo: boolean;
  /** Forces one of our own engines (tests, support); null = the best that the machine has. */
  engine: "local-cluster" | "embedded" | null;
  pmtilesFile: string | null;
  styleUrl: string | null;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration.
 * @param cwd relative folders are resolved against it.
 * @throws RangeError naming every variable that has a value the app cannot use.
 */
export function readConfig(environment: Environment, cwd: string): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => describe(environment, issue));
    throw new RangeError(`Configuration: ${problems.join("; ")}`);
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    dataFolder: path.resolve(cwd, values.SIGHTLINE_DATA),
    demo: values.SIGHTLINE_DEMO === "on",
    engine: values.SIGHTLINE_ENGINE ?? null,
    pmtilesFile: values.SIGHTLINE_PMTILES ? path.resolve(cwd, values.SIGHTLINE_PMTILES) : null,
    styleUrl: values.SIGHTLINE_STYLE_URL ?? null,
  };
}

/** One sentence about one bad variable. A database address is never repeated: it may hold a password. */
function describe(environment: Environment, issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0]);
  const got = name === "DATABASE_URL" ? "" : ` (got ${JSON.stringify(environment[name])})`;
  return `${name} ${issue.message}${got}`;
}
