import { Button } from "@mantine/core";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./level.module.css";
import type { NumberRange } from "@/shared/address";
import { useFactWords } from "./facts";
import type { Question } from "./question";

interface Props {
  search: Question;
  /** What of the question means nothing on this page. */
  unused?: (keyof Question)[];
  /** What has a field of its own on this page. */
  elsewhere?: (keyof Question)[];
  nameOf: (node: string) => string;
  /** What people call a rule of the process. */
  ruleOf?: (rule: string) => string;
  time: (ms: number) => string;
  onChange: (change: Partial<Record<keyof Question, unknown>>) => void;
}

/** What is filtered beside the window, each to be taken away. */
export function Filters({ search, unused = [], elsewhere = [], nameOf, ruleOf = (rule) => rule, time, onChange }: Props) {
  const { t } = useTranslation("level");
  const shown: { key: string; label: string; without: Partial<Record<keyof Question, unknown>> }[] = [];
  const put = (key: keyof Question, label: string) => {
    if (search[key] === undefined || elsewhere.includes(key)) return;
    shown.push({ key, label: unused.includes(key) ? t("filter.unused", { filter: label }) : label, without: { [key]: undefined } });
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
    shown.push({ key: `where ${name}`, label: `${name} = ${String(value)}`, without: { where: Object.keys(others).length > 0 ? others : undefined } });
  }
  const factWords = useFactWords(time);
  const range = (name: string, of: NumberRange) => factWords(name, of) ?? bounds(name, of);
  const bounds = (name: string, { from, until, below }: NumberRange) =>
    [...(from === undefined ? [] : [`${name} ≥ ${from}`]), ...(until === undefined ? [] : [`${name} ≤ ${until}`]), ...(below === undefined ? [] : [`${name} < ${below}`])].join(t("filter.and"));
  put("breaks", t("filter.breaks", { rule: ruleOf(search.breaks ?? "") }));
  put("flow", t("filter.flow", { flow: nameOf(search.flow ?? "") }));
  for (const [name, value] of Object.entries(search.ranges ?? {})) {
    const { [name]: _, ...others } = search.ranges!;
    shown.push({ key: `range ${name}`, label: range(name, value), without: { ranges: Object.keys(others).length > 0 ? others : undefined } });
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
  if (shown.length === 0) return null;
  return (
    <ul className={classes.filters} aria-label={t("filter.label")}>
      {shown.map(({ key, label, without }) => (
        <li key={key}>
          <Button variant="default" rightSection={<X size={13} aria-hidden />} aria-label={t("filter.remove", { filter: label })} onClick={() => onChange(without)}>
            <bdi>{label}</bdi>
          </Button>
        </li>
      ))}
    </ul>
  );
}
