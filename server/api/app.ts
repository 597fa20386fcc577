/** The HTTP application: `/api/v1` and the built pages. Opens no port and nothing else. */
import { OpenAPIHono } from "@hono/zod-openapi";
import { baseMapRoute } from "./base-map-file.ts";
import { type DatasetAnswers as Answers, DatasetAnswers } from "./dataset-answer.ts";
import type { AppDeps } from "./deps.ts";
import { answerError } from "./error-answer.ts";
import { problem } from "./problem.ts";
import { areaRoutes } from "./routes/areas.ts";
import { crossingRoutes } from "./routes/boundary-crossings.ts";
import { cameraEvidenceRoutes } from "./routes/camera-evidence.ts";
import { cameraPaperRoutes } from "./routes/camera-papers.ts";
import { cameraReviewRoutes } from "./routes/camera-review.ts";
import { cameraRoutes } from "./routes/cameras.ts";
import { categoryRoutes } from "./routes/categories.ts";
import { cellRoutes } from "./routes/cells.ts";
import { coverageRoutes } from "./routes/coverage.ts";
import { deploymentRoutes } from "./routes/deployments.ts";
import { harmRoutes } from "./routes/harm.ts";
import { hotspotHistoryRoutes } from "./routes/hotspot-history.ts";
import { hotspotRoutes } from "./routes/hotspots.ts";
import { importRoutes } from "./routes/imports.ts";
import { linkRoutes } from "./routes/links.ts";
import { patternRoutes } from "./routes/patterns.ts";
import { placeRoutes } from "./routes/places.ts";
import { redeploymentRoutes } from "./routes/redeployment.ts";
import { scenarioRoutes } from "./routes/scenarios.ts";
import { searchRoutes } from "./routes/search.ts";
import { sumRoutes } from "./routes/sums.ts";
import { systemRoutes } from "./routes/system.ts";
import { timeseriesRoutes } from "./routes/timeseries.ts";
import { sameSiteOnly } from "./same-site.ts";
import { securityHeaders } from "./security-headers.ts";
import { staticClient } from "./static-client.ts";

const ROUTES: readonly ((app: OpenAPIHono, deps: AppDeps, answers: Answers) => void)[] = [
  systemRoutes,
  importRoutes,
  areaRoutes,
  categoryRoutes,
  cellRoutes,
  hotspotRoutes,
  hotspotHistoryRoutes,
  sumRoutes,
  timeseriesRoutes,
  placeRoutes,
  patternRoutes,
  harmRoutes,
  cameraRoutes,
  coverageRoutes,
  searchRoutes,
  cameraEvidenceRoutes,
  linkRoutes,
  redeploymentRoutes,
  cameraPaperRoutes,
  cameraReviewRoutes,
  crossingRoutes,
  scenarioRoutes,
  deploymentRoutes,
];

/** Builds the application. Tests call `app.request(...)` on it without a port. */
export function createApp(deps: AppDeps): OpenAPIHono {
  const app = new OpenAPIHono();
  const api = new OpenAPIHono();
  const answers = new DatasetAnswers(deps.state().version);
  app.use(securityHeaders(deps.styleOrigin));
  app.use(sameSiteOnly());
  for (const add of ROUTES) add(api, deps, answers);
  let description: object | null = null;
  api.get("/openapi.json", (c) => {
    description ??= api.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "Sightline",
        version: deps.state().version,
        description:
          "Crime counts by hexagon, area and month. Every analytic answer carries its unit, method, period and limits in `meta`; every error is application/problem+json with a stable `code`.",
      },
    });
    return c.json(description);
  });
  api.notFound((c) => unknownPath(c));
  app.route("/api/v1", api);
  app.all("/api/*", (c) => unknownPath(c));
  baseMapRoute(app, deps.pmtilesFile);
  app.use(staticClient(deps.clientFolder));
  app.notFound((c) => unknownPath(c));
  app.onError((error, c) => answerError(error, c, deps.log));
  return app;
}

function unknownPath(c: Parameters<typeof problem>[0]): Response {
  return problem(c, {
    code: "unknown-path",
    title: "There is nothing at this address",
    detail: `Got ${c.req.method} ${c.req.path}.`,
    next: "Every address of the API is described at /api/v1/openapi.json.",
  });
}
