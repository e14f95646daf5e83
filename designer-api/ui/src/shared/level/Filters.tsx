import { Button } from "@mantine/core";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./level.module.css";
import { useUnitName } from "@/shared/GroupName";
import { useFactWords } from "./facts";
import type { Question } from "./question";
import { shownOf, type Change } from "./shown";

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
  onChange: (change: Change) => void;
}

/** What is filtered beside the window, each to be taken away. */
export function Filters({ search, unused = [], elsewhere = [], nameOf, ruleOf = (rule) => rule, time, onChange }: Props) {
  const { t } = useTranslation("level");
  const factWords = useFactWords(time);
  const unit = useUnitName((search.department ?? search.initiatorDepartment) !== undefined);
  const shown = shownOf(search, { t: t as never, nameOf, ruleOf, unitOf: (id) => unit(id, "department"), time, factWords }).filter(({ of }) => !elsewhere.includes(of));
  if (shown.length === 0) return null;
  return (
    <ul className={classes.filters} aria-label={t("filter.label")}>
      {shown.map(({ key, of, label: words, without }) => {
        const label = unused.includes(of) ? t("filter.unused", { filter: words }) : words;
        return (
          <li key={key}>
            <Button variant="default" rightSection={<X size={13} aria-hidden />} aria-label={t("filter.remove", { filter: label })} onClick={() => onChange(without)}>
              <bdi>{label}</bdi>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
