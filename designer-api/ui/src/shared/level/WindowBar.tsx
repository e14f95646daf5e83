import { Button, Select } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DayField } from "@/shared/MomentField";
import classes from "./level.module.css";
import { WINDOWS, windowOf, type Question } from "./question";

interface Props {
  search: Question;
  /** Days of the window where the address says none. */
  usual: number;
  /** The versions to choose from. */
  versions: number[];
  onChange: (change: Partial<Record<keyof Question, unknown>>) => void;
  /** What else of the question is chosen here. */
  children?: ReactNode;
}

/** Of which time, and of which version. */
export function WindowBar({ search, usual, versions, onChange, children }: Props) {
  const { t } = useTranslation("level");
  const [own, setOwn] = useState(Boolean(search.from));
  const days = search.days ?? usual;
  const chosen = own || search.from ? "own" : String(days);
  const { from, until } = windowOf(search, Date.now(), usual);
  const lengths = [...new Set([...WINDOWS, days])].toSorted((a, b) => a - b);
  return (
    <div className={classes.bar}>
      <Select
        aria-label={t("window.label")}
        w={150}
        allowDeselect={false}
        data={[...lengths.map((count) => ({ value: String(count), label: t("window.days", { count }) })), { value: "own", label: t("window.own") }]}
        value={chosen}
        onChange={(next) => {
          setOwn(next === "own");
          if (next !== "own") onChange({ days: Number(next), from: undefined, until: undefined });
        }}
      />
      {chosen === "own" && <Days key={`${from} ${until}`} from={from} until={until} onChange={(window) => onChange({ ...window, days: undefined })} />}
      {versions.length > 0 && (
        <Select
          aria-label={t("version.label")}
          w={130}
          allowDeselect={false}
          data={[{ value: "all", label: t("version.all") }, ...versions.map((version) => ({ value: String(version), label: t("version.one", { version }) }))]}
          value={search.version === undefined ? "all" : String(search.version)}
          onChange={(next) => onChange({ version: next === "all" ? undefined : Number(next) })}
        />
      )}
      {children}
    </div>
  );
}

/** A moment as the day that it is in, by the clock of the reader. */
export function dayOf(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

/** Whole days of the reader's zone, both included. */
export function windowOfDays(first: string, last: string): { from: string; until: string } {
  const end = new Date(`${last}T00:00:00`);
  end.setDate(end.getDate() + 1);
  return { from: new Date(`${first}T00:00:00`).toISOString(), until: end.toISOString() };
}

function Days({ from, until, onChange }: { from: number; until: number; onChange: (window: { from: string; until: string }) => void }) {
  const { t } = useTranslation("level");
  const [first, setFirst] = useState(dayOf(from));
  const [last, setLast] = useState(dayOf(until - 1));
  const valid = first !== "" && last !== "" && first <= last;
  return (
    <>
      <DayField label={t("window.from")} value={first} onChange={setFirst} />
      <DayField label={t("window.until")} value={last} onChange={setLast} wrong={!valid} />
      <Button variant="default" disabled={!valid} onClick={() => onChange(windowOfDays(first, last))}>
        {t("window.show")}
      </Button>
    </>
  );
}
