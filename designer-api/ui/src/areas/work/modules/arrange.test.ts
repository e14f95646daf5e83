import { expect, it } from "vitest";
import type { UserTask } from "@/api/types";
import { arrange } from "./arrange";
import { inboxSearch } from "./search";

const task = (id: string, more: Partial<UserTask>) => ({ id, definition: "claim:1", element: "check", priority: 50, created: "2026-01-01", ...more }) as UserTask;
const TASKS = [
  task("a", { due: "2026-03-01T00:00:00Z", businessKey: "BX-1", followUp: "2026-02-16T00:00:00Z" }),
  task("b", { priority: 90, definition: "leave:2", followUp: "2026-02-15T00:00:00Z" }),
  task("c", { due: "2026-02-01T00:00:00Z", name: "审批" }),
];
const ids = (search: object) => arrange(TASKS, search, (id) => (id.startsWith("leave") ? "请假" : "报销"), new Date("2026-02-15")).map((one) => one.id);

it("finds by name, key and process, and puts in order", () => {
  expect(ids({})).toEqual(["a", "b", "c"]);
  expect(ids({ text: "bx" })).toEqual(["a"]);
  expect(ids({ text: "请假" })).toEqual(["b"]);
  expect(ids({ process: "claim" })).toEqual(["a", "c"]);
  expect(ids({ sort: "due" })).toEqual(["c", "a", "b"]);
  expect(ids({ sort: "priority" })).toEqual(["b", "a", "c"]);
  expect(ids({ late: true })).toEqual(["c"]);
  expect(ids({ sort: "followUp" })).toEqual(["b", "a", "c"]);
  expect(ids({ again: true })).toEqual(["b"]);
});

it("takes of a URL what there is", () => {
  expect(inboxSearch({ tab: "claim", text: 12, sort: "due", late: true, process: "x" })).toEqual({ tab: "claim", text: "12", sort: "due", late: true, process: "x" });
  expect(inboxSearch({ tab: "started", sort: "oldest" })).toEqual({ tab: "started", sort: "oldest" });
  expect(inboxSearch({ tab: "started", sort: "due" }), "instances are due never").toEqual({ tab: "started" });
  expect(inboxSearch({ sort: "activity" })).toEqual({});
  expect(inboxSearch({ sort: "followUp", again: true })).toEqual({ sort: "followUp", again: true });
  expect(inboxSearch({ tab: "nothing", sort: 3, late: "yes", again: 1, process: [] })).toEqual({});
});
