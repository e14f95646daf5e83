// Two sets of instances that are compared: what each asks beyond the question of the page, in the address like all of it.
import { said, text, type Raw } from "@/shared/address";
import { questionOf, type Question } from "@/shared/level/question";

/** One of two sets: a question, and of what fits it perhaps one way only, named by an instance that went it. */
export interface Side extends Question {
  way?: string;
}

/** What a set comes to: the question of the page and its own in one. */
export interface Set {
  question: Question;
  way?: string;
}

export function sideOf(raw: unknown): Side | undefined {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return undefined;
  return said({ ...questionOf(raw as Raw), way: text((raw as Raw)["way"]) } as Side);
}

/** A side says more than the page does; a window of its own takes the place of that of the page. */
export function setOf(page: Question, { way, ...own }: Side): Set {
  const { days, from, until, ...rest } = page;
  const base = own.days || own.from ? rest : page;
  const where = page.where || own.where ? { ...page.where, ...own.where } : undefined;
  const ranges = page.ranges || own.ranges ? { ...page.ranges, ...own.ranges } : undefined;
  return said({ question: said({ ...base, ...own, where, ranges } as Question), way } as Set);
}

/** Both sets; none as long as it is not said which instances are held against which. */
export function setsOf(page: Question, one: Side | undefined, other: Side | undefined): { one: Set; other?: Set } | undefined {
  const first = setOf(page, one ?? {});
  if (other) return { one: first, other: setOf(page, other) };
  const { days, from, until, ...asked } = first.question;
  return Object.keys(asked).length > 0 || first.way ? { one: first } : undefined;
}

/** What somebody typed as a value: a number or a truth where it is written like one. */
export function valueOf(typed: string): string | number | boolean {
  const word = typed.trim();
  if (word === "true" || word === "false") return word === "true";
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(word) && Number.isFinite(Number(word)) ? Number(word) : word;
}
