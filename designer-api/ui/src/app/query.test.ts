import { QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { isAway } from "@/api/away";
import { Problem, offline } from "@/api/problem";
import { queryClient } from "./query";

/** Reads once well, and then with this error; what a page sees then. */
async function readAgain(name: string, error: Error) {
  let answer: () => Promise<string> = () => Promise.resolve("read");
  const observer = new QueryObserver(queryClient, { queryKey: [name], queryFn: () => answer(), retry: false });
  const stop = observer.subscribe(() => undefined);
  await observer.refetch();
  answer = () => Promise.reject(error);
  await observer.refetch();
  const seen = observer.getCurrentResult();
  stop();
  return seen;
}

test("what was read stays while the server is away, and it is said that it is", async () => {
  const seen = await readAgain("away", offline());
  expect([seen.data, seen.isError, seen.isStale]).toEqual(["read", false, true]);
  expect(isAway()).toBe(true);
  await queryClient.fetchQuery({ queryKey: ["back"], queryFn: () => Promise.resolve(1) });
  expect(isAway()).toBe(false);
});

test("what was read stays for somebody who has to log in again", async () => {
  const seen = await readAgain("expired", new Problem(401, { code: "login-required" }));
  expect([seen.data, seen.isError]).toEqual(["read", false]);
});

test("what is gone, or never was read, is told", async () => {
  expect((await readAgain("gone", new Problem(404, { code: "no-such-instance" }))).isError).toBe(true);
  await expect(queryClient.fetchQuery({ queryKey: ["never"], queryFn: () => Promise.reject(offline()), retry: false })).rejects.toThrow();
  expect(queryClient.getQueryState(["never"])?.status).toBe("error");
});
