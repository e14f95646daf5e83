import { expect, it } from "vitest";
import type { DraftNow } from "@/api/types";
import { later } from "./presence";

const now = (revision: number | null, ...people: string[]): DraftNow => ({
  id: "m",
  revision,
  text: revision,
  changed: "2026-01-01T00:00:00Z",
  changedBy: `by ${revision}`,
  here: people.map((person) => ({ person, page: person, edits: true, since: "2026-01-01T00:00:00Z" })),
});

it("an answer that was on its way when somebody saved does not take that back, but says who is there", () => {
  expect(later(undefined, now(1))).toEqual(now(1));
  expect(later(now(1), now(2, "ann"))).toEqual(now(2, "ann"));
  expect(later(now(3), now(2, "ann"))).toEqual({ ...now(3), here: now(2, "ann").here });
  expect(later(now(3), now(null)), "what was removed is removed").toEqual(now(null));
});
