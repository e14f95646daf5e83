import { Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { useMaybe } from "@/shared/maybe";
import { AdminFrame } from "../modules/AdminFrame";
import { bytesText, labelled, quantile, quick, readFigures } from "../modules/figures";
import classes from "../admin.module.css";

/** So often it is looked again, in milliseconds. */
const AGAIN = 5_000;

/** How the engine is: whether it takes work, what waits, how quick it is, how full. */
export function HealthPage() {
  const { t, i18n } = useTranslation("admin");
  const maybe = useMaybe("problems");
  const health = useQuery({ queryKey: keys.admin("health"), queryFn: () => get("/api/v1/health"), refetchInterval: AGAIN });
  const metrics = useQuery({ queryKey: keys.admin("metrics"), queryFn: () => get("/metrics") as Promise<unknown> as Promise<string>, refetchInterval: AGAIN });
  if (health.error ?? metrics.error) return <ErrorState error={health.error ?? metrics.error} retry={() => void health.refetch()} />;
  if (!health.data || !metrics.data) return <LoadingRows />;
  const figures = readFigures(metrics.data);
  const number = (name: string) => (figures.get(name) ?? 0).toLocaleString(i18n.language);
  const running = health.data.condition === "running";
  const spanText = (ms: number) => {
    const { unit, value } = quick(ms);
    return t(`health.${unit}`, { value: value.toLocaleString(i18n.language, { maximumSignificantDigits: 3 }) });
  };
  const span = (value: number | null, unit: "us" | "ms") => (value === null ? "–" : value === Infinity ? t("health.beyond") : spanText(unit === "us" ? value / 1000 : value));
  const hits = figures.get("cache_hits_total") ?? 0;
  const looked = hits + (figures.get("cache_misses_total") ?? 0);
  const refused = labelled(figures, "http_refused_total");
  const delivered = labelled(figures, "deliveries_total");
  return (
    <AdminFrame title={t("way.health")} actions={<b className={running ? classes.good : classes.bad} role="status">{t(`condition.${health.data.condition}`)}</b>}>
      <div className={classes.pad} tabIndex={0} role="region" aria-label={t("way.health")}>
        {health.data.reason && <Text className={classes.bad}>{health.data.reason}</Text>}
        <Part
          title={t("health.now")}
          figures={[
            ["openInstances", number("open_instances")],
            ["openTasks", number("open_user_tasks")],
            ["openJobs", number("open_jobs")],
            ["openIncidents", number("open_incidents"), (figures.get("open_incidents") ?? 0) > 0],
            ["queued", number("queued_requests")],
            ["quarantined", number("quarantined_total"), (figures.get("quarantined_total") ?? 0) > 0],
            ["deadLetters", number("dead_letters_total"), (figures.get("dead_letters_total") ?? 0) > 0],
          ]}
        />
        <Part
          title={t("health.speed")}
          figures={[
            ["commitP50", span(quantile(figures, "commit_microseconds", 0.5), "us")],
            ["commitP99", span(quantile(figures, "commit_microseconds", 0.99), "us")],
            ["fsync", span(figures.get("last_fsync_microseconds") ?? 0, "us")],
            ["timerLate", span(quantile(figures, "timer_late_milliseconds", 0.99), "ms")],
            ["commands", number("commands_total")],
            ["events", number("events_total")],
          ]}
        />
        <Part
          title={t("health.store")}
          figures={[
            ["free", health.data.freeBytes === null || health.data.freeBytes === undefined ? "–" : bytesText(health.data.freeBytes)],
            ["log", bytesText(health.data.logBytes)],
            ["lag", bytesText(health.data.viewLagBytes)],
            ["overlay", bytesText(figures.get("overlay_bytes") ?? 0)],
            ["cache", looked === 0 ? "–" : (hits / looked).toLocaleString(i18n.language, { style: "percent" })],
            ["killed", number("evaluations_killed_total"), (figures.get("evaluations_killed_total") ?? 0) > 0],
          ]}
        />
        <div style={{ display: "grid", gap: 16, gridTemplateColumns: "repeat(auto-fit, minmax(280px, 1fr))" }}>
          <Counts title={t("health.refused")} rows={refused} name={(code) => maybe(code, code).replace(/[:：]\s*$/, "")} none={t("health.noneRefused")} />
          <Counts title={t("health.delivered")} rows={delivered} name={(outcome) => t(`outcome.${outcome}`)} none={t("health.noneDelivered")} />
        </div>
      </div>
    </AdminFrame>
  );
}

function Part({ title, figures }: { title: string; figures: [string, string, boolean?][] }) {
  const { t } = useTranslation("admin");
  return (
    <section>
      <Title order={2} mb={6}>
        {title}
      </Title>
      <dl className={classes.figures}>
        {figures.map(([name, value, bad]) => (
          <div key={name} className={classes.figure} data-bad={bad === true}>
            <dt>{t(`figure.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Counts({ title, rows, name, none }: { title: string; rows: [string, number][]; name: (key: string) => string; none: string }) {
  return (
    <section>
      <Title order={2}>{title}</Title>
      {rows.length === 0 ? (
        <Text className={classes.muted}>{none}</Text>
      ) : (
        <table className={classes.lines}>
          <tbody>
            {rows.slice(0, 12).map(([key, count]) => (
              <tr key={key}>
                <td>
                  {name(key)} <span className={classes.muted}>{key}</span>
                </td>
                <td className={classes.number}>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
