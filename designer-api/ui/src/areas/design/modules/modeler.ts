// The canvas on which models are drawn, and what is asked of it.
import type { BusinessObject, Canvas, EventBus, Host, Registry, Shape } from "@/diagram/canvas";
import { touchModule } from "@/diagram/touch";
import { loadWords, translateModule } from "@/diagram/translate";
import { clipboardModule } from "./clipboard";
import { weirModdle } from "./moddle";
import "@/diagram/modeler.css";

export interface Modeler extends Host {
  importXML(xml: string): Promise<{ warnings: { message: string }[] }>;
  saveXML(options: { format: boolean }): Promise<{ xml?: string }>;
  saveSVG(): Promise<{ svg: string }>;
  destroy(): void;
}

interface Modeling {
  updateProperties(element: Shape, properties: Record<string, unknown>): void;
  updateModdleProperties(element: Shape, part: BusinessObject, properties: Record<string, unknown>): void;
}

interface Factory {
  create(type: string, properties?: Record<string, unknown>): BusinessObject;
}

export async function makeModeler(container: HTMLElement): Promise<Modeler> {
  const [{ default: Library }, { CreateAppendAnythingModule }, { default: minimapModule }] = await Promise.all([
    import("bpmn-js/lib/Modeler"),
    import("bpmn-js-create-append-anything"),
    import("diagram-js-minimap"),
    loadWords(),
  ]);
  return new Library({
    container,
    moddleExtensions: { weir: weirModdle },
    additionalModules: [translateModule, touchModule, CreateAppendAnythingModule as never, minimapModule as never, clipboardModule as never],
  }) as unknown as Modeler;
}

export const canvasOf = (modeler: Modeler) => modeler.get<Canvas>("canvas");
export const registryOf = (modeler: Modeler) => modeler.get<Registry>("elementRegistry");
export const eventsOf = (modeler: Modeler) => modeler.get<EventBus>("eventBus");
const modelingOf = (modeler: Modeler) => modeler.get<Modeling>("modeling");
const factoryOf = (modeler: Modeler) => modeler.get<Factory>("bpmnFactory");

export function create(modeler: Modeler, type: string, properties: Record<string, unknown> = {}, parent?: BusinessObject): BusinessObject {
  const made = factoryOf(modeler).create(type, properties);
  if (parent) made.$parent = parent;
  return made;
}

/** Is something else called so in the file? The library would give up in the middle of a change, and take no other after it. */
export function isTaken(modeler: Modeler, element: Shape, id: string): boolean {
  const known = modeler.get<{ ids: { assigned(id: string): unknown } }>("moddle").ids.assigned(id);
  const drawn = registryOf(modeler).get(id);
  return (Boolean(known) && known !== element.businessObject) || (drawn !== undefined && drawn !== element);
}

/** Sets attributes of an element; what is empty is left out of the file. */
export function setAttributes(modeler: Modeler, element: Shape, attributes: Record<string, unknown>): void {
  const tidy = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, value === "" || value === null ? undefined : value]));
  modelingOf(modeler).updateProperties(element, tidy);
}

/** Sets attributes of something inside of an element. */
export function setPart(modeler: Modeler, element: Shape, part: BusinessObject, attributes: Record<string, unknown>): void {
  const tidy = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, value === "" || value === null ? undefined : value]));
  modelingOf(modeler).updateModdleProperties(element, part, tidy);
}

/** The definitions around everything: where messages, signals and errors stand. */
export function definitionsOf(modeler: Modeler): BusinessObject {
  let at = canvasOf(modeler).getRootElement().businessObject;
  while (at.$parent) at = at.$parent;
  return at;
}

export function rootsOf(modeler: Modeler, type: string): BusinessObject[] {
  return ((definitionsOf(modeler).get("rootElements") as BusinessObject[]) ?? []).filter((one) => one.$type === type);
}

/** The message, signal, error or escalation of that name; it is made where there is none. */
export function rootNamed(modeler: Modeler, element: Shape, type: string, name: string): BusinessObject {
  const known = rootsOf(modeler, type).find((one) => one.name === name);
  if (known) return known;
  const definitions = definitionsOf(modeler);
  const made = create(modeler, type, { name }, definitions);
  if (type === "bpmn:Error") made.set("errorCode", name);
  if (type === "bpmn:Escalation") made.set("escalationCode", name);
  setPart(modeler, element, definitions, { rootElements: [...(definitions.get("rootElements") as BusinessObject[]), made] });
  return made;
}

/** A formal expression with this text, or nothing. */
export function expression(modeler: Modeler, text: string, parent: BusinessObject): BusinessObject | undefined {
  return text.trim() ? create(modeler, "bpmn:FormalExpression", { body: text }, parent) : undefined;
}

/** The extensions of an element of one kind: `weir:Input`. */
export function extensionsOf(element: BusinessObject, type: string): BusinessObject[] {
  const values = (element.get("extensionElements") as BusinessObject | undefined)?.get("values") as BusinessObject[] | undefined;
  return (values ?? []).filter((one) => one.$type === type);
}

/** Puts these in the place of all extensions of that kind. */
export function setExtensions(modeler: Modeler, element: Shape, type: string, made: Record<string, unknown>[]): void {
  const owner = element.businessObject;
  const known = owner.get("extensionElements") as BusinessObject | undefined;
  const others = ((known?.get("values") as BusinessObject[] | undefined) ?? []).filter((one) => one.$type !== type);
  const holder = create(modeler, "bpmn:ExtensionElements", {}, owner);
  const values = [...others, ...made.map((properties) => create(modeler, type, properties, holder))];
  holder.set("values", values);
  setAttributes(modeler, element, { extensionElements: values.length > 0 ? holder : undefined });
}

/** The event definition of an event, if it has one. */
export function eventDefinition(element: BusinessObject): BusinessObject | undefined {
  return ((element.get("eventDefinitions") as BusinessObject[] | undefined) ?? [])[0];
}
