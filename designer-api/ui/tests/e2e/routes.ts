// Every page, as whom it is looked at, and what of the server its path names.
import { readFile } from "node:fs/promises";
import type { Server } from "./server";

export interface Seed {
  /** An instance of an expense claim that waits for its head. */
  instance: string;
  /** The open task of it. */
  task: string;
  /** A draft of a model. */
  model: string;
  /** A draft of a decision. */
  decision: string;
  /** A draft of a form. */
  form: string;
  /** An instance with an incident. */
  stuck: string;
  /** A claim that its claimant has not handed in. */
  draft: string;
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
  { name: "model-tree", as: "zhao.min", path: ({ model }) => `/models/${model}?view=tree` },
  { name: "decision", as: "zhao.min", path: ({ decision }) => `/decisions/${decision}` },
  { name: "form-builder", as: "zhao.min", path: ({ form }) => `/forms/${form}` },
  { name: "model-test", as: "zhao.min", path: ({ model }) => `/models/${model}/test` },
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
  const { id: decision } = (await server.send("POST", "/api/v1/models", { name: "报销审批到哪一级", template: "expense-claim", file: "approval.dmn" })) as { id: string };
  const text = await readFile(new URL("data/expense.form", import.meta.url), "utf8");
  const { id: form } = (await server.send("POST", "/api/v1/models", { name: "报销单", xml: text })) as { id: string };
  const unfinished = await server.claim("han.mei", "BX-2026-0004", 640);
  const open = await server.get(`/api/v1/user-tasks?instance=${unfinished}`);
  return { instance, task: items[0].id, draft: open.items[0].id, model, decision, form, stuck };
}
