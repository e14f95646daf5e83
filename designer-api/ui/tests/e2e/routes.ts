// Every page, as whom it is looked at, and what of the server its path names.
import type { Server } from "./server";
import { supply, type Supply } from "./supply";

export interface Seed {
  /** An instance of an expense claim that waits for its head. */
  instance: string;
  /** The open task of it. */
  task: string;
  /** A draft of a model. */
  model: string;
  /** An instance with an incident. */
  stuck: string;
  /** A claim that its claimant has not handed in. */
  draft: string;
  /** A history to be monitored. */
  supply: Supply;
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
  { name: "models", as: "zhao.min", path: () => "/models" },
  { name: "model", as: "zhao.min", path: ({ model }) => `/models/${model}` },
  { name: "model-xml", as: "zhao.min", path: ({ model }) => `/models/${model}?view=xml` },
  { name: "model-versions", as: "zhao.min", path: ({ model }) => `/models/${model}?view=versions&before=1` },
  { name: "ops", as: "zhou.yun", path: () => "/ops" },
  { name: "ops-process", as: "zhou.yun", path: () => "/ops/processes/refund" },
  { name: "ops-instances", as: "zhou.yun", path: () => "/ops/instances" },
  { name: "ops-instance", as: "zhou.yun", path: ({ stuck }) => `/ops/instances/${stuck}` },
  { name: "ops-variables", as: "zhou.yun", path: ({ stuck }) => `/ops/instances/${stuck}?tab=variables` },
  { name: "ops-history", as: "zhou.yun", path: ({ stuck }) => `/ops/instances/${stuck}?tab=history` },
  { name: "ops-tokens", as: "zhou.yun", path: ({ stuck }) => `/ops/instances/${stuck}?edit=true` },
  { name: "ops-incidents", as: "zhou.yun", path: () => "/ops/incidents" },
  { name: "ops-definitions", as: "zhou.yun", path: () => "/ops/definitions" },
  { name: "monitor", as: "zhou.yun", path: () => "/monitor?open=supply" },
  { name: "monitor-process", as: "zhou.yun", path: () => "/monitor/p/supply?compare=true" },
  { name: "monitor-frequency", as: "zhou.yun", path: () => "/monitor/p/supply?heat=frequency&version=1" },
  { name: "monitor-node", as: "zhou.yun", path: () => "/monitor/p/supply/e/answer" },
  { name: "monitor-anomalies", as: "zhou.yun", path: () => "/monitor/p/supply/anomalies?flag=terminated&target=1" },
  { name: "monitor-cases", as: "zhou.yun", path: () => "/monitor/p/supply/cases?outcome=terminated" },
  { name: "monitor-evidence", as: "zhou.yun", path: () => "/monitor/p/supply/evidence?node=answer&visitLonger=0" },
  { name: "monitor-instance", as: "zhou.yun", path: ({ supply }) => `/monitor/p/supply/i/${supply.answered}` },
  { name: "monitor-ahead", as: "zhou.yun", path: ({ supply }) => `/monitor/p/supply/i/${supply.waiting}` },
  { name: "task", as: "lin.tao", path: ({ task }) => `/tasks/${task}` },
  { name: "fill", as: "han.mei", path: ({ draft }) => `/tasks/${draft}` },
  { name: "started", as: "han.mei", path: () => "/tasks?tab=started" },
  { name: "instance", as: "han.mei", path: ({ instance }) => `/tasks/instances/${instance}?tab=started` },
  { name: "claim", as: "li.lei", path: () => "/tasks?tab=claim" },
  { name: "start", as: "han.mei", path: () => "/start" },
  { name: "start-form", as: "han.mei", path: () => "/start/expense" },
  { name: "delegation", as: "han.mei", path: () => "/settings/delegation" },
  { name: "account", as: "han.mei", path: () => "/settings/account" },
  { name: "welcome", as: "admin", path: () => "/welcome" },
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
  await server.deploy(new URL("data/stuck.bpmn", import.meta.url).pathname);
  let stuck = "";
  for (const amount of ["much", "very much", 70, 7000]) {
    const body = { process: "refund", businessKey: `TK-${String(amount).length}`, variables: { amount } };
    const { id } = (await server.send("POST", "/api/v1/instances", body)) as { id: string };
    if (typeof amount === "string") stuck = id;
  }
  const { id: model } = (await server.send("POST", "/api/v1/models", { name: "合同会签", template: "contract-countersign", comment: "模板" })) as { id: string };
  await server.save(model, (xml) => xml.replace('name="法务审核"', 'name="法务复核"'));
  await server.send("POST", "/api/v1/models", { name: "请假", template: "leave-request" });
  const unfinished = await server.claim("han.mei", "BX-2026-0004", 640);
  const open = await server.get(`/api/v1/user-tasks?instance=${unfinished}`);
  return { instance, task: items[0].id, draft: open.items[0].id, model, stuck, supply: await supply(server) };
}
