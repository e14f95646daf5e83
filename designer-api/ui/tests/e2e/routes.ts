// Every page, as whom it is looked at, and what of the server its path names.
import type { Server } from "./server";

export interface Seed {
  /** An instance of an expense claim that waits for its head. */
  instance: string;
  /** The open task of it. */
  task: string;
}

export interface Route {
  name: string;
  as: string | null;
  path: (seed: Seed) => string;
}

export const ROUTES: Route[] = [
  { name: "login", as: null, path: () => "/" },
  { name: "setup", as: null, path: () => "/setup#weir-setup_a_b" },
  { name: "tasks", as: "lin.tao", path: () => "/tasks" },
  { name: "not-found", as: "lin.tao", path: () => "/no/such/page" },
];

/** People, models and a few claims, so that no page is empty. */
export async function seed(server: Server): Promise<Seed> {
  await server.setUp();
  await server.people();
  await server.models();
  let instance = "";
  for (const [who, key, amount] of [
    ["han.mei", "BX-2026-0001", 1280.5],
    ["han.mei", "BX-2026-0002", 356],
    ["han.mei", "BX-2026-0003", 98_000.25],
  ] as const) {
    instance = await server.claim(who, key, amount);
    await server.fill(instance);
  }
  const { items } = await server.get(`/api/v1/user-tasks?instance=${instance}`);
  return { instance, task: items[0].id };
}
