// What went wrong comes from the server in parts, without words: the page has the words. One that it does not know, as an
// older page meets a newer server, has none, and neither has what somebody else's program said.
import type { TFunction } from "i18next";
import type { Sentence } from "@/api/types";

/** What stands before the words of a type in the locales. */
const slug = (name: string) => name.trim().replaceAll(" ", "-");

/** The sentence in the language of the page; null where there are no words for it. */
export function inWords(sentence: Sentence | null | undefined, t: TFunction<"events">, exists: (key: string) => boolean): string | null {
  if (!sentence || !exists(`events:said.${sentence.name}`)) return null;
  const { name, parts, types, values, moreValues, needs, moreNeeds } = sentence;
  const word = (group: "type" | "subject" | "what", is: string) => (exists(`events:${group}.${slug(is)}`) ? t(`${group}.${slug(is)}` as "type.null") : is);
  const { expression, line, column, note, value, decision, rule, input, output } = parts;
  const of: Record<string, string> = { ...parts };
  if (of["type"]) of["type"] = word("type", of["type"]);
  if (of["wanted"]) of["wanted"] = word("type", of["wanted"]);
  if (of["what"]) of["what"] = word("what", of["what"]);
  if (of["of"]) of["of"] = word("subject", of["of"]);
  if (types.length > 0) of["types"] = types.map((type) => word("type", type)).join(t("around.and"));
  const list = (all: Sentence["values"], more: number, as: "named" | "needed") =>
    [...all.map((one) => t(`around.${as}`, { ...one })), ...(more > 0 ? [t("around.more", { count: more })] : [])].join(", ");
  const told = t(`said.${name}` as "said.null", of);
  const pieces = [
    value ? `${told} (${value})` : told,
    note,
    decision && !told.includes(decision) && t("around.decision", { name: decision }),
    rule && t("around.rule", { name: rule }),
    input && t("around.input", { name: input }),
    output && t("around.output", { name: output }),
    expression && expression !== parts["part"] && !told.includes(expression) && t("around.within", { text: expression }),
    line && column && t("around.at", { line, column }),
    line && !column && !told.includes(line) && t("around.line", { line }),
    needs.length > 0 && t("around.needs", { needs: list(needs, moreNeeds, "needed") }),
    values.length > 0 && t("around.with", { data: list(values, moreValues, "named") }),
  ];
  return pieces.filter(Boolean).join(t("around.between"));
}

/** What one instance adds to a cause: the data as they were. */
export const dataOf = (sentence: Sentence | null | undefined): string | undefined =>
  sentence?.values.length ? sentence.values.map((one) => `${one.name} = ${one.value}`).join(", ") : undefined;

/** The sentence without the data of a single instance. */
export const withoutData = (sentence: Sentence | null | undefined): Sentence | null => (sentence ? { ...sentence, values: [], moreValues: 0 } : null);
