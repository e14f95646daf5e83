import { expect, it } from "vitest";
import { byType, byWorker } from "./jobs";

const NOW = "2026-03-02T09:00:00Z";
const job = (type: string, more: object = {}) => ({ type, available: "2026-03-02T08:00:00Z", retries: 3, worker: null, leaseUntil: null, ...more }) as never;
const locked = { worker: "w1", leaseUntil: "2026-03-02T09:05:00Z" };

it("counts jobs by type, those that are stuck first", () => {
  const found = byType([job("mail"), job("mail", locked), job("pay", { retries: 0 }), job("pay", { available: "2026-03-02T10:00:00Z" })], NOW);
  expect(found.map((one) => [one.name, one.waiting, one.locked, one.resting, one.exhausted, one.others])).toEqual([
    ["pay", 0, 0, 1, 1, []],
    ["mail", 1, 1, 0, 0, ["w1"]],
  ]);
});

it("counts what each worker has at this moment, and not what it had", () => {
  const before = { worker: "w2", leaseUntil: "2026-03-02T08:30:00Z" };
  expect(byWorker([job("mail", locked), job("pay", locked), job("pay", before)], NOW).map((one) => [one.name, one.locked, one.others])).toEqual([["w1", 2, ["mail", "pay"]]]);
});
