import { AnalysisCancelled } from "../analysis/analyses.ts";

type Flight<V> = { answer: Promise<V>; controller: AbortController; askers: number };

/**
 * Identical questions that are under way at the same time share one computation. Somebody who leaves is let go at
 * once; the work ends when nobody is left to hear its answer.
 */
export class SingleFlight<V> {
  readonly #flights = new Map<string, Flight<V>>();

  /**
   * @param signal of the one who asks; the promise is rejected with `AnalysisCancelled` when it is given up.
   * @param make is given a signal that ends when all askers are gone.
   */
  async ask(key: string, signal: AbortSignal, make: (signal: AbortSignal) => Promise<V>): Promise<V> {
    if (signal.aborted) throw new AnalysisCancelled("The question was withdrawn.");
    const flight = this.#flights.get(key) ?? this.#begin(key, make);
    flight.askers++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(new AnalysisCancelled("The question was withdrawn."));
        if (--flight.askers > 0) return;
        this.#end(key, flight);
        flight.controller.abort();
      };
      signal.addEventListener("abort", leave, { once: true });
      flight.answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    });
  }

  #begin(key: string, make: (signal: AbortSignal) => Promise<V>): Flight<V> {
    const controller = new AbortController();
    const flight: Flight<V> = { answer: make(controller.signal), controller, askers: 0 };
    this.#flights.set(key, flight);
    const end = () => this.#end(key, flight);
    flight.answer.then(end, end);
    return flight;
  }

  /** A question asked anew after its work was ended starts a flight of its own. */
  #end(key: string, flight: Flight<V>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}
