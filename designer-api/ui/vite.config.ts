import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Where a server of this product listens while one works on the pages: `npm run dev` hands /api on to it. */
const SERVER = process.env["WEIR_SERVER"] ?? "http://127.0.0.1:8400";

/** Parts that the page itself loads first: whatever is loaded later need not name them. */
const SHELL = /assets\/(useTranslation|clsx|Loader|matchContext|nav|useQuery|notify|counts|createLucideIcon|link|i18n|Button|ActionIcon|Switches|NoticesButton|use-isomorphic-effect|command|mutation|useMutation|jsx-runtime|keys|request|session)-[\w-]+\.js$/;

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  // The demo is made of the process models of this repository.
  server: { host: "127.0.0.1", proxy: { "/api": SERVER }, fs: { allow: ["../.."] } },
  build: {
    target: "es2022",
    sourcemap: false,
    // `scripts/clean.mjs` empties the folder but for what git knows of it.
    emptyOutDir: false,
    // Nothing inline: the content security policy loads what comes from this server and nothing else.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, parts, { hostType }) => (hostType === "js" ? parts.filter((part) => !SHELL.test(part)) : parts),
    },
    manifest: true,
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}", "tests/unit/**/*.test.ts"],
    setupFiles: ["tests/unit/setup.ts"],
  },
});
