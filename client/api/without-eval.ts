/** Imported first of all: validators must not compile themselves, which a strict content security policy forbids. */
import { config } from "zod";

config({ jitless: true });
