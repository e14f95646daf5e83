// What tests of the canvas do again and again: choose, append, turn into something else, type into a field.
import { expect, type Locator } from "@playwright/test";
import type { Page, Server } from "./test";

export const canvas = (page: Page) => page.locator(".weir-paper[data-ready=true]");
export const shape = (page: Page, id: string) => page.locator(`.djs-element[data-element-id="${id}"]`);
export const pad = (page: Page, action: string) => page.locator(`.djs-context-pad [data-action="${action}"]`);
export const inspector = (page: Page) => page.locator("section[data-element]");
export const saved = (page: Page) => expect(page.locator("[data-save]")).toHaveAttribute("data-save", "saved", { timeout: 20_000 });

export async function enter(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press("Tab");
}

/** What is chosen is another one now: its id. */
async function next(page: Page, before: string | null): Promise<string> {
  await expect(inspector(page)).not.toHaveAttribute("data-element", before ?? "");
  // The name is asked for on the canvas; it is told in the inspector instead.
  await page.keyboard.press("Escape");
  return (await inspector(page).getAttribute("data-element"))!;
}

/** Appends to what is chosen, and tells the id of what came. */
export async function append(page: Page, action: string): Promise<string> {
  const before = await inspector(page).getAttribute("data-element");
  await pad(page, `append.${action}`).click();
  return next(page, before);
}

/** Turns what is chosen into something else; tells its id then. */
export async function become(page: Page, type: string, kind: string): Promise<string> {
  await pad(page, "replace").click();
  await page.locator(`.djs-popup [data-id="replace-with-${type}"]`).click();
  await expect(inspector(page).getByText(kind, { exact: true }).first()).toBeVisible();
  return (await inspector(page).getAttribute("data-element"))!;
}

/** Drags something from the palette onto a place of the page, and tells its id. */
export async function drop(page: Page, entry: string, x: number, y: number): Promise<string> {
  const before = await inspector(page).getAttribute("data-element");
  const from = (await page.locator(`.djs-palette [data-action="${entry}"]`).boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(x - 12, y - 12, { steps: 6 });
  await page.mouse.move(x, y, { steps: 3 });
  await page.mouse.up();
  return next(page, before);
}

/** Chooses from a list of the inspector. */
export async function choose(page: Page, label: string, value: string): Promise<void> {
  await inspector(page).getByRole("combobox", { name: label, exact: true }).click();
  await page.getByRole("option", { name: value, exact: true }).click();
}

export async function draft(server: Server, name: string, xml: string): Promise<string> {
  const { id } = (await server.send("POST", "/api/v1/models", { name, xml })) as { id: string };
  return id;
}

/** A file with this process; it is drawn by the server when it is opened. */
export const model = (process: string, roots = "") => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" id="d" targetNamespace="t">${roots}${process}</definitions>`;

export const flow = (from: string, to: string) => `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
