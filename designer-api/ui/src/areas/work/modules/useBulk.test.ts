import { describe, expect, it } from "vitest";
import type { UserTask } from "@/api/types";
import { oneByOne } from "@/shared/task/bulk";
import { allowing } from "./useBulk";

const task = (id: string, ...allowedActions: string[]) => ({ id, allowedActions }) as unknown as UserTask;

describe("several tasks at once", () => {
  it("are done one after the other, and what is refused says why without keeping the others", async () => {
    const order: string[] = [];
    const act = async ({ id }: UserTask) => {
      order.push(`${id} begins`);
      await Promise.resolve();
      order.push(`${id} ends`);
      if (id === "b") throw new Error("somebody else has it");
    };
    const { gone, refused } = await oneByOne([task("a"), task("b"), task("c")], act, (error) => (error as Error).message);
    expect(order).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
    expect(gone).toEqual(["a", "c"]);
    expect(refused.map((one) => [one.task.id, one.message])).toEqual([["b", "somebody else has it"]]);
  });

  it("are those that allow it", () => {
    const tasks = [task("a", "approve", "transfer"), task("b", "complete", "transfer"), task("c", "claim")];
    expect(allowing(tasks, "approve").map((one) => one.id)).toEqual(["a"]);
    expect(allowing(tasks, "transfer").map((one) => one.id)).toEqual(["a", "b"]);
  });
});
