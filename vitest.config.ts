import { defineConfig } from "vitest/config";

const node = { environment: "node" as const, setupFiles: ["tests/support/property-seed.ts"] };

export default defineConfig({
  test: {
    projects: [
      { test: { ...node, name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"] } },
      { test: { ...node, name: "golden", include: ["tests/golden/**/*.test.ts"] } },
      { test: { ...node, name: "property", include: ["tests/property/**/*.test.ts"], testTimeout: 60_000 } },
      {
        test: {
          ...node,
          name: "calibration",
          include: ["tests/calibration/**/*.test.ts"],
          testTimeout: 120_000,
        },
      },
      { test: { ...node, name: "architecture", include: ["tests/architecture/**/*.test.ts"] } },
      {
        test: {
          ...node,
          name: "api",
          include: ["tests/api/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          ...node,
          name: "db",
          include: ["tests/db/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...node,
          name: "security",
          include: ["tests/security/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          ...node,
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
