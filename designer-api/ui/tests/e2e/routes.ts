// Every page, as whom it is looked at, and what of the server its path names.
import { readFile } from "node:fs/promises";
import type { Server } from "./server";
import { checks, searched } from "./checks";
import { permits, type Permits } from "./permits";
import { supply, type Supply } from "./supply";

export interface Seed {
  /** An instance of an expense claim that waits for its head. */
  instance: string;
  /** The open task of it. */
  task: string;
  /** An open task of an approval in which silence approves after two days of work. */
  silent: string;
  /** One whose time is over, so that its people were reminded. */
  late: string;
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
  /** A batch that could not be done to all of its instances. */
  batch: string;
  /** A history to be monitored. */
  supply: Supply;
  /** A simulation of it that is done. */
  simulation: string;
  /** Something that could be better about a process. */
  suggestion: string;
  /** A history with two ways, and a norm. */
  permits: Permits;
}

export interface Route {
  name: string;
  as: string | null;
  path: (seed: Seed) => string;
}

export const ROUTES: Route[] = [
  { name: "login", as: null, path: () => "/" },
  { name: "login-failed", as: null, path: () => "/?login=unknown-user" },
  { name: "setup", as: null, path: () => "/setup#weir-setup_a_b" },
  { name: "tasks", as: "lin.tao", path: () => "/tasks" },
  { name: "models", as: "zhao.min", path: () => "/models" },
  { name: "model", as: "zhao.min", path: ({ model }) => `/models/${model}` },
  { name: "model-tree", as: "zhao.min", path: ({ model }) => `/models/${model}?view=tree` },
  { name: "decision", as: "zhao.min", path: ({ decision }) => `/decisions/${decision}` },
  { name: "decision-versions", as: "zhao.min", path: ({ decision }) => `/decisions/${decision}/diff?a=1` },
  { name: "form-versions", as: "zhao.min", path: ({ form }) => `/forms/${form}/versions` },
  { name: "form-builder", as: "zhao.min", path: ({ form }) => `/forms/${form}` },
  { name: "model-test", as: "zhao.min", path: ({ model }) => `/models/${model}/test` },
  { name: "model-xml", as: "zhao.min", path: ({ model }) => `/models/${model}?view=xml` },
  { name: "model-versions", as: "zhao.min", path: ({ model }) => `/models/${model}/versions` },
  { name: "model-diff", as: "zhao.min", path: ({ model }) => `/models/${model}/diff?a=1` },
  { name: "landscape", as: "zhao.min", path: () => "/landscape" },
  { name: "landscape-node", as: "zhao.min", path: () => "/landscape/leave-request" },
  { name: "landscape-collaborations", as: "zhao.min", path: () => "/landscape?view=collaborations" },
  { name: "landscape-bands", as: "zhao.min", path: () => "/landscape?by=bands" },
  { name: "landscape-found", as: "zhao.min", path: () => "/landscape?text=a" },
  { name: "landscape-versions", as: "zhao.min", path: () => "/landscape?view=versions&before=1" },
  { name: "landscape-findings", as: "zhao.min", path: () => "/landscape?view=findings" },
  { name: "roles", as: "zhao.min", path: () => "/roles?within=organisation" },
  { name: "roles-person", as: "zhao.min", path: () => "/roles?person=li.lei" },
  { name: "templates-filtered", as: "zhao.min", path: () => "/templates?area=finance&level=4" },
  { name: "templates", as: "zhao.min", path: () => "/templates" },
  { name: "template", as: "zhao.min", path: () => "/templates?id=expense-claim" },
  { name: "simulations", as: "zhao.min", path: () => "/simulations" },
  { name: "simulation-new", as: "zhao.min", path: () => "/simulations/new?process=supply" },
  { name: "simulation", as: "zhao.min", path: ({ simulation }) => `/simulations/${simulation}` },
  { name: "ops", as: "zhou.yun", path: () => "/ops" },
  { name: "ops-process", as: "zhou.yun", path: () => "/ops/processes/refund" },
  { name: "ops-instances", as: "zhou.yun", path: () => "/ops/instances" },
  { name: "ops-instances-element", as: "zhou.yun", path: () => "/ops/instances?process=refund&pick=true" },
  { name: "ops-instance", as: "zhou.yun", path: ({ stuck }) => `/ops/instances/${stuck}` },
  { name: "ops-variables", as: "zhou.yun", path: ({ stuck }) => `/ops/instances/${stuck}?tab=variables` },
  { name: "ops-history", as: "zhou.yun", path: ({ stuck }) => `/ops/instances/${stuck}?tab=history` },
  { name: "ops-tokens", as: "zhou.yun", path: ({ stuck }) => `/ops/instances/${stuck}?edit=true` },
  { name: "ops-waits", as: "zhou.yun", path: ({ instance }) => `/ops/instances/${instance}?tab=waits` },
  { name: "ops-open-tasks", as: "zhou.yun", path: () => "/ops/tasks?person=lin.tao" },
  { name: "ops-stuck", as: "zhou.yun", path: ({ stuck }) => `/ops/instances/${stuck}?tab=incidents` },
  { name: "ops-instance-jobs", as: "zhou.yun", path: ({ stuck }) => `/ops/instances/${stuck}?tab=jobs` },
  { name: "ops-related", as: "zhou.yun", path: ({ stuck }) => `/ops/instances/${stuck}?tab=related` },
  { name: "ops-replay", as: "zhou.yun", path: ({ stuck }) => `/ops/instances/${stuck}?step=1` },
  { name: "ops-incidents", as: "zhou.yun", path: () => "/ops/incidents" },
  { name: "ops-definitions", as: "zhou.yun", path: () => "/ops/definitions" },
  { name: "ops-decisions", as: "zhou.yun", path: () => "/ops/definitions?tab=decisions" },
  { name: "ops-forms", as: "zhou.yun", path: () => "/ops/definitions?tab=forms" },
  { name: "ops-signals", as: "zhou.yun", path: () => "/ops/messages?tab=signal" },
  { name: "ops-conditions", as: "zhou.yun", path: () => "/ops/messages?tab=condition" },
  { name: "ops-messages", as: "zhou.yun", path: () => "/ops/messages" },
  { name: "ops-waiting", as: "zhou.yun", path: () => "/ops/messages?tab=message" },
  { name: "ops-batches", as: "zhou.yun", path: () => "/ops/batches" },
  { name: "ops-batch", as: "zhou.yun", path: ({ batch }) => `/ops/batches/${batch}` },
  { name: "ops-jobs", as: "zhou.yun", path: () => "/ops/jobs" },
  { name: "ops-job-list", as: "zhou.yun", path: () => "/ops/jobs?tab=list" },
  { name: "ops-workers", as: "zhou.yun", path: () => "/ops/jobs?tab=workers" },
  { name: "ops-task", as: "zhou.yun", path: ({ task }) => `/tasks/${task}` },
  { name: "ops-migration", as: "zhou.yun", path: () => "/ops/migrations/new?process=refund" },
  { name: "ops-migration-empty", as: "zhou.yun", path: () => "/ops/migrations/new" },
  { name: "admin", as: "admin", path: () => "/admin" },
  { name: "admin-users", as: "admin", path: () => "/admin/users" },
  { name: "admin-user", as: "admin", path: () => "/admin/users?id=han.mei" },
  { name: "admin-org", as: "admin", path: () => "/admin/org" },
  { name: "admin-people", as: "admin", path: () => "/admin/org?tab=person" },
  { name: "admin-person", as: "admin", path: () => "/admin/org?tab=person&id=li.lei" },
  ...["role", "group", "post", "proxy"].map((tab) => ({ name: `admin-org-${tab}`, as: "admin", path: () => `/admin/org?tab=${tab}` })),
  { name: "admin-import", as: "admin", path: () => "/admin/org?tab=import" },
  { name: "admin-roles", as: "admin", path: () => "/admin/roles" },
  { name: "admin-grants", as: "admin", path: () => "/admin/roles?tab=grants" },
  { name: "admin-see-as", as: "admin", path: () => "/admin/roles?tab=see-as&user=han.mei" },
  { name: "admin-tokens", as: "admin", path: () => "/admin/tokens" },
  { name: "admin-tenants", as: "admin", path: () => "/admin/tenants" },
  { name: "admin-calendars", as: "admin", path: () => "/admin/calendars" },
  { name: "admin-calendar", as: "admin", path: () => "/admin/calendars?id=office" },
  { name: "admin-parameters", as: "admin", path: () => "/admin/parameters" },
  { name: "admin-parameter", as: "admin", path: () => "/admin/parameters?id=large_amount" },
  { name: "admin-outgoing", as: "zhou.yun", path: () => "/admin/outgoing" },
  { name: "admin-deliveries", as: "zhou.yun", path: () => "/admin/outgoing?tab=waiting" },
  { name: "admin-dead", as: "zhou.yun", path: () => "/admin/outgoing?tab=dead" },
  { name: "admin-webhooks", as: "admin", path: () => "/admin/outgoing?tab=webhooks" },
  { name: "admin-health", as: "zhou.yun", path: () => "/admin/health" },
  { name: "admin-settings", as: "admin", path: () => "/admin/settings" },
  { name: "admin-log", as: "admin", path: () => "/admin/operations-log" },
  { name: "audit", as: "sun.li", path: () => "/audit" },
  { name: "audit-filtered", as: "sun.li", path: ({ instance }) => `/audit?instance=${instance}&areas=work&stepped=true` },
  { name: "audit-case", as: "sun.li", path: ({ instance }) => `/audit/cases/${instance}` },
  { name: "audit-verify", as: "sun.li", path: () => "/audit/verify" },
  { name: "audit-duties", as: "sun.li", path: () => "/audit/duties?process=expense&first=$initiator&second=fill" },
  { name: "audit-breadth", as: "sun.li", path: () => "/audit/breadth" },
  { name: "audit-export", as: "sun.li", path: () => "/audit/export" },
  { name: "monitor", as: "zhou.yun", path: () => "/monitor?open=supply" },
  { name: "monitor-indicators", as: "admin", path: () => "/monitor/indicators" },
  { name: "monitor-indicator", as: "admin", path: () => "/monitor/indicators/supply-time" },
  { name: "monitor-indices", as: "zhou.yun", path: () => "/monitor/indices?open=supply" },
  { name: "monitor-process", as: "zhou.yun", path: () => "/monitor/p/supply?compare=true" },
  { name: "monitor-frequency", as: "zhou.yun", path: () => "/monitor/p/supply?heat=frequency&version=1" },
  { name: "monitor-node", as: "zhou.yun", path: () => "/monitor/p/supply/e/answer" },
  { name: "monitor-anomalies", as: "zhou.yun", path: () => "/monitor/p/supply/anomalies?flag=terminated&target=1" },
  { name: "monitor-cases", as: "zhou.yun", path: () => "/monitor/p/supply/cases?outcome=terminated" },
  { name: "monitor-evidence", as: "zhou.yun", path: () => "/monitor/p/supply/evidence?node=answer&visitLonger=0" },
  { name: "monitor-window", as: "zhou.yun", path: () => "/monitor/p/supply?from=2026-01-01T00:00:00.000Z&until=2026-02-01T00:00:00.000Z&node=answer&rework=false" },
  { name: "monitor-instance", as: "zhou.yun", path: ({ supply }) => `/monitor/p/supply/i/${supply.answered}` },
  { name: "alerts", as: "zhou.yun", path: () => "/alerts?status=all" },
  { name: "alert-rules", as: "zhou.yun", path: () => "/alerts/rules" },
  { name: "alert-rule", as: "admin", path: () => "/alerts/rules/given-up" },
  { name: "alert-silences", as: "zhou.yun", path: () => "/alerts/silences" },
  { name: "monitor-ahead", as: "zhou.yun", path: ({ supply }) => `/monitor/p/supply/i/${supply.waiting}` },
  { name: "suggestions", as: "admin", path: () => "/suggestions" },
  { name: "suggestions-process", as: "admin", path: () => "/suggestions/checks" },
  { name: "suggestions-table", as: "admin", path: () => "/suggestions/checks?view=table" },
  { name: "suggestion", as: "admin", path: ({ suggestion }) => `/suggestions/checks/${suggestion}` },
  { name: "analyze", as: "admin", path: () => "/analyze" },
  { name: "analyze-import", as: "admin", path: () => "/analyze/import" },
  { name: "analyze-map", as: "admin", path: () => "/analyze/permit/map" },
  { name: "analyze-window", as: "admin", path: () => "/analyze/permit/map?from=2026-01-01T00:00:00.000Z&until=2026-02-01T00:00:00.000Z&node=mend&rework=true&show=time" },
  { name: "analyze-variants", as: "admin", path: () => "/analyze/permit/variants" },
  { name: "analyze-bottlenecks", as: "admin", path: () => "/analyze/permit/bottlenecks" },
  { name: "analyze-rework", as: "admin", path: () => "/analyze/permit/rework" },
  { name: "analyze-network", as: "admin", path: () => "/analyze/permit/network?people=true" },
  { name: "analyze-batches", as: "admin", path: () => "/analyze/permit/batches" },
  { name: "analyze-conformance", as: "admin", path: ({ permits }) => `/analyze/permit/conformance?norm=model:${permits.norm}` },
  { name: "analyze-compare", as: "admin", path: () => "/analyze/permit/compare?one=%7B%22rework%22%3Atrue%7D" },
  { name: "analyze-cases", as: "admin", path: () => "/analyze/permit/cases?behind=activity&of=mend" },
  { name: "task", as: "lin.tao", path: ({ task }) => `/tasks/${task}` },
  { name: "task-silent", as: "lin.tao", path: ({ silent }) => `/tasks/${silent}` },
  { name: "task-late", as: "lin.tao", path: ({ late }) => `/tasks/${late}` },
  { name: "fill", as: "han.mei", path: ({ draft }) => `/tasks/${draft}` },
  { name: "started", as: "han.mei", path: () => "/tasks?tab=started" },
  { name: "instance", as: "han.mei", path: ({ instance }) => `/tasks/instances/${instance}?tab=started` },
  { name: "done", as: "lin.tao", path: () => "/tasks?tab=done" },
  { name: "copies", as: "han.mei", path: () => "/tasks?tab=cc" },
  { name: "claim", as: "li.lei", path: () => "/tasks?tab=claim" },
  { name: "start", as: "han.mei", path: () => "/start" },
  { name: "start-form", as: "han.mei", path: () => "/start/expense" },
  { name: "delegation", as: "han.mei", path: () => "/settings/delegation" },
  { name: "notifications", as: "han.mei", path: () => "/settings/notifications" },
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
  for (const [at, amount] of ["much", "very much", 70, 7000].entries()) {
    const body = { process: "refund", businessKey: `TK-${at + 1}`, variables: { amount } };
    const { id } = (await server.send("POST", "/api/v1/instances", body)) as { id: string };
    if (typeof amount === "string") stuck = id;
  }
  const move = { from: { element: "pay" }, to: { before: "review" } };
  const begin = { filter: { process: "refund" }, operation: { modify: { instructions: [{ move }], reason: "复核漏了" } } };
  const { id: batch } = (await server.send("POST", "/api/v1/batches", begin)) as { id: string };
  await server.deploy(new URL("data/stuck-2.bpmn", import.meta.url).pathname, new URL("data/jobs.bpmn", import.meta.url).pathname);
  for (const key of ["A-1", "A-2", "A-3"]) await server.send("POST", "/api/v1/instances", { process: "shipping", businessKey: key });
  const { id: model } = (await server.send("POST", "/api/v1/models", { name: "合同会签", template: "contract-countersign", comment: "模板" })) as { id: string };
  await server.save(model, (xml) => xml.replace('name="法务审核"', 'name="法务复核"'));
  await server.send("POST", "/api/v1/models", { name: "请假", template: "leave-request" });
  const hours = [{ from: "09:00:00", until: "12:00:00" }, { from: "13:30:00", until: "18:00:00" }];
  const week = [hours, hours, hours, hours, hours, [], []];
  const calendar = { id: "office", name: "办公日历", timeZone: "Asia/Shanghai", week, days: { "2026-10-01": [], "2026-10-10": hours } };
  await server.send("POST", "/api/v1/organisation/changes", { changes: [{ put: { calendar } }], reason: "第一次录入" });
  await server.deploy(new URL("data/circular.bpmn", import.meta.url).pathname);
  const silent = await asked(server, "circular", "GW-2026-018");
  const late = await asked(server, "urgent", "JJ-2026-007");
  const first = { value: 5000, reason: "按财务制度", kind: "number", unit: "元", minimum: 0, maximum: 1_000_000, description: "超过此金额需总监审批" };
  await server.send("POST", "/api/v1/parameters/large_amount/values", first);
  await server.send("POST", "/api/v1/parameters/large_amount/values", { value: 8000, reason: "年度调整" });
  await server.send("POST", "/api/v1/landscape/seed", { reason: "开始" });
  for (const id of ["leave-request", "order-to-delivery"]) await server.send("POST", `/api/v1/model-templates/${id}/use`, { node: id, reason: "采用模板" });
  const { id: decision } = (await server.send("POST", "/api/v1/models", { name: "报销审批到哪一级", template: "expense-claim", file: "approval.dmn" })) as { id: string };
  const text = await readFile(new URL("data/expense.form", import.meta.url), "utf8");
  const { id: form } = (await server.send("POST", "/api/v1/models", { name: "报销单", xml: text })) as { id: string };
  await checks(server);
  const suggestion = await searched(server);
  const unfinished = await server.claim("han.mei", "BX-2026-0004", 640);
  const open = await server.get(`/api/v1/user-tasks?instance=${unfinished}`);
  const seen = await supply(server);
  const defined = { key: "supply-time", name: { "zh-CN": "采购历时", en: "Supply time" }, formula: "p90(sojourn)", process: "supply", windowDays: 7, unit: "hours", direction: "lower", target: 8, warn: 12, owner: "person:zhou.yun" };
  await server.send("POST", "/api/v1/analytics/indicators", { indicator: defined, reason: "年度目标" });
  const spec = { name: { "zh-CN": "采购终止率", en: "Purchases given up" }, scope: { process: "supply" }, source: { metric: "terminated" }, windowHours: 24, everyMinutes: 1, side: "above", warn: 0.1, critical: 0.3, beyond: 1, of: 1, keep: 1, least: 20, enabled: true };
  await server.send("PUT", "/api/v1/analytics/alert-rules/given-up", { spec, reason: "与供应商的约定" });
  await server.send("POST", "/api/v1/alert-silences", { process: "supply", reason: "供应商系统迁移", until: new Date(Date.now() + 3_600_000).toISOString() });
  return { instance, task: items[0].id, silent, late, draft: open.items[0].id, model, decision, form, stuck, batch, supply: seen, suggestion, permits: await permits(server, 6), simulation: await simulation(server) };
}

/** The task in which lin.tao is asked in a matter that han.mei begins. */
async function asked(server: Server, process: string, businessKey: string): Promise<string> {
  const { id } = (await server.send("POST", "/api/v1/instances", { process, businessKey }, "han.mei")) as { id: string };
  const { items } = (await server.get(`/api/v1/user-tasks?instance=${id}&assignee=lin.tao`)) as { items: { id: string }[] };
  return items[0]!.id;
}

/** The answer of the supplier in half the time, against things as they are. */
async function simulation(server: Server): Promise<string> {
  const changes = { steps: [{ step: "answer", factor: 0.5 }] };
  const asked = { name: "供应商快一倍", process: "supply", cases: 50, replications: 30, scenarios: [{ name: "快一倍", changes }] };
  const { id } = (await server.send("POST", "/api/v1/simulations", asked)) as { id: string };
  for (;;) {
    const { state } = await server.get(`/api/v1/simulations/${id}`);
    if (state !== "open") return id;
  }
}
