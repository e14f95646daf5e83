import { Button, Group, Stack, Text } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { BellOff, MessageSquare, ThumbsDown, ThumbsUp, UserCheck } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AlertView } from "@/api/types";
import { language } from "@/app/i18n";
import { useMay } from "@/app/session";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import classes from "../alerts.module.css";
import { useProcessName } from "@/shared/definitions";
import { Frame } from "../modules/Frame";
import type { Said } from "../modules/SayDialog";
import { Timeline } from "../modules/Timeline";
import { useAlert, useLines } from "../modules/asked";
import { usePlace } from "../modules/place";
import { useSay } from "../modules/say";
import { measureSaid } from "../modules/measure";
import { useDriverWords } from "@/shared/driverWords";
import { useSourceName } from "../modules/source";
import { SeverityTag, StatusOf } from "../modules/tags";

// What is asked is loaded when somebody asks it.
const SayDialog = lazy(() => import("../modules/SayDialog").then((all) => ({ default: all.SayDialog })));
const SilenceDialog = lazy(() => import("../modules/SilenceDialog").then((all) => ({ default: all.SilenceDialog })));

/** One alert: how far past its line, since when, how many, what goes with it, what may help; its evidence and its history. */
export function AlertPage() {
  const { alertId } = useParams({ strict: false }) as { alertId: string };
  const { t } = useTranslation("alerts");
  const found = useAlert(alertId);
  const lines = useLines(alertId);
  const say = useSay();
  const title = found.data ? say.name(found.data.alert.name, found.data.alert.rule) : t("detail.title");
  return (
    <Frame title={title} actions={found.data && <Actions view={found.data} />}>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={8} />}
      {found.data && (
        <div className={classes.two}>
          <Says view={found.data} />
          <section className={classes.block} aria-label={t("detail.history")}>
            <h2>{t("detail.history")}</h2>
            {lines.data && <Timeline lines={lines.data} unit={found.data.alert.unit} />}
          </section>
        </div>
      )}
    </Frame>
  );
}

function Says({ view }: { view: AlertView }) {
  const { t } = useTranslation("alerts");
  const say = useSay();
  const place = usePlace();
  const { alert } = view;
  const sourceName = useSourceName([{ source: alert.source, process: alert.scope.process ?? null }]);
  const driver = useDriverWords((ms) => say.value(ms, "ms"));
  const text = view.text[language()];
  const tone = alert.status === "resolved" ? undefined : alert.severity;
  return (
    <Stack gap="sm">
      <section className={classes.block} aria-label={t("detail.now")}>
        <Group gap="md" mb={6}>
          <SeverityTag view={view} />
          <StatusOf view={view} />
          <span className={classes.dim}>
            <bdi>{place(alert.scope)}</bdi>
          </span>
        </Group>
        <dl className={classes.figures}>
          <div>
            <dt>{sourceName({ source: alert.source, process: alert.scope.process ?? null })}</dt>
            <dd data-tone={tone}>{say.value(alert.value, alert.unit)}</dd>
          </div>
          <div>
            <dt>{t(alert.above ? "detail.lineAbove" : "detail.lineBelow")}</dt>
            <dd>{say.value(alert.line, alert.unit)}</dd>
          </div>
          {alert.past > 0 && (
            <div>
              <dt>{t("column.past")}</dt>
              <dd data-tone={tone}>
                {say.apart(alert.past, alert.unit)}
                {alert.pastShare !== null && alert.pastShare !== undefined && ` · ${say.value(alert.pastShare, "share")}`}
              </dd>
            </div>
          )}
          <div>
            <dt>{t("detail.affected")}</dt>
            <dd>{t("detail.affectedOf", { affected: say.number(alert.affected), n: say.number(alert.n) })}</dd>
          </div>
          <div>
            <dt>{t("column.since")}</dt>
            <dd>
              <When at={alert.since} />
            </dd>
          </div>
          {alert.deviations !== null && alert.deviations !== undefined && (
            <div>
              <dt>{t("detail.deviations")}</dt>
              <dd>{say.value(alert.deviations, "deviations")}</dd>
            </div>
          )}
        </dl>
        <p data-testid="says">{text.join(language() === "en" ? " " : "")}</p>
        {alert.acknowledged && (
          <Text size="sm" c="dimmed" mt={4}>
            {t("detail.acknowledgedBy")} <PersonName id={alert.acknowledged.by} /> · <When at={alert.acknowledged.at} />
          </Text>
        )}
        {alert.verdict && (
          <Text size="sm" c="dimmed" mt={4} data-testid="verdict">
            {t(alert.verdict.real ? "detail.real" : "detail.dismissed")} <PersonName id={alert.verdict.by} /> · <When at={alert.verdict.at} />
          </Text>
        )}
        {alert.keptBack && (
          <Text size="sm" c="dimmed" mt={4}>
            {t("detail.keptBack", { why: t(`keptBack.${alert.keptBack}`) })}
          </Text>
        )}
      </section>
      {alert.status !== "resolved" && (
        <section className={classes.block} aria-label={t("detail.measures")}>
          <h2>{t("detail.measures")}</h2>
          {alert.measures.length === 0 ? (
            <p className={classes.dim}>{t("detail.noMeasures")}</p>
          ) : (
            <ul className={classes.measures} data-testid="measures">
              {alert.measures.map((measure) => (
                <li key={measure.code}>
                  {t(`measure.${measure.code}`)}
                  {measureSaid(measure, { t, say }).map((line) => (
                    <div key={line} className={classes.dim} data-testid="parameter">
                      <bdi>{line}</bdi>
                    </div>
                  ))}
                </li>
              ))}
            </ul>
          )}
          {alert.drivers.length > 0 && (
            <Text size="sm" c="dimmed" mt={6}>
              {t("detail.driver", { driver: alert.drivers.map(driver).join(t("detail.and")) })}
            </Text>
          )}
        </section>
      )}
      <Evidence view={view} />
    </Stack>
  );
}

/** The ways to what the value rests on, and to the levels of monitoring. */
function Evidence({ view }: { view: AlertView }) {
  const { t } = useTranslation("alerts");
  const nameOf = useProcessName();
  const { alert } = view;
  const window = { from: alert.from, until: alert.until };
  const node = alert.scope.node ?? alert.node;
  return (
    <section className={classes.block} aria-label={t("detail.evidence")}>
      <h2>{t("detail.evidence")}</h2>
      <p className={classes.dim}>
        {t("detail.window")} <When at={alert.from} /> – <When at={alert.until} />
      </p>
      <ul className={classes.measures}>
        {alert.evidence.map((one) => (
          <li key={one.process}>
            <Link to={`/monitor/p/${encodeURIComponent(one.process)}/evidence` as never} search={{ handle: one.handle } as never}>
              {t("detail.rows", { process: nameOf(one.process) })}
            </Link>
          </li>
        ))}
        {alert.evidence.length === 0 && <li className={classes.dim}>{t("detail.noEvidence")}</li>}
        {alert.processes.map((process) => (
          <li key={process}>
            <Link to={`/monitor/p/${encodeURIComponent(process)}` as never} search={window as never}>
              {t("detail.toProcess", { process: nameOf(process) })}
            </Link>
          </li>
        ))}
        {node && alert.processes[0] && (
          <li>
            <Link to={`/monitor/p/${encodeURIComponent(alert.processes[0])}/e/${encodeURIComponent(node)}` as never} search={window as never}>
              {t("detail.toNode", { node })}
            </Link>
          </li>
        )}
        <li>
          <Link to={`/alerts/rules/${encodeURIComponent(alert.rule)}` as never}>{t("detail.toRule", { version: alert.ruleVersion })}</Link>
        </li>
      </ul>
    </section>
  );
}

function Actions({ view }: { view: AlertView }) {
  const { t } = useTranslation(["alerts", "common"]);
  const may = useMay();
  const [dialog, setDialog] = useState<Said | "silence" | null>(null);
  const { alert } = view;
  if (!may("operate", "set-parameters")) return null;
  const rings = alert.status !== "resolved";
  const close = () => setDialog(null);
  return (
    <Group ms="auto" gap="xs">
      {alert.status === "open" && (
        <Button leftSection={<UserCheck size={14} aria-hidden />} onClick={() => setDialog("acknowledge")}>
          {t("action.acknowledge")}
        </Button>
      )}
      <Button variant="default" leftSection={<MessageSquare size={14} aria-hidden />} onClick={() => setDialog("comment")}>
        {t("action.comment")}
      </Button>
      {rings && !view.silenced && (
        <Button variant="default" leftSection={<BellOff size={14} aria-hidden />} onClick={() => setDialog("silence")}>
          {t("action.silence")}
        </Button>
      )}
      {alert.verdict?.real !== true && (
        <Button variant="default" leftSection={<ThumbsUp size={14} aria-hidden />} onClick={() => setDialog("confirm")}>
          {t("action.confirm")}
        </Button>
      )}
      {alert.verdict?.real !== false && (
        <Button variant="default" leftSection={<ThumbsDown size={14} aria-hidden />} onClick={() => setDialog("dismiss")}>
          {t("action.dismiss")}
        </Button>
      )}
      {dialog === "silence" && (
        <Suspense fallback={null}>
          <SilenceDialog rule={alert.rule} process={alert.scope.process ?? null} onClose={close} />
        </Suspense>
      )}
      {dialog !== null && dialog !== "silence" && (
        <Suspense fallback={null}>
          <SayDialog id={alert.id} what={dialog} onClose={close} />
        </Suspense>
      )}
    </Group>
  );
}
