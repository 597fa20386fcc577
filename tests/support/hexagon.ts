/** Maps for tests whose neighbours must not depend on H3. */
export { axialHexagon as hexagon, neighbourhoodFromRows as fromRows } from "#domain/grid/axial-hexagon.ts";
