import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { Check, FlaskConical, RotateCcw, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { Suggestion } from "@/api/types";
import { listed } from "@/app/i18n";
import { useMay } from "@/app/session";
import { ErrorState } from "@/shared/ErrorState";
import { InstanceKey } from "@/shared/InstanceKey";
import { LoadingRows } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { ReasonDialog } from "@/shared/ReasonDialog";
import { When } from "@/shared/When";
import { useMaybe } from "@/shared/maybe";
import { useProblemText } from "@/shared/problemText";
import { Gain } from "../modules/Gain";
import { useNames, useSuggestion } from "../modules/asked";
import { Block, Crumbs, Effects, State, pathOf } from "../modules/parts";
import { useNumbers, useWords } from "../modules/words";
import classes from "../suggest.module.css";

/** One suggestion: what it says, on what it rests, what became of it, and what it has brought. */
export function SuggestionPage() {
  const { t } = useTranslation("suggest");
  const { key, id } = useParams({ strict: false }) as { key: string; id: string };
  const names = useNames(key);
  const words = useWords(names.nameOf);
  const found = useSuggestion(key, id);
  const one = found.data;
  const title = one ? words.sentence(one.found) : t("suggestion");
  return (
    <Page title={title} actions={one && <Actions one={one} sentence={title} />}>
      <div className={classes.body}>
        <Crumbs crumbs={[{ label: t("title"), to: "/suggestions" }, { label: names.title, to: pathOf(key) }]} />
        {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
        {found.isLoading && <LoadingRows rows={8} />}
        {one && (
          <>
            <Standing one={one} />
            {one.state.accepted && <Gain one={one} />}
            <div className={classes.pair}>
              <Promise one={one} nameOf={names.nameOf} />
              <Evidence one={one} nameOf={names.nameOf} />
            </div>
            <Minded one={one} nameOf={names.nameOf} />
            {one.state.accepted?.drafts.map((draft, index) => <Draft key={draft} draft={draft} base={index === 0 ? one.state.accepted!.base : null} />)}
          </>
        )}
      </div>
    </Page>
  );
}

function Actions({ one, sentence }: { one: Suggestion; sentence: string }) {
  const { t } = useTranslation("suggest");
  const permitted = useMay();
  const may = permitted("improve");
  const { simulation } = useSearch({ strict: false }) as { simulation?: string };
  const say = useProblemText();
  const [asked, setAsked] = useState<"accept" | "dismiss" | "takeBack" | null>(null);
  const path = { id: one.process, suggestion: one.id };
  const options = { stale: [keys.suggestions(one.process), keys.models()], onDone: () => setAsked(null) };
  const accept = useCommand((reason: string, once) => command("post", "/api/v1/suggestions/{id}/items/{suggestion}/accept", { path, body: { reason, note: sentence, ...(simulation ? { simulation } : {}) } }, once), options);
  const dismiss = useCommand((reason: string, once) => command("post", "/api/v1/suggestions/{id}/items/{suggestion}/dismiss", { path, body: { reason } }, once), options);
  const reopen = useCommand((reason: string | null, once) => command("post", "/api/v1/suggestions/{id}/items/{suggestion}/reopen", { path, body: { reason } }, once), options);
  // What came to a draft is gone with it; nothing else says why something without one is taken back.
  const isTakenBack = one.state.accepted?.drafts.length === 0;
  if (!may) return null;
  return (
    <div className={classes.bar} style={{ marginInlineStart: "auto" }}>
      {reopen.error && asked === null ? <span role="alert">{say(reopen.error)}</span> : null}
      {one.state.state === "open" && (
        <>
          {permitted("simulate") && (
            <Button variant="default" component={Link} {...({ to: "/simulations/new", search: { process: one.process, suggestion: one.id } } as object)} leftSection={<FlaskConical size={14} aria-hidden />}>
              {t("action.simulate")}
            </Button>
          )}
          <Button variant="default" leftSection={<X size={14} aria-hidden />} onClick={() => setAsked("dismiss")}>
            {t("action.dismiss")}
          </Button>
          <Button leftSection={<Check size={14} aria-hidden />} onClick={() => setAsked("accept")}>
            {t("action.accept")}
          </Button>
        </>
      )}
      {one.state.reopens && (
        <Button variant="default" leftSection={<RotateCcw size={14} aria-hidden />} loading={reopen.isPending} onClick={() => (isTakenBack ? setAsked("takeBack") : reopen.mutate(null))}>
          {t(isTakenBack ? "action.takeBack" : "action.reopen")}
        </Button>
      )}
      {asked === "accept" && (
        <ReasonDialog
          title={t("accept.title")}
          effect={
            <>
              <p className={classes.say}>{sentence}</p>
              <p className={classes.say}>{t("accept.effect")}</p>
              <p className={classes.none}>{t(simulation ? "accept.rests" : "accept.unverified")}</p>
            </>
          }
          confirm={t("action.accept")}
          hint={t("accept.hint")}
          busy={accept.isPending}
          error={accept.error}
          onConfirm={(reason) => accept.mutate(reason)}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === "takeBack" && (
        <ReasonDialog title={t("takeBack.title")} effect={<p className={classes.say}>{t("takeBack.effect")}</p>} confirm={t("action.takeBack")} hint={t("takeBack.hint")} busy={reopen.isPending} error={reopen.error} onConfirm={(reason) => reopen.mutate(reason)} onClose={() => setAsked(null)} />
      )}
      {asked === "dismiss" && (
        <ReasonDialog title={t("dismiss.title")} effect={<p className={classes.say}>{t("dismiss.effect")}</p>} confirm={t("action.dismiss")} hint={t("dismiss.hint")} busy={dismiss.isPending} error={dismiss.error} onConfirm={(reason) => dismiss.mutate(reason)} onClose={() => setAsked(null)} />
      )}
    </div>
  );
}

/** What became of it, who said so and why. */
function Standing({ one }: { one: Suggestion }) {
  const { t } = useTranslation("suggest");
  const { state } = one;
  return (
    <div className={classes.block}>
      <div className={classes.bar}>
        <State state={state.state} />
        <span className={classes.small}>{t(`rule.${one.found.rule}`)}</span>
        {state.at && (
          <span className={classes.small}>
            <When at={state.at} /> <PersonName id={state.by} />
          </span>
        )}
        {state.accepted && <span className={classes.small}>{t(`gate.${state.accepted.gate}`)}</span>}
      </div>
      {state.reason && <p className={classes.say}><bdi>{t("reason", { reason: state.reason })}</bdi></p>}
      {one.earlier.map((was) => (
        <p key={was.at} className={classes.small} data-testid="earlier">
          {t(was.drafts.length === 0 ? "takenBack" : "earlier")} <When at={was.at} /> <PersonName id={was.by} />
          {was.reason && <> · <bdi>{t("reason", { reason: was.reason })}</bdi></>}
          {was.ended && (
            <>
              {" "}· {t("reopened")} <When at={was.ended.at} /> <PersonName id={was.ended.by} />
              {was.ended.reason && <> · <bdi>{t("reason", { reason: was.ended.reason })}</bdi></>}
            </>
          )}
        </p>
      ))}
    </div>
  );
}

interface Of {
  one: Suggestion;
  nameOf: (id: string) => string;
}

/** What it would bring, with its interval, and where it helps and costs. */
function Promise({ one, nameOf }: Of) {
  const { t } = useTranslation("suggest");
  const words = useWords(nameOf);
  const say = useNumbers();
  const { found } = one;
  return (
    <section aria-label={t("promise.title")} className={classes.panel}>
      <h2>{t("promise.title")}</h2>
      <span className={classes.figure} data-testid="promised">{words.gain(found)}</span>
      {found.gain.unit !== "risk" && <span className={classes.small}>{words.interval(found)}</span>}
      <Effects effects={found.effects} />
      <dl className={classes.facts}>
        <dt>{t("column.n")}</dt>
        <dd>{t("n", { n: say.count(found.n), least: say.count(found.least) })}</dd>
        <dt>{t("column.confidence")}</dt>
        <dd>{t(`confidence.${found.confidence}`)} · {t(`confidenceHint.${found.confidence}`)}</dd>
        <dt>{t("column.places")}</dt>
        <dd><bdi>{listed(found.places.map(nameOf))}</bdi></dd>
      </dl>
    </section>
  );
}

/** The instances on which it rests: the question of the drill-down, and some of them by themselves. */
function Evidence({ one, nameOf }: Of) {
  const { t } = useTranslation("suggest");
  const say = useNumbers();
  const { evidence } = one.found;
  const monitor = `/monitor/p/${encodeURIComponent(one.process)}`;
  const window = { from: one.from, until: one.until };
  return (
    <section aria-label={t("evidence.title")} className={classes.panel}>
      <h2>{t("evidence.title")}</h2>
      <span className={classes.figure} data-testid="evidence-cases">{t("evidence.cases", { n: say.count(evidence.cases), of: say.count(one.cases) })}</span>
      <span className={classes.small}>
        {t("evidence.window", { versions: one.versions.join(", ") })} <When at={one.from} /> – <When at={one.until} />
      </span>
      {evidence.node && (
        <Link to={`${monitor}/cases`} search={{ ...window, node: evidence.node } as never}>
          {t("evidence.drill", { node: nameOf(evidence.node) })}
        </Link>
      )}
      {evidence.instances.length > 0 && (
        <details>
          <summary>{t("evidence.instances", { n: say.count(evidence.instances.length) })}</summary>
          <div className={classes.evidence}>
            {evidence.instances.map((instance) => (
              <Link key={instance} to={`${monitor}/i/${instance}`}>
                <InstanceKey id={instance} />
              </Link>
            ))}
          </div>
        </details>
      )}
    </section>
  );
}

/** What must be kept in mind, and what would make it surer. */
function Minded({ one, nameOf }: Of) {
  const { t } = useTranslation("suggest");
  const words = useWords(nameOf);
  const { guards, missing } = one.found;
  if (guards.length + missing.length === 0) return null;
  return (
    <Block title={t("minded.title")}>
      <ul className={classes.list} data-testid="guards">
        {guards.map((guard) => (
          <li key={guard.code}>{words.guard(guard)}</li>
        ))}
        {missing.map((lack, index) => (
          <li key={index}>{t("minded.surer", { lack: words.lack(lack) })}</li>
        ))}
      </ul>
    </Block>
  );
}

/** The draft it came to, and what is other in it than in the version it was made of. */
function Draft({ draft, base }: { draft: string; base: string | null }) {
  const { t } = useTranslation("suggest");
  const maybe = useMaybe("suggest");
  const model = useQuery({ queryKey: keys.model(draft), queryFn: () => get("/api/v1/models/{id}", { path: { id: draft } }), retry: false });
  const difference = useQuery({
    queryKey: keys.modelPart(draft, `difference/${base}`),
    queryFn: () => get("/api/v1/models/{id}/difference", { path: { id: draft }, query: { before: base ?? "" } }),
    enabled: base !== null && model.isSuccess,
    retry: false,
  });
  const kind = (one: { kind: string; element: string; name?: string | null }) => `${one.name || one.element} · ${maybe(`kind.${one.kind}`, one.kind)}`;
  const data = difference.data;
  return (
    <Block title={t(base === null ? "draft.decision" : "draft.title")}>
      {model.error ? <p className={classes.none}>{t("draft.gone")}</p> : null}
      {model.data && (
        <p className={classes.say}>
          <Link to={`/${model.data.kind === "dmn" ? "decisions" : "models"}/${draft}`}>
            <bdi>{model.data.name}</bdi>
          </Link>{" "}
          {base && <span className={classes.small}>{t("draft.base", { base })}</span>}
        </p>
      )}
      {data && (
        <ul className={classes.list} data-testid="difference">
          {data.added.map((one) => <li key={`+${one.element}`}>{t("draft.added", { what: kind(one) })}</li>)}
          {data.removed.map((one) => <li key={`-${one.element}`}>{t("draft.removed", { what: kind(one) })}</li>)}
          {data.changed.map((one) => <li key={`~${one.element}`}>{t("draft.changed", { what: kind(one), parts: one.attributes.map((part) => part.path).join(", ") })}</li>)}
        </ul>
      )}
      {base && model.data && <p className={classes.small}>{t("draft.next")}</p>}
    </Block>
  );
}
