import { Button, Group, NumberInput, Select, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { fill, freshKey, upload } from "@/api/request";
import type { Discovery } from "@/api/types";
import { Diagram } from "@/diagram";
import { LoadingPage } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { When } from "@/shared/When";
import { useMaybe } from "@/shared/maybe";
import { useProblemText } from "@/shared/problemText";
import classes from "../analyze.module.css";
import { Block, Facts, Lines } from "../modules/Frame";
import { LogViews, type LogAsked } from "../modules/LogViews";
import { useSay } from "../modules/say";
import { guess, idOf, tableOf, type Column, type Table } from "../modules/table";

const COLUMNS: Column[] = ["case", "activity", "time"];
/** Those that the views know what to do with, and a draft has no use for. */
const MORE: Column[] = ["start", "person"];
/** So much of a table is read to see its first line. */
const HEAD_BYTES = 65_536;

interface Chosen {
  file: File;
  /** None where it is XES, or packed so that its first line is not seen here. */
  table: Table | undefined;
}

/** A log of a process that ran elsewhere in, a draft of its model out. */
export function ImportPage() {
  const { t } = useTranslation("analyze");
  const say = useProblemText();
  const [chosen, setChosen] = useState<Chosen>();
  const [kind, setKind] = useState<"xes" | "csv">("xes");
  const [columns, setColumns] = useState<Partial<Record<Column, string>>>({});
  const [name, setName] = useState("");
  const [process, setProcess] = useState("");
  const [noise, setNoise] = useState(0);
  const [viewed, setViewed] = useState(false);
  const readable = chosen && (kind === "xes" || COLUMNS.every((column) => columns[column]));
  const ready = readable && name && process;
  const path = (keep: boolean) => {
    const { case: of, activity, time } = columns;
    const table = kind === "csv" ? { case: of, activity, time, delimiter: chosen?.table?.delimiter } : {};
    return fill("/api/v1/discoveries", { query: { name, process, file: chosen?.file.name, format: kind, ...table, noise: noise || undefined, keep: keep || undefined, comment: keep ? t("import.comment", { file: chosen?.file.name }) : undefined } });
  };
  const look = useMutation({ mutationFn: () => upload<Discovery>(path(false), chosen!.file, freshKey()) });
  const keep = useCommand((where: string, once) => upload<Discovery>(where, chosen!.file, once), { stale: [keys.models()] });
  const viewsPath = (asked: LogAsked) => {
    const { case: of, activity, time, start, person } = columns;
    const table = kind === "csv" ? { case: of, activity, time, start, person, delimiter: chosen?.table?.delimiter } : {};
    return fill("/api/v1/log-views", { query: { format: kind, ...table, ...asked } });
  };
  const forget = () => {
    setViewed(false);
    look.reset();
    keep.reset();
  };
  const input = useRef<HTMLInputElement>(null);
  const choose = async (file: File | undefined) => {
    forget();
    if (!file) return setChosen(undefined);
    const csv = /\.(csv|tsv|txt)(\.gz)?$/i.test(file.name);
    const table = csv && !/\.gz$/i.test(file.name) ? tableOf(await file.slice(0, HEAD_BYTES).text()) : undefined;
    setKind(csv ? "csv" : "xes");
    setColumns(Object.fromEntries([...COLUMNS, ...MORE].map((column) => [column, table ? guess(table.header, t(`import.guess.${column}`)) : undefined])));
    setName((known) => known || file.name.replace(/\.(xes|csv|xml|tsv|txt)?(\.gz)?$/i, ""));
    setProcess((known) => known || idOf(file.name));
    setChosen({ file, table });
  };
  const made = keep.data?.model;
  return (
    <Page title={t("import.title")}>
      <div className={classes.body}>
        <nav aria-label={t("crumbs")} className={classes.crumbs}>
          <Link to="/analyze">{t("title")}</Link> / {t("import.title")}
        </nav>
        <p className={classes.say}>{t("import.intro")}</p>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) look.mutate();
          }}
        >
          <div className={classes.file}>
            {/* The browser's own button speaks the language of the browser, and not that of the page. */}
            <input ref={input} type="file" hidden tabIndex={-1} aria-label={t("import.file")} accept=".xes,.csv,.tsv,.txt,.xml,.gz" onChange={(event) => void choose(event.currentTarget.files?.[0])} />
            <Group gap="xs">
              <Button variant={chosen ? "default" : "filled"} leftSection={<FileUp size={14} aria-hidden />} onClick={() => input.current?.click()}>
                {t("import.choose")}
              </Button>
              {chosen && <bdi>{chosen.file.name}</bdi>}
            </Group>
            <span className={classes.small}>{t("import.fileHint")}</span>
          </div>
          {chosen && (
            <>
              <Select label={t("import.kind")} allowDeselect={false} data={(["xes", "csv"] as const).map((one) => ({ value: one, label: t(`import.${one}`) }))} value={kind} onChange={(next) => (forget(), setKind(next === "csv" ? "csv" : "xes"))} />
              {kind === "csv" &&
                [...COLUMNS, ...MORE].map((column) =>
                  chosen.table ? (
                    <Select key={column} clearable={MORE.includes(column)} label={t(`import.column.${column}`)} data={[...new Set(chosen.table.header)].filter(Boolean)} value={columns[column] ?? null} onChange={(next) => (forget(), setColumns({ ...columns, [column]: next ?? undefined }))} />
                  ) : (
                    <TextInput key={column} label={t(`import.column.${column}`)} value={columns[column] ?? ""} onChange={(event) => (forget(), setColumns({ ...columns, [column]: event.currentTarget.value || undefined }))} />
                  ),
                )}
              <TextInput label={t("import.name")} required value={name} onChange={(event) => (forget(), setName(event.currentTarget.value))} />
              <TextInput label={t("import.process")} description={t("import.processHint")} required value={process} onChange={(event) => (forget(), setProcess(event.currentTarget.value))} />
              <NumberInput label={t("import.noise")} description={t("import.noiseHint")} min={0} max={50} allowDecimal={false} value={noise} onChange={(next) => (forget(), setNoise(typeof next === "number" ? next : 0))} />
              <div className={classes.bar}>
                <Button variant="default" disabled={!readable} onClick={() => setViewed(true)}>
                  {t("log.show")}
                </Button>
                <Button type="submit" variant={look.data ? "default" : "filled"} disabled={!ready} loading={look.isPending}>
                  {t("import.look")}
                </Button>
                {look.data && !made && (
                  <Button loading={keep.isPending} onClick={() => keep.mutate(path(true))}>
                    {t("import.keep")}
                  </Button>
                )}
              </div>
            </>
          )}
        </form>
        {look.error || keep.error ? <p role="alert" className={classes.bad}>{say(look.error ?? keep.error)}</p> : null}
        {made && (
          <p role="status" className={classes.say} data-testid="made">
            {t("import.made")}{" "}
            <Link to={`/models/${made.id}`}>
              <bdi>{made.name}</bdi>
            </Link>
          </p>
        )}
        {look.data && <Seen found={look.data} />}
        {viewed && chosen && <LogViews file={chosen.file} path={viewsPath} of={`${chosen.file.name} ${chosen.file.size} ${chosen.file.lastModified}`} />}
      </div>
    </Page>
  );
}

/** What was read and drafted, before anything is kept. */
function Seen({ found }: { found: Discovery }) {
  const { t } = useTranslation("analyze");
  const maybe = useMaybe("analyze");
  const say = useSay();
  const { log } = found;
  return (
    <>
      <Facts
        facts={[
          { label: t("import.cases"), value: <span data-testid="log-cases">{say.count(log.cases)}</span> },
          { label: t("import.events"), value: say.count(log.events) },
          { label: t("import.activities"), value: say.count(log.activities) },
          { label: t("variants.n"), value: say.count(log.variants) },
          { label: t("norm.fitness"), value: say.share(found.fitness) },
        ]}
      />
      <p className={classes.small}>
        {log.from && log.until && (
          <>
            <When at={log.from} /> – <When at={log.until} /> ·{" "}
          </>
        )}
        {t("import.leftOut", { count: log.leftOut, n: say.count(log.leftOut) })} · {t("import.aligned", { n: say.count(found.aligned), of: say.count(log.cases) })}
      </p>
      <Block title={t("import.faults")}>
        {log.faults.length === 0 ? (
          <p className={classes.none}>{t("import.noFaults")}</p>
        ) : (
          <Lines
            label={t("import.faults")}
            testId="faults"
            head={
              <>
                <th scope="col">{t("column.fault")}</th>
                <th scope="col" className={classes.number}>{t("column.count")}</th>
                <th scope="col">{t("column.first")}</th>
              </>
            }
          >
            {log.faults.map((fault) => (
              <tr key={fault.code}>
                <td>{maybe(`fault.${fault.code}`, fault.code)}</td>
                <td className={classes.number}>{say.count(fault.count)}</td>
                <td>
                  <bdi>{t(fault.found ? "import.place" : "import.placeOnly", { case: fault.case, event: fault.event, found: fault.found })}</bdi>
                </td>
              </tr>
            ))}
          </Lines>
        )}
      </Block>
      <Block title={t("import.draft")}>
        <div className={classes.canvas}>
          <Suspense fallback={<LoadingPage />}>
            <Diagram xml={found.xml} label={t("import.draft")} />
          </Suspense>
        </div>
        <p className={classes.small}>{t("import.draftHint")}</p>
      </Block>
    </>
  );
}
