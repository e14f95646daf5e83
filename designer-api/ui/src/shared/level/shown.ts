// What of a question is shown in words, each with how it is taken away.
import type { NumberRange } from "@/shared/address";
import type { Question } from "./question";

export type Change = Partial<Record<keyof Question, unknown>>;

export interface Shown {
  key: string;
  /** The field of the question that it belongs to. */
  of: keyof Question;
  label: string;
  without: Change;
}

interface Words {
  /** Words of `level`. */
  t: (key: string, values?: Record<string, unknown>) => string;
  nameOf: (node: string) => string;
  /** What people call a rule of the process; its id where nobody says. */
  ruleOf?: (rule: string) => string;
  /** What people call a department; its id where nobody says. */
  unitOf?: (id: string) => string;
  time: (ms: number) => string;
  /** A range of a fact as people say it. */
  factWords: (name: string, range: NumberRange) => string | undefined;
}

export function shownOf(search: Question, { t, nameOf, ruleOf = (rule) => rule, unitOf = (id) => id, time, factWords }: Words): Shown[] {
  const shown: Shown[] = [];
  const put = (key: keyof Question, label: string) => {
    if (search[key] !== undefined) shown.push({ key, of: key, label, without: { [key]: undefined } });
  };
  put("version", t("version.one", { version: search.version }));
  put("node", t("filter.node", { node: nameOf(search.node ?? "") }));
  put("outcome", t(`filter.${search.outcome ?? "completed"}`));
  put("rework", t(search.rework ? "filter.rework" : "filter.noRework"));
  put("incidents", t(search.incidents ? "filter.incidents" : "filter.noIncidents"));
  put("longer", t("filter.longer", { time: time(search.longer ?? 0) }));
  put("shorter", t("filter.shorter", { time: time(search.shorter ?? 0) }));
  for (const [name, value] of Object.entries(search.where ?? {})) {
    const { [name]: _, ...others } = search.where!;
    shown.push({ key: `where ${name}`, of: "where", label: `${name} = ${String(value)}`, without: { where: Object.keys(others).length > 0 ? others : undefined } });
  }
  const range = (name: string, of: NumberRange) => factWords(name, of) ?? bounds(name, of);
  const bounds = (name: string, { from, until, below }: NumberRange) =>
    [...(from === undefined ? [] : [`${name} ≥ ${from}`]), ...(until === undefined ? [] : [`${name} ≤ ${until}`]), ...(below === undefined ? [] : [`${name} < ${below}`])].join(t("filter.and"));
  put("breaks", t("filter.breaks", { rule: ruleOf(search.breaks ?? "") }));
  put("department", t("filter.department", { department: unitOf(search.department ?? "") }));
  put("initiatorDepartment", t("filter.initiatorDepartment", { department: unitOf(search.initiatorDepartment ?? "") }));
  put("flow", t("filter.flow", { flow: nameOf(search.flow ?? "") }));
  for (const [name, value] of Object.entries(search.ranges ?? {})) {
    const { [name]: _, ...others } = search.ranges!;
    shown.push({ key: `range ${name}`, of: "ranges", label: range(name, value), without: { ranges: Object.keys(others).length > 0 ? others : undefined } });
  }
  if (search.except) {
    const { version, flow, where, ranges } = search.except;
    const all = [
      ...(version === undefined ? [] : [t("version.one", { version })]),
      ...(flow === undefined ? [] : [t("filter.flow", { flow: nameOf(flow) })]),
      ...Object.entries(where ?? {}).map(([name, value]) => `${name} = ${String(value)}`),
      ...Object.entries(ranges ?? {}).map(([name, value]) => range(name, value)),
    ];
    put("except", t("filter.except", { what: all.join(t("filter.and")) }));
  }
  return shown;
}
