import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { LOOK, useTopic } from "@/api/topics";
import { useMay } from "@/app/session";
import { Dialog } from "@/shared/Dialog";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { Reason } from "@/shared/ReasonDialog";
import { When } from "@/shared/When";
import { useProcessName } from "@/shared/definitions";
import { useProblemText } from "@/shared/problemText";
import { LiveTable, StepsTable, TeamsTable } from "../modules/Details";
import { GateView } from "../modules/GateView";
import { Reasons } from "../modules/reasons";
import { stepNames } from "../modules/scenario";
import { State } from "../modules/State";
import { Pareto, Verdict } from "../modules/Verdict";
import type { Detail } from "../modules/types";
import classes from "../simulate.module.css";

/** One simulation: how far it is, and what came of it. */
export function ResultPage() {
  const { t } = useTranslation(["simulate", "common"]);
  const { id } = useParams({ strict: false }) as { id: string };
  // Whoever came from a suggestion goes back to it with this.
  const { suggestion } = useSearch({ strict: false }) as { suggestion?: string };
  const name = useProcessName();
  useTopic("work");
  const found = useQuery({
    queryKey: keys.simulations(id),
    queryFn: () => get("/api/v1/simulations/{id}", { path: { id } }),
    refetchInterval: (query) => (query.state.data?.state === "open" ? LOOK : false),
  });
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <LoadingPage />;
  const detail = found.data;
  return (
    <Page title={detail.name} actions={<Actions detail={detail} />}>
      <div className={classes.sheet}>
        <div className={classes.head}>
          <State one={detail} wide />
          <span className={classes.dim}>
            <bdi title={detail.definition}>{`${name(detail.process)} v${detail.definition.split(":").at(-1)}`}</bdi> · <PersonName id={detail.by} /> · <When at={detail.asked} />
            {detail.repeats && <> · <Link to="/simulations/$id" params={{ id: detail.repeats } as never} className={classes.link}>{t("repeats")}</Link></>}
          </span>
        </div>
        {detail.state === "open" && <p className={classes.say}>{t("open.hint")}</p>}
        {detail.reasons.length > 0 && (
          <section aria-label={t("refused.title")}>
            <h2>{t("refused.title")}</h2>
            <Reasons label={t("refused.title")} reasons={detail.reasons} nameOf={stepNames(detail.result?.learned)} />
          </section>
        )}
        {suggestion && detail.state === "done" && (
          <Anchor component={Link} {...({ to: `/suggestions/${encodeURIComponent(detail.process)}/${suggestion}`, search: { simulation: detail.id } } as object)}>
            {t("accept.suggestion")}
          </Anchor>
        )}
        {detail.accepted && <Accepted detail={detail} />}
        {detail.result && <Told detail={detail} />}
      </div>
    </Page>
  );
}

function Told({ detail }: { detail: Detail }) {
  const { t } = useTranslation("simulate");
  const [accepting, setAccepting] = useState<string | null>(null);
  const may = useMay();
  const result = detail.result!;
  const accept = may("simulate") && !detail.accepted ? setAccepting : null;
  return (
    <>
      {detail.verified === false && <p role="note" className={classes.warn}>{t("gate.marks")}</p>}
      <Verdict detail={detail} result={result} onAccept={accept} />
      <Pareto result={result} />
      {detail.liveUntil && <LiveTable result={result} until={detail.liveUntil} />}
      <StepsTable result={result} />
      <TeamsTable result={result} />
      <GateView gate={result.gate} />
      <section aria-label={t("learned.notes")}>
        <h2>{t("rests.title")}</h2>
        <Reasons label={t("learned.notes")} reasons={result.learned.notes} nameOf={stepNames(result.learned)} />
        <p className={classes.dim}>{t("rests.versions", { definition: result.versions.definition, engine: result.versions.engine, organisation: result.versions.organisation, seed: detail.seed })}</p>
        {detail.digest && <p className={classes.hash}>{t("rests.digest", { digest: detail.digest })}</p>}
      </section>
      {accepting !== null && <Accept detail={detail} scenario={accepting} onClose={() => setAccepting(null)} />}
    </>
  );
}

function Accepted({ detail }: { detail: Detail }) {
  const { t } = useTranslation("simulate");
  const accepted = detail.accepted!;
  return (
    <section aria-label={t("accept.title")} className={classes.accepted}>
      <b>{t("accept.done", { scenario: accepted.scenario })}</b>{" "}
      <span className={classes.dim}><PersonName id={accepted.by} /> · <When at={accepted.at} /></span>
      {!accepted.verified && <span className={classes.bad}> · {t("gate.failed")}</span>}
      {accepted.reason && <div>{accepted.reason}</div>}
      {accepted.draft && <Anchor component={Link} {...({ to: "/models/$id", params: { id: accepted.draft } } as object)}>{t("accept.draft")}</Anchor>}
    </section>
  );
}

/** Accepting what the simulation does not prove needs a reason, which is kept. */
function Accept({ detail, scenario, onClose }: { detail: Detail; scenario: string; onClose: () => void }) {
  const { t } = useTranslation(["simulate", "common"]);
  const problem = useProblemText();
  const [reason, setReason] = useState("");
  const ready = detail.verified === true && detail.ready.includes(scenario);
  const accept = useCommand(
    (_: null, key) => command("post", "/api/v1/simulations/{id}/accept", { path: { id: detail.id }, body: { scenario, ...(reason.trim() ? { reason: reason.trim() } : {}) } as never }, key),
    { stale: [keys.simulations()], onDone: onClose },
  );
  return (
    <Dialog onClose={onClose} title={t("accept.of", { scenario })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          accept.mutate(null);
        }}
      >
        <Stack gap="sm">
          <Text>{t(ready ? "accept.effect" : detail.verified === true ? "accept.notReady" : "accept.unverified")}</Text>
          {!ready && <Reason value={reason} onChange={setReason} focus />}
          {accept.error ? <Text role="alert" className={classes.bad}>{problem(accept.error)}</Text> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("common:action.cancel")}</Button>
            <Button type="submit" loading={accept.isPending} disabled={!ready && !reason.trim()}>{t("accept.action")}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function Actions({ detail }: { detail: Detail }) {
  const { t } = useTranslation(["simulate", "common"]);
  const navigate = useNavigate();
  const may = useMay();
  const stale = [keys.simulations()];
  const cancel = useCommand((_: null, key) => command("post", "/api/v1/simulations/{id}/cancel", { path: { id: detail.id }, body: {} as never }, key), { stale });
  const remove = useCommand((_: null, key) => command("delete", "/api/v1/simulations/{id}", { path: { id: detail.id } }, key), { onDone: () => void navigate({ to: "/simulations" } as never) });
  const repeat = useCommand((_: null, key) => command("post", "/api/v1/simulations/{id}/repeat", { path: { id: detail.id }, body: {} as never }, key), {
    stale,
    onDone: (one) => void navigate({ to: "/simulations/$id", params: { id: one.id } } as never),
  });
  if (!may("simulate")) return null;
  return (
    <Group gap="xs" ms="auto">
      {detail.state === "open" ? (
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(null)}>{t("action.cancel")}</Button>
      ) : (
        <>
          <Button variant="default" loading={repeat.isPending} onClick={() => repeat.mutate(null)}>{t("action.repeat")}</Button>
          <Button variant="default" color="red" loading={remove.isPending} onClick={() => remove.mutate(null)}>{t("common:action.remove")}</Button>
        </>
      )}
    </Group>
  );
}
