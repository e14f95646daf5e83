import { command, freshKey, get } from "@/api/request";
import { i18n } from "../i18n";
import { FILES, INSTANCES, entries, type Somebody } from "./data";

export type Step = "people" | "accounts" | "models" | "instances";

/** Puts the demo in, step by step. The answer is the password that all of its people have. */
export async function loadDemo(told: (step: Step) => void): Promise<string> {
  const all = entries();
  const reason = i18n.t("welcome.demo");
  told("people");
  await command("post", "/api/v1/organisation/changes", { body: { changes: all.map((put) => ({ put })) as never, reason } }, freshKey());

  told("accounts");
  const password = `demo-${freshKey().slice(0, 12)}`;
  const people = all.flatMap((entry) => (entry["person"] ? [entry["person"] as unknown as Somebody] : []));
  for (const { id, name } of people) {
    await command("put", "/api/v1/users/{id}", { path: { id }, body: { name } }, freshKey());
    await command("put", "/api/v1/grants/{id}", { path: { id: `demo-${id}` }, body: { to: { kind: "user", id }, role: "user", reason } }, freshKey());
    await command("put", "/api/v1/users/{id}/password", { path: { id }, body: { password } }, freshKey());
  }

  told("models");
  const limit = { kind: "number" as const, unit: "CNY", minimum: 0, maximum: 5000, value: 500, reason };
  await command("post", "/api/v1/parameters/{name}/values", { path: { name: "expense_auto_limit" }, body: limit as never }, freshKey());
  for (const files of FILES) {
    const body = new FormData();
    for (const [name, text] of files) body.append("file", new Blob([text]), name);
    await command("post", "/api/v1/deployments", { body: body as never }, freshKey());
  }

  told("instances");
  for (const { process, by, businessKey, variables } of INSTANCES) {
    const as = { headers: { "x-weir-actor": by } };
    const started = await command("post", "/api/v1/instances", { body: { process, businessKey, variables: variables as never } }, freshKey(), as);
    // Whoever started it hands it in, so that others have something to do.
    const { items } = await get("/api/v1/user-tasks", { query: { instance: started.id, assignee: by } });
    for (const task of items) {
      if (!task.approval) await command("post", "/api/v1/user-tasks/{id}/complete", { path: { id: task.id }, body: {} }, freshKey(), as);
    }
  }
  return password;
}
