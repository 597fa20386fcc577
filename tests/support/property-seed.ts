/**
 * Properties are tried on other random cases each time on a developer's machine, which is how they find something; the
 * gate tries the same ones each time, so that what it says of a change is about the change.
 */
import fc from "fast-check";

const GATE_SEED = 20_260_101;

if (process.env.CI) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: GATE_SEED });
