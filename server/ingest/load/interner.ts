/** Small numbers for texts that come back again and again. */
export class Interner {
  readonly #indexes = new Map<string, number>();
  readonly values: string[] = [];
  #lastText = "";
  #lastIndex = -1;

  /** Index of a text, given out in order of first appearance. Runs of the same text cost one comparison each. */
  index(text: string): number {
    if (this.#lastIndex >= 0 && text === this.#lastText) return this.#lastIndex;
    const index = this.#find(text);
    this.#lastIndex = index;
    this.#lastText = text;
    return index;
  }

  #find(text: string): number {
    const known = this.#indexes.get(text);
    if (known !== undefined) return known;
    const own = detached(text);
    const index = this.values.length;
    this.values.push(own);
    this.#indexes.set(own, index);
    return index;
  }
}

/**
 * A copy that holds no reference to the text it was cut from: a 20-character name cut out of a chunk of a file
 * otherwise keeps the whole chunk in memory.
 */
export function detached(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}
