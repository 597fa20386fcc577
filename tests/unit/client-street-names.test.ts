import { describe, expect, it } from "vitest";
import { streetWords } from "../../client/screens/explore/places/use-street-names.ts";

describe("street names of a hexagon", () => {
  it("are the two busiest, without the publisher's 'On or near'", () => {
    expect(streetWords(["On or near Dunstan Road", "On or near Fernside", "On or near Park Way"])).toBe(
      "Dunstan Road & Fernside",
    );
  });

  it("one street stands alone, and none gives no words", () => {
    expect(streetWords(["Watling Avenue"])).toBe("Watling Avenue");
    expect(streetWords([])).toBe("");
  });
});
