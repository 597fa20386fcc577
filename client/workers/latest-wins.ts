/**
 * One question under way at a time; of those asked meanwhile only the newest is put next, and an answer to an older
 * question than the newest asked load is dropped. So a slider never lags behind a queue.
 */
export class LatestWins<Question, Answer> {
  readonly #ask: (question: Question, id: number) => void;
  readonly #onAnswer: (answer: Answer) => void;
  #waiting: { question: Question } | null = null;
  #underWay: number | null = null;
  #lastId = 0;

  /** `ask` sends a question under an id; `onAnswer` gets every answer that is still wanted. */
  constructor(ask: (question: Question, id: number) => void, onAnswer: (answer: Answer) => void) {
    this.#ask = ask;
    this.#onAnswer = onAnswer;
  }

  put(question: Question): void {
    if (this.#underWay === null) this.#send(question);
    else this.#waiting = { question };
  }

  /** To be called with every answer. An answer to a forgotten question is dropped. */
  settle(id: number, answer: Answer): void {
    if (id !== this.#underWay) return;
    this.#underWay = null;
    const next = this.#waiting;
    this.#waiting = null;
    this.#onAnswer(answer);
    if (next) this.#send(next.question);
  }

  /** Drops what is under way and what waits: what they are about is no longer on screen. */
  forget(): void {
    this.#underWay = null;
    this.#waiting = null;
  }

  #send(question: Question): void {
    this.#lastId += 1;
    this.#underWay = this.#lastId;
    this.#ask(question, this.#lastId);
  }
}
