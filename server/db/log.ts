/** The part of a logger that the database layer needs; a pino logger fits. */
export type Log = {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
};
