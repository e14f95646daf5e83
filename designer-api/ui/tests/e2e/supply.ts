// A history with a story: what the supplier `north` has to answer takes longest, and is given up again and again.
import type { Server } from "./server";

export interface Supply {
  /** One that the supplier answered. */
  answered: string;
  /** One that still waits. */
  waiting: string;
}

/** Of 120 instances 48 are north's: 23 are answered, 23 given up, 2 still wait. */
export async function supply(server: Server): Promise<Supply> {
  await server.deploy(new URL("data/supply.bpmn", import.meta.url).pathname);
  const found: Supply = { answered: "", waiting: "" };
  for (let number = 0; number < 120; number += 1) {
    const north = number % 5 < 2;
    const body = { process: "supply", businessKey: `CG-${String(number).padStart(3, "0")}`, variables: { supplier: north ? "north" : "stock", amount: 100 + number } };
    const { id } = (await server.send("POST", "/api/v1/instances", body)) as { id: string };
    if (!north) continue;
    if (number >= 115) {
      found.waiting = id;
    } else if (number % 5 === 0) {
      await server.send("POST", `/api/v1/instances/${id}/cancel`, {});
    } else {
      const { items } = await server.get(`/api/v1/user-tasks?instance=${id}`);
      await server.send("POST", `/api/v1/user-tasks/${items[0].id}/complete`, {}, "zhou.yun");
      found.answered = id;
    }
  }
  return found;
}
