import { Button, Progress, SegmentedControl } from "@mantine/core";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Search, SlidersHorizontal } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import type { Suggestion, SuggestionRecord, SuggestionReport, SuggestionRun } from "@/api/types";
import { listed } from "@/app/i18n";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { useProblemText } from "@/shared/problemText";
import { useMaybe } from "@/shared/maybe";
import { useNames, useRun, useSuggestions } from "../modules/asked";
import { Block, Crumbs, Effects, State, pathOf } from "../modules/parts";
import { useNumbers, useWords } from "../modules/words";
import classes from "../suggest.module.css";

/** Its fields weigh more than all the rest, and are seldom opened. */
const Settings = lazy(() => import("../modules/Settings").then(({ Settings: part }) => ({ default: part })));

const STATES = ["open", "accepted", "dismissed", "all"] as const;
type Shown = (typeof STATES)[number];
type View = "cards" | "table";

/** What could be better about a process, and why rules had nothing to say. */
export function ProcessPage() {
  const { t } = useTranslation("suggest");
  const { key } = useParams({ strict: false }) as { key: string };
  const search = useSearch({ strict: false }) as { state?: Shown; view?: View };
  const navigate = useNavigate();
  const may = useMay()("improve");
  const names = useNames(key);
  const found = useSuggestions(key);
  const run = useRun(key);
  const say = useProblemText();
  const [setting, setSetting] = useState(false);
  const begin = useCommand((_: null, once) => command("post", "/api/v1/suggestions/{id}/runs", { path: { id: key }, body: {} }, once), { onDone: run.begin });
  const stop = useCommand((id: string, once) => command("post", "/api/v1/suggestions/{id}/runs/{run}/cancel", { path: { id: key, run: id } }, once), { stale: [keys.suggestions(key)] });
  const state = STATES.find((one) => one === search.state) ?? "open";
  const view: View = search.view === "table" ? "table" : "cards";
  const go = (change: object) => void navigate({ to: ".", search: { ...search, ...change }, replace: true } as never);
  const data = found.data;
  const of = (wanted: Shown) => data?.items.filter((one) => wanted === "all" || one.state.state === wanted) ?? [];
  const items = of(state);
  const busy = begin.isPending || run.run?.state === "running";
  return (
    <Page
      title={t("ofProcess", { name: names.title })}
      actions={
        may && (
          <div className={classes.bar} style={{ marginInlineStart: "auto" }}>
            <Button variant="default" leftSection={<SlidersHorizontal size={14} aria-hidden />} onClick={() => setSetting(true)}>
              {t("settings.open")}
            </Button>
            <Button leftSection={<Search size={14} aria-hidden />} loading={busy} onClick={() => begin.mutate(null)}>
              {t("run.begin")}
            </Button>
          </div>
        )
      }
    >
      <div className={classes.body}>
        <Crumbs crumbs={[{ label: t("title"), to: "/suggestions" }]} />
        {begin.error ? <p role="alert" className={classes.say}>{say(begin.error)}</p> : null}
        {run.run && <Running run={run.run} onStop={() => stop.mutate(run.run!.id)} />}
        {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
        {found.isLoading && <LoadingRows rows={8} />}
        {data && !data.report && <EmptyState title={t("never.title")} hint={t(may ? "never.hint" : "never.hintOther")} />}
        {data?.report && (
          <>
            <Report process={key} report={data.report} />
            <div className={classes.bar}>
              <SegmentedControl aria-label={t("state.label")} size="xs" data={STATES.map((one) => ({ value: one, label: `${t(`state.${one}`)} ${of(one).length}` }))} value={state} onChange={(value) => go({ state: value === "open" ? undefined : value })} />
              <SegmentedControl aria-label={t("view.label")} size="xs" data={(["cards", "table"] as const).map((one) => ({ value: one, label: t(`view.${one}`) }))} value={view} onChange={(value) => go({ view: value === "cards" ? undefined : value })} />
            </div>
            {items.length === 0 && <p className={classes.none}>{t(`nothing.${state}`)}</p>}
            {items.length > 0 && (view === "cards" ? <Cards process={key} items={items} records={data.records} nameOf={names.nameOf} /> : <Lines process={key} items={items} nameOf={names.nameOf} />)}
            <Silent report={data.report} nameOf={names.nameOf} />
            <Checklist items={data.checklist} />
          </>
        )}
        {setting && (
          <Suspense fallback={null}>
            <Settings process={key} onClose={() => setSetting(false)} />
          </Suspense>
        )}
      </div>
    </Page>
  );
}

function Running({ run, onStop }: { run: SuggestionRun; onStop: () => void }) {
  const { t } = useTranslation("suggest");
  const say = useNumbers();
  if (run.state === "done") return null;
  const share = run.of > 0 ? (100 * run.done) / run.of : 0;
  return (
    <div role="status" className={classes.block}>
      <div className={classes.bar}>
        <span>{t(`run.${run.state}`, { cases: say.count(run.cases), error: run.error ?? "" })}</span>
        {run.state === "running" && (
          <Button size="compact-sm" variant="default" onClick={onStop}>
            {t("run.stop")}
          </Button>
        )}
      </div>
      {run.state === "running" && <Progress value={share} aria-label={t("run.progress")} />}
    </div>
  );
}

function Report({ process, report }: { process: string; report: SuggestionReport }) {
  const { t } = useTranslation("suggest");
  const say = useNumbers();
  return (
    <p className={classes.small} data-testid="report">
      {t("report.cases", { cases: say.count(report.cases), versions: report.versions.join(", ") })} · <When at={report.from} /> – <When at={report.until} /> · {t("report.at")} <When at={report.at} /> <PersonName id={report.by} />
      {report.evidence
        .filter((one) => one.n > 0)
        .map((one) => (
          <span key={one.version}>
            {" · "}
            <Link to={`/monitor/p/${encodeURIComponent(process)}/evidence`} search={{ handle: one.handle } as never}>
              {t("report.evidence", { version: one.version, n: say.count(one.n) })}
            </Link>
          </span>
        ))}
      {report.leftOut > 0 && ` · ${t("report.leftOut", { n: say.count(report.leftOut) })}`}
    </p>
  );
}

interface Of {
  process: string;
  items: Suggestion[];
  nameOf: (id: string) => string;
}

/** How far what was accepted of a rule has brought what it promised. */
function Kept({ record }: { record: SuggestionRecord | undefined }) {
  const { t } = useTranslation("suggest");
  const say = useNumbers();
  if (!record) return null;
  return <span data-testid="kept">{t("kept", { count: record.measured, share: say.share(record.weight) })}</span>;
}

function Cards({ process, items, records, nameOf }: Of & { records: SuggestionRecord[] }) {
  const { t } = useTranslation("suggest");
  const words = useWords(nameOf);
  const say = useNumbers();
  return (
    <div className={classes.cards}>
      {items.map((one) => (
        <article key={one.id} className={classes.card} data-testid="suggestion" aria-label={words.sentence(one.found)}>
          <h2>
            <Link to={pathOf(process, one.id)}>
              <bdi>{words.sentence(one.found)}</bdi>
            </Link>
          </h2>
          <div>
            <span className={classes.gain}>{words.gain(one.found)}</span>
            {one.found.gain.unit !== "risk" && <div className={classes.small}>{words.interval(one.found)}</div>}
          </div>
          <Effects effects={one.found.effects} />
          <div className={`${classes.bar} ${classes.cardFoot} ${classes.small}`}>
            <State state={one.state.state} />
            <span>{t(`rule.${one.found.rule}`)}</span>
            <span>{t("n", { n: say.count(one.found.n), least: say.count(one.found.least) })}</span>
            <span>{t(`confidence.${one.found.confidence}`)}</span>
            <Kept record={records.find((record) => record.rule === one.found.rule)} />
          </div>
        </article>
      ))}
    </div>
  );
}

function Lines({ process, items, nameOf }: Of) {
  const { t } = useTranslation("suggest");
  const words = useWords(nameOf);
  const say = useNumbers();
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("title")}>
      <table className={classes.lines} data-testid="suggestions">
        <thead>
          <tr>
            <th scope="col">{t("column.suggestion")}</th>
            <th scope="col" className={classes.wide}>{t("column.rule")}</th>
            <th scope="col">{t("column.gain")}</th>
            <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.n")}</th>
            <th scope="col" className={classes.wide}>{t("column.confidence")}</th>
            <th scope="col" className={classes.wide}>{t("effects.title")}</th>
            <th scope="col">{t("column.state")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td>
                <Link to={pathOf(process, one.id)}>
                  <bdi>{words.sentence(one.found)}</bdi>
                </Link>
              </td>
              <td className={classes.wide}>{t(`rule.${one.found.rule}`)}</td>
              <td title={one.found.gain.unit === "risk" ? undefined : words.interval(one.found)}>{words.gain(one.found)}</td>
              <td className={`${classes.number} ${classes.wide}`}>{say.count(one.found.n)}</td>
              <td className={classes.wide}>{t(`confidence.${one.found.confidence}`)}</td>
              <td className={classes.wide}><Effects effects={one.found.effects} /></td>
              <td><State state={one.state.state} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Why rules said nothing: too few, or something that is not known. */
function Silent({ report, nameOf }: { report: SuggestionReport; nameOf: (id: string) => string }) {
  const { t } = useTranslation("suggest");
  const words = useWords(nameOf);
  if (report.notJudged.length === 0) return null;
  // What one rule lacks in the same words at several places is said once.
  const lines = new Map<string, { rule: string; places: string[]; lack: string }>();
  for (const { rule, places, missing } of report.notJudged) {
    const lack = words.lack(missing);
    const line = lines.get(`${rule} ${lack}`) ?? { rule, places: [], lack };
    line.places.push(places.map(nameOf).join(" → "));
    lines.set(`${rule} ${lack}`, line);
  }
  return (
    <Block title={t("silent.title")}>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("silent.title")}>
        <table className={classes.lines} data-testid="silent">
          <thead>
            <tr>
              <th scope="col">{t("column.rule")}</th>
              <th scope="col" className={classes.wide}>{t("column.places")}</th>
              <th scope="col">{t("column.lack")}</th>
            </tr>
          </thead>
          <tbody>
            {[...lines].map(([key, one]) => (
              <tr key={key}>
                <td>{t(`rule.${one.rule}`)}</td>
                <td className={classes.wide}><bdi>{listed(one.places.filter(Boolean)) || t("silent.whole")}</bdi></td>
                <td>{one.lack}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Block>
  );
}

/** What no history can judge. */
function Checklist({ items }: { items: { code: string; effects: React.ComponentProps<typeof Effects>["effects"] }[] }) {
  const { t } = useTranslation("suggest");
  const maybe = useMaybe("suggest");
  return (
    <details>
      <summary>{t("checklist.title")}</summary>
      <ul className={classes.list}>
        {items.map((one) => (
          <li key={one.code}>
            {maybe(`checklist.${one.code}`, one.code)}
            <Effects effects={one.effects} />
          </li>
        ))}
      </ul>
    </details>
  );
}
