import { Button, NumberInput, Select, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { said, type NumberRange } from "@/shared/address";
import { Filters } from "@/shared/level/Filters";
import { WindowBar } from "@/shared/level/WindowBar";
import { HOUR } from "@/shared/level/question";
import classes from "../analyze.module.css";
import { useGo } from "./Frame";
import { useMap, useProcess, useVariants } from "./asked";
import { namer, useSay } from "./say";
import { USUAL, carried, type AnalyzeSearch } from "./search";
import { valueOf, type Side } from "./sides";

const KINDS = ["version", "way", "value", "range", "node", "outcome", "rework", "incidents", "longer", "shorter", "window"] as const;
type Kind = (typeof KINDS)[number];
type Change = Partial<Record<keyof Side, unknown>>;

interface Props {
  title: string;
  search: AnalyzeSearch;
  side: Side;
  nameOf: (node: string) => string;
  onChange: (side: Side) => void;
  /** What stands beside the heading. */
  beside?: ReactNode;
}

/** One of two sets of instances: what it asks beyond the question of the page, each to be added and to be taken away. */
export function SideCard({ title, search, side, nameOf, onChange, beside }: Props) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const [adding, setAdding] = useState<Kind | null>(null);
  const change = (of: Change) => onChange(said({ ...side, ...of } as Side));
  const add = (of: Change) => {
    change(of);
    setAdding(null);
  };
  const { way, ...question } = side;
  const window = side.days !== undefined || side.from !== undefined;
  return (
    <section aria-label={title} className={classes.side}>
      <div className={classes.blockHead}>
        <h2>{title}</h2>
        {beside}
      </div>
      <Filters search={question} nameOf={nameOf} time={say.time} onChange={change} />
      {way && (
        <Button className={classes.wayChip} variant="default" onClick={() => change({ way: undefined })}>
          <Way search={search} way={way} />
        </Button>
      )}
      {(window || adding === "window") && (
        <WindowBar search={side} usual={search.days ?? USUAL} versions={[]} onChange={change}>
          {window && (
            <Button variant="subtle" onClick={() => add({ days: undefined, from: undefined, until: undefined })}>
              {t("compare.sameWindow")}
            </Button>
          )}
        </WindowBar>
      )}
      <div className={classes.controls}>
        <Select label={t("compare.add")} w={200} placeholder={t("compare.choose")} data={KINDS.map((one) => ({ value: one, label: t(`sideOf.${one}`) }))} value={adding} onChange={(next) => setAdding(next as Kind | null)} />
        {adding && adding !== "window" && <Field kind={adding} search={search} side={side} onAdd={add} />}
      </div>
    </section>
  );
}

/** What a way is called: its activities. */
function Way({ search, way }: { search: AnalyzeSearch; way: string }) {
  const { t } = useTranslation("analyze");
  const ways = useWays(search);
  return <bdi>{t("compare.way", { way: ways.find((one) => one.value === way)?.label ?? way })}</bdi>;
}

function useWays(search: AnalyzeSearch) {
  const { key } = useGo();
  const found = useVariants(key, carried(search));
  const name = namer(found.data?.names);
  const say = useSay();
  return (found.data?.items ?? []).map((one) => ({ value: one.instance, label: `${one.trace.map(name).join(" → ")} (${say.count(one.cases)})` }));
}

function Field({ kind, search, side, onAdd }: { kind: Exclude<Kind, "window">; search: AnalyzeSearch; side: Side; onAdd: (of: Change) => void }) {
  const { t } = useTranslation("analyze");
  if (kind === "version") return <Version onAdd={onAdd} />;
  if (kind === "way") return <Ways search={search} onAdd={onAdd} />;
  if (kind === "node") return <Node search={search} onAdd={onAdd} />;
  if (kind === "value") return <Value onAdd={(name, value) => onAdd({ where: { ...side.where, [name]: valueOf(value) } })} />;
  if (kind === "range") return <Range onAdd={(name, range) => onAdd({ ranges: { ...side.ranges, [name]: range } })} />;
  if (kind === "longer" || kind === "shorter") return <Hours label={t(`sideOf.${kind}`)} onAdd={(hours) => onAdd({ [kind]: Math.round(hours * HOUR) })} />;
  const choices = kind === "outcome" ? (["completed", "terminated"] as const) : ([true, false] as const);
  const label = (one: string | boolean) => t(`sideValue.${kind}.${String(one)}`);
  return <Select label={t("compare.value")} w={200} data={choices.map((one) => ({ value: String(one), label: label(one) }))} value={null} onChange={(next) => next !== null && onAdd({ [kind]: kind === "outcome" ? next : next === "true" })} />;
}

function Version({ onAdd }: { onAdd: (of: Change) => void }) {
  const { t } = useTranslation("analyze");
  const { key } = useGo();
  const process = useProcess(key);
  return <Select label={t("version.label")} w={140} data={process.versions.map((version) => ({ value: String(version), label: t("version.one", { version }) }))} value={null} onChange={(next) => next !== null && onAdd({ version: Number(next) })} />;
}

function Ways({ search, onAdd }: { search: AnalyzeSearch; onAdd: (of: Change) => void }) {
  const { t } = useTranslation("analyze");
  return <Select label={t("column.variant")} w={300} searchable data={useWays(search)} value={null} onChange={(way) => way !== null && onAdd({ way })} />;
}

function Node({ search, onAdd }: { search: AnalyzeSearch; onAdd: (of: Change) => void }) {
  const { t } = useTranslation("analyze");
  const { key } = useGo();
  const map = useMap(key, carried(search));
  const name = namer(map.data?.names);
  return <Select label={t("column.activity")} w={260} searchable data={(map.data?.nodes ?? []).map((node) => ({ value: node.activity, label: name(node.activity) }))} value={null} onChange={(node) => node !== null && onAdd({ node })} />;
}

/** Fields that are added together once they are filled in. */
function Together({ ready, onAdd, children }: { ready: boolean; onAdd: () => void; children: ReactNode }) {
  const { t } = useTranslation("analyze");
  return (
    <form
      className={classes.controls}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onAdd();
      }}
    >
      {children}
      <Button type="submit" variant="default" disabled={!ready}>
        {t("compare.put")}
      </Button>
    </form>
  );
}

function Value({ onAdd }: { onAdd: (name: string, value: string) => void }) {
  const { t } = useTranslation("analyze");
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  return (
    <Together ready={name.trim() !== "" && value.trim() !== ""} onAdd={() => onAdd(name.trim(), value)}>
      <TextInput label={t("compare.variable")} w={160} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput label={t("compare.value")} w={160} value={value} onChange={(event) => setValue(event.currentTarget.value)} />
    </Together>
  );
}

function Range({ onAdd }: { onAdd: (name: string, range: NumberRange) => void }) {
  const { t } = useTranslation("analyze");
  const [name, setName] = useState("");
  const [from, setFrom] = useState<number | string>("");
  const [until, setUntil] = useState<number | string>("");
  const range = said({ from: typeof from === "number" ? from : undefined, until: typeof until === "number" ? until : undefined }) as NumberRange;
  const { from: least = -Infinity, until: most = Infinity } = range;
  return (
    <Together ready={name.trim() !== "" && Object.keys(range).length > 0 && least <= most} onAdd={() => onAdd(name.trim(), range)}>
      <TextInput label={t("compare.variable")} w={160} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <NumberInput label={t("compare.least")} w={110} value={from} onChange={setFrom} />
      <NumberInput label={t("compare.most")} w={110} value={until} onChange={setUntil} />
    </Together>
  );
}

function Hours({ label, onAdd }: { label: string; onAdd: (hours: number) => void }) {
  const [hours, setHours] = useState<number | string>(24);
  return (
    <Together ready={typeof hours === "number" && hours > 0} onAdd={() => onAdd(Number(hours))}>
      <NumberInput label={label} w={160} min={0} max={87_600} value={hours} onChange={setHours} />
    </Together>
  );
}
