// Empties what the last build wrote. The folder itself stays, because the build of the binary watches it.
import { readdir, rm } from "node:fs/promises";

const dist = new URL("../dist/", import.meta.url);
for (const name of await readdir(dist)) {
  if (name !== ".gitignore") await rm(new URL(name, dist), { recursive: true });
}
