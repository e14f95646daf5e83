import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { giveBack, placeNow } from "./focus";

const settled = () => new Promise<void>((resolve) => queueMicrotask(() => setTimeout(resolve)));

let main: HTMLElement;

beforeEach(() => {
  document.body.innerHTML = '<main id="main" tabindex="-1"><div id="list"></div><button>other</button></main>';
  main = document.getElementById("main")!;
});
afterEach(() => {
  // Ends what still watches.
  document.dispatchEvent(new Event("pointerdown"));
  vi.restoreAllMocks();
});

function line(name: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.textContent = name;
  document.getElementById("list")!.append(button);
  return button;
}

/** A dialog was opened by this; the focus is lost with it. */
function closed(opener: HTMLElement) {
  opener.focus();
  const place = placeNow();
  opener.blur();
  return place;
}

it("waits for what opened the dialog until it can be pressed again", async () => {
  const opener = line("edit");
  const place = closed(opener);
  opener.disabled = true;
  giveBack(place);
  expect(document.activeElement).toBe(main);
  opener.disabled = false;
  await settled();
  expect(document.activeElement).toBe(opener);
});

it("finds what stands in its place also where nothing stood there for a while", async () => {
  const opener = line("edit");
  const place = closed(opener);
  giveBack(place);
  expect(document.activeElement).toBe(opener);
  document.getElementById("list")!.innerHTML = "<span>loading</span>";
  await settled();
  expect(document.activeElement).toBe(main);
  const again = line("edit");
  await settled();
  expect(document.activeElement).toBe(again);
});

it("leaves alone whoever has gone on", async () => {
  const opener = line("edit");
  const place = closed(opener);
  opener.remove();
  giveBack(place);
  expect(document.activeElement).toBe(main);
  document.dispatchEvent(new Event("keydown"));
  line("edit");
  await settled();
  expect(document.activeElement, "they have pressed something").toBe(main);

  const place2 = closed(line("more"));
  document.querySelector<HTMLElement>("main > button")!.focus();
  giveBack(place2);
  expect(document.activeElement?.textContent, "something else has it").toBe("other");
});
