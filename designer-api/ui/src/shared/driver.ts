// What goes together with something, as a filter: which cases these are, and which are left when they are taken away.
import { said, type NumberRange, type Words } from "./address";
import { FACTS, factName } from "./level/facts";
import type { Question, Without } from "./level/question";

/** What no filter asks for: it is known of the moment alone. No variable begins with a dollar. */
const isOfMoment = (attribute: string) => attribute === "again" || attribute.startsWith("$");
/** What a question asks for on its own, and leaves out of nothing. */
const DEPARTMENT = "initiatorDepartment";

export interface Item {
  attribute: string;
  value: string;
}

export const isOfDepartment = (item: Item) => item.attribute === DEPARTMENT;

/** Both ends of a range as the server writes it; none where it is none. */
export function rangeIn(value: string): { from: number; until: number } | undefined {
  const [from, until, ...rest] = value.split(" … ").map((end) => (end.trim() === "" ? NaN : Number(end)));
  return from !== undefined && until !== undefined && rest.length === 0 && Number.isFinite(from) && Number.isFinite(until) ? { from, until } : undefined;
}

/** What is so in the cases of a driver, by the words of a question; nothing where no filter says it. */
export function soIn(items: Item[]): Without | undefined {
  let version: number | undefined;
  let flow: string | undefined;
  const where: Words = {};
  const ranges: Record<string, NumberRange> = {};
  for (const { attribute, value } of items) {
    const range = rangeIn(value);
    if (isOfMoment(attribute) || attribute === DEPARTMENT || (attribute === "flow" && flow !== undefined)) return undefined;
    const fact = FACTS.find((one) => one === attribute);
    if (fact) {
      const number = Number(value);
      ranges[factName(fact)] = range ?? { from: number, until: number };
    } else if (attribute === "version") version = Number(value);
    else if (attribute === "flow") flow = value;
    else if (range) ranges[attribute] = range;
    else where[attribute] = value;
  }
  const all = said({ version, flow, where: Object.keys(where).length > 0 ? where : undefined, ranges: Object.keys(ranges).length > 0 ? ranges : undefined }) as Without;
  return Object.keys(all).length > 0 ? all : undefined;
}

/** The filter that finds the cases of a driver among those of a question. */
export function filterOf(items: Item[], asked: Question): Partial<Question> | undefined {
  const [department, ...more] = items.filter(isOfDepartment).map((item) => item.value);
  // A question names one department.
  if (department !== undefined) {
    const others = items.filter((item) => !isOfDepartment(item));
    const rest = others.length > 0 ? filterOf(others, asked) : {};
    const fits = more.length === 0 && (asked.initiatorDepartment ?? department) === department;
    return fits && rest ? { ...rest, initiatorDepartment: department } : undefined;
  }
  const so = soIn(items);
  // A question names one flow.
  if (!so || (so.flow !== undefined && asked.flow !== undefined && asked.flow !== so.flow)) return undefined;
  return said({ version: so.version, flow: so.flow, where: so.where ? { ...asked.where, ...so.where } : asked.where, ranges: so.ranges ? { ...asked.ranges, ...so.ranges } : asked.ranges }) as Partial<Question>;
}

/** The filter that leaves them out; a question leaves out one kind of cases. */
export function restOf(items: Item[], asked: Question): Partial<Question> | undefined {
  const so = soIn(items);
  return so && asked.except === undefined ? { except: so } : undefined;
}
