import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useRef, useState } from "react";
import { afterEach, expect, test } from "vitest";
import { WithKeeper, useKeeper, useTyped } from "./typed";

afterEach(cleanup);

let settle: (all: boolean) => void;
let pending: () => boolean;
let change: (value: string) => void;
let changes = 0;

function Field({ whole, refuse }: { whole?: boolean; refuse?: (text: string) => string | undefined }) {
  const [value, setValue] = useState("a");
  change = setValue;
  const input = useRef<HTMLInputElement>(null);
  const { typed, type, put, refused } = useTyped(value, (text) => setValue(text.trim()), input, { refuse, whole: whole ?? false });
  return (
    <>
      <input ref={input} value={typed} onChange={(event) => type(event.currentTarget.value)} onBlur={put} />
      <output>{refused ?? value}</output>
    </>
  );
}

function Page(props: { whole?: boolean; refuse?: (text: string) => string | undefined; shown?: boolean }) {
  const keeper = useKeeper(() => (changes += 1));
  ({ settle, pending } = keeper);
  return <WithKeeper value={keeper}>{props.shown !== false && <Field {...props} />}</WithKeeper>;
}

const input = () => screen.getByRole<HTMLInputElement>("textbox");
const value = () => screen.getByRole("status").textContent;
const type = (text: string) => fireEvent.change(input(), { target: { value: text } });

test("what is typed is pending until it is taken over, and who types on goes on", () => {
  render(<Page />);
  const before = changes;
  input().focus();
  type("b ");
  expect([value(), pending(), changes - before]).toEqual(["a", true, 1]);
  act(() => settle(false));
  expect([value(), input().value, pending()]).toEqual(["b", "b ", false]);
  type("b c");
  fireEvent.blur(input());
  expect([value(), pending()]).toEqual(["b c", false]);
});

test("what counts as a whole waits until one leaves", () => {
  render(<Page whole />);
  type("b");
  act(() => settle(false));
  expect([value(), pending()]).toEqual(["a", true]);
  act(() => settle(true));
  expect([value(), pending()]).toEqual(["b", false]);
});

test("what is refused stays in sight and is not taken over", () => {
  render(<Page refuse={(text) => (text === "bad" ? "no" : undefined)} />);
  type("bad");
  act(() => settle(true));
  expect([value(), input().value]).toEqual(["no", "bad"]);
});

test("what another way puts there stands there, also where the cursor is; what is being typed stays", () => {
  render(<Page />);
  input().focus();
  act(() => change("pasted"));
  expect(input().value).toBe("pasted");
  fireEvent.blur(input());
  expect(value()).toBe("pasted");
  input().focus();
  type("mine");
  act(() => change("theirs"));
  expect(input().value).toBe("mine");
});
