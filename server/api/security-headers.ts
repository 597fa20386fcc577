/** Headers that keep the page to itself: no third parties, no framing by others, no guessing of types. */
import type { MiddlewareHandler } from "hono";

/** @param styleOrigin origin of a configured map style, the only other host a page may then speak to. */
export function securityHeaders(styleOrigin: string | null): MiddlewareHandler {
  const others = styleOrigin ? ` ${styleOrigin}` : "";
  const policy = [
    "default-src 'self'",
    // WebAssembly is compiled by the solver and by compressed map formats; no script is ever evaluated from text.
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${others}`,
    `connect-src 'self' blob: data:${others}`,
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join("; ");
  return async (c, next) => {
    await next();
    c.res.headers.set("Content-Security-Policy", policy);
    c.res.headers.set("X-Content-Type-Options", "nosniff");
    c.res.headers.set("Referrer-Policy", "same-origin");
    c.res.headers.set("Cross-Origin-Opener-Policy", "same-origin");
    c.res.headers.set("Cross-Origin-Resource-Policy", "same-origin");
    c.res.headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)");
  };
}
