import "./api/without-eval.ts";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { ApiError } from "./api/problem-message.ts";
import { App } from "./app.tsx";
import { startTheme } from "./ui/theme.ts";
import "@fontsource-variable/inter/wght.css";
import "./ui/tokens.css";
import "./ui/fonts.css";
import "./ui/base.css";
import "./ui/controls.css";
import "./ui/surfaces.css";
import "./app.css";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.people.refused),
    },
  },
});

startTheme();
const root = document.getElementById("root");
if (!root) throw new RangeError("main: index.html has no element #root");
createRoot(root).render(
  <QueryClientProvider client={queries}>
    <App />
  </QueryClientProvider>,
);
