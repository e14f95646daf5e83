import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { ahead } from "./scripts/ahead.ts";

/** Where a server of this product listens while one works on the pages: `npm run dev` hands /api on to it. */
const SERVER = process.env["WEIR_SERVER"] ?? "http://127.0.0.1:8400";

/** What the page itself loads first: whatever is loaded later need not name it. */
const SHELL = /assets\/(rolldown-runtime|shell)-[\w-]+\.js$/;

/** The way in stays a part of its own: sizes are told by it. */
const ENTRY = /index\.html|src\/main\.tsx/;

/** Components that most pages use, without those that open something over the page: they weigh, and are loaded when they open. */
const KIT = /@mantine\/(?!core\/.*(Popover|Combobox|Menu|Modal|Select|Portal|Transition|Floating|Tooltip|Date|Pill))|src\/shared(?!\/(MomentField|Dialog|Drawer|useTypedIn|focus))|lucide-react|tanstack|src\/api/;

/** What a page with a list to look in has, and what is ticked and chosen in it. */
const LIST = /react-virtual|src\/shared\/(Table|FilterBar|useList)/;
const INPUTS = /@mantine\/core\/.*\/(NativeSelect|get-parsed-combobox-data|ComboboxChevron|Switch|Checkbox)\b/;

/** Small things that many pages have some of: as files of their own each would be waited for. */
const PIECES = /lucide-react|src\/shared\/(StatusTag|usePhone)|@mantine\/core\/.*\/(Tabs|get-safe-id|create-scoped-keydown-handler)\b/;

export default defineConfig({
  plugins: [react(), ahead()],
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
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A page made of a hundred small files waits for each of them: what all pages share is one file, and so is what most do.
          groups: [
            { name: "shell", tags: ["$initial"], test: (id) => !ENTRY.test(id), priority: 4 },
            { name: "kit", test: KIT, minShareCount: 33, priority: 3 },
            { name: "list", test: LIST, minShareCount: 2, priority: 2 },
            { name: "inputs", test: INPUTS, minShareCount: 2, priority: 2 },
            { name: "pieces", test: PIECES, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}", "tests/unit/**/*.test.ts"],
    setupFiles: ["tests/unit/setup.ts"],
  },
});
