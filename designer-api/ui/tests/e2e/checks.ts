// A history with an opportunity: two checks one after the other that need nothing of one another.
import type { Server } from "./server";

/** One more than the least number that the rule asks for, each check done by its own person. */
export async function checks(server: Server, instances = 52): Promise<void> {
  await server.deploy(new URL("data/checks.bpmn", import.meta.url).pathname);
  for (let number = 0; number < instances; number += 1) {
    const body = { process: "checks", businessKey: `HT-${String(number).padStart(3, "0")}`, variables: { amount: 100 + (number % 7) } };
    const { id } = (await server.send("POST", "/api/v1/instances", body)) as { id: string };
    for (const person of ["lin.tao", "chen.gang"]) {
      const { items } = await server.get(`/api/v1/user-tasks?instance=${id}`);
      await server.send("POST", `/api/v1/user-tasks/${items[0].id}/claim`, {}, person);
      await server.send("POST", `/api/v1/user-tasks/${items[0].id}/complete`, { variables: { ok: true } }, person);
    }
  }
}

/** Looks for suggestions until it is done; gives the id of the one that the history was made for. */
export async function searched(server: Server): Promise<string> {
  const begun = (await server.send("POST", "/api/v1/suggestions/checks/runs", {})) as { id: string; state: string };
  let state = begun.state;
  while (state === "running") ({ state } = await server.get(`/api/v1/suggestions/checks/runs/${begun.id}`));
  const { items } = await server.get("/api/v1/suggestions/checks");
  const found = items.find((one: { found: { rule: string } }) => one.found.rule === "parallelise");
  if (!found) throw new Error(`nothing was found: ${JSON.stringify(items)}`);
  return found.id;
}
