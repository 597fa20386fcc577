import { describe, expect, it } from "vitest";
import { AnalysisCancelled } from "../../server/analysis/analyses.ts";
import { SingleFlight } from "../../server/api/single-flight.ts";

/** Work that ends when it is told to, and counts how often it began and was ended. */
function work() {
  const state = { begun: 0, ended: 0, finish: (_answer: string): void => undefined };
  const make = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      state.begun++;
      state.finish = resolve;
      signal.addEventListener("abort", () => {
        state.ended++;
        reject(new AnalysisCancelled("ended"));
      });
    });
  return { state, make };
}

describe("single flight", () => {
  it("the same question asked three times is worked on once", async () => {
    const flights = new SingleFlight<string>();
    const { state, make } = work();
    const asked = [1, 2, 3].map(() => flights.ask("q", new AbortController().signal, make));
    state.finish("answer");
    expect(await Promise.all(asked)).toEqual(["answer", "answer", "answer"]);
    expect(state).toMatchObject({ begun: 1, ended: 0 });
  });

  it("somebody who leaves is let go, and the others are still answered", async () => {
    const flights = new SingleFlight<string>();
    const { state, make } = work();
    const leaver = new AbortController();
    const left = flights.ask("q", leaver.signal, make);
    const stayed = flights.ask("q", new AbortController().signal, make);
    leaver.abort();
    await expect(left).rejects.toBeInstanceOf(AnalysisCancelled);
    state.finish("answer");
    expect(await stayed).toBe("answer");
    expect(state.ended).toBe(0);
  });

  it("when the last one leaves the work ends, and the next question begins anew", async () => {
    const flights = new SingleFlight<string>();
    const { state, make } = work();
    const leavers = [new AbortController(), new AbortController()];
    const asked = leavers.map((leaver) => flights.ask("q", leaver.signal, make));
    for (const leaver of leavers) leaver.abort();
    for (const each of asked) await expect(each).rejects.toBeInstanceOf(AnalysisCancelled);
    expect(state).toMatchObject({ begun: 1, ended: 1 });
    const again = flights.ask("q", new AbortController().signal, make);
    state.finish("answer");
    expect(await again).toBe("answer");
    expect(state.begun).toBe(2);
  });

  it("a failure reaches everybody and is not kept", async () => {
    const flights = new SingleFlight<string>();
    const fail = () => Promise.reject(new Error("broken"));
    const { signal } = new AbortController();
    const asked = [flights.ask("q", signal, fail), flights.ask("q", signal, fail)];
    for (const each of asked) await expect(each).rejects.toThrow("broken");
    expect(await flights.ask("q", signal, async () => "answer")).toBe("answer");
  });

  it("a question withdrawn before it is asked begins nothing", async () => {
    const { state, make } = work();
    const asked = new SingleFlight<string>().ask("q", AbortSignal.abort(), make);
    await expect(asked).rejects.toBeInstanceOf(AnalysisCancelled);
    expect(state.begun).toBe(0);
  });
});
