import { describe, expect, it } from "vitest";
import { streetOfName } from "#domain/grid/street-name.ts";

describe("streets, never addresses", () => {
  it.each([
    ["On or near Elm Road", "Elm Road"],
    ["12A High Street", "High Street"],
    ["12 a High Street", "High Street"],
    ["Flat 2, 7-9 Park View, NW4 1AB", "Park View"],
    ["Flat 2b 31 Oak Lane", "Oak Lane"],
    ["No. 5 Station Road N12 8QQ", "Station Road"],
    ["Abbey Road", "Abbey Road"],
    ["A41 Edgware Way", "A41 Edgware Way"],
    ["Rose Cottage, Elm Lane, Hendon", "Elm Lane"],
    ["14", ""],
    ["NW4 1AB", ""],
    ["", ""],
  ])("%s → %s", (name, street) => {
    expect(streetOfName(name)).toBe(street);
  });
});
