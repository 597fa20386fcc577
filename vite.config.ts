import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: "client",
  base: "./",
  plugins: [react()],
  optimizeDeps: { exclude: ["maplibre-gl"] },
  worker: { format: "es" },
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // Named so that the sizes can be told apart, and so that the shell does not wait for the map's code.
        codeSplitting: {
          groups: [
            { name: "preload", test: /preload-helper/, priority: 1 },
            { name: "maplibre", test: /node_modules[\\/]maplibre-gl/ },
            { name: "deck", test: /node_modules[\\/]@(deck\.gl|luma\.gl|math\.gl|probe\.gl|loaders\.gl)/ },
          ],
        },
      },
    },
  },
});
