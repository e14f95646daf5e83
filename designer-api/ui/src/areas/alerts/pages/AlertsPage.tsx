import { NativeSelect } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { AlertView } from "@/api/types";
import { useDefinitions } from "@/shared/definitions";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { Table, type Column } from "@/shared/Table";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import classes from "../alerts.module.css";
import { Frame } from "../modules/Frame";
import { useCounts } from "../modules/asked";
import { usePlace } from "../modules/place";
import { useSay } from "../modules/say";
import { SeverityTag, StatusOf } from "../modules/tags";

const STATUSES = ["ringing", "open", "acknowledged", "resolved"] as const;
const SEVERITIES = ["warning", "critical"] as const;

/** What rings, the latest first; what is filtered is in the address. */
export function AlertsPage() {
  const { t } = useTranslation("alerts");
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { status?: string; severity?: string; process?: string };
  const go = (change: Record<string, string | undefined>) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value));
    void navigate({ to: ".", search: next, replace: true } as never);
  };
  // Without a choice what rings is shown: that is what somebody has to look at.
  const status = STATUSES.find((one) => one === search.status) ?? (search.status === "all" ? undefined : "ringing");
  const severity = SEVERITIES.find((one) => one === search.severity);
  const asked = { ...(status ? { status } : {}), ...(severity ? { severity } : {}), ...(search.process ? { process: search.process } : {}) };
  const list = useList<AlertView>(keys.alerts("list", asked), (cursor, signal) => get("/api/v1/alerts", { query: { ...asked, limit: 100, ...(cursor ? { cursor } : {}) } as never }, { signal }));
  const counts = useCounts();
  const definitions = useDefinitions();
  const say = useSay();
  const place = usePlace();
  const past = (view: AlertView) => {
    const { alert } = view;
    const share = alert.pastShare === null || alert.pastShare === undefined ? "" : ` (${say.value(alert.pastShare, "share")})`;
    return alert.status === "resolved" || alert.past <= 0 ? "" : `${t("inbox.past", { by: say.value(alert.past, alert.unit) })}${share}`;
  };
  const columns: Column<AlertView>[] = [
    { key: "severity", label: t("column.severity"), width: "96px", cell: (view) => <SeverityTag view={view} /> },
    { key: "name", label: t("column.rule"), width: "1.4fr", cell: (view) => <bdi>{say.name(view.alert.name, view.alert.rule)}</bdi> },
    { key: "place", label: t("column.place"), width: "1.2fr", cell: (view) => <bdi>{place(view.alert.scope)}</bdi> },
    { key: "value", label: t("column.value"), width: "96px", cell: (view) => say.value(view.alert.value, view.alert.unit) },
    { key: "past", label: t("column.past"), width: "1fr", wide: true, cell: past },
    { key: "status", label: t("column.status"), width: "150px", wide: true, cell: (view) => <StatusOf view={view} /> },
    { key: "since", label: t("column.since"), width: "136px", wide: true, cell: (view) => <When at={view.alert.since} /> },
  ];
  return (
    <Frame title={t("inbox.title")} flat>
      <div className={classes.bar}>
        <FilterBar label={t("inbox.filter")} active={Object.keys(search).length > 0} onClear={() => void navigate({ to: ".", search: {}, replace: true } as never)}>
          {/* What the browser has: lists that are searched weigh more than all the rest of this page. */}
          <NativeSelect aria-label={t("column.status")} w={130} data={[...STATUSES, "all"].map((one) => ({ value: one, label: t(`filter.${one}`) }))} value={status ?? "all"} onChange={(event) => go({ status: event.currentTarget.value === "ringing" ? undefined : event.currentTarget.value })} />
          <NativeSelect aria-label={t("column.severity")} w={130} data={[{ value: "", label: t("filter.anySeverity") }, ...SEVERITIES.map((one) => ({ value: one as string, label: t(`severity.${one}`) }))]} value={severity ?? ""} onChange={(event) => go({ severity: event.currentTarget.value || undefined })} />
          <NativeSelect aria-label={t("column.process")} w={180} data={[{ value: "", label: t("filter.anyProcess") }, ...(definitions.data ?? []).map((one) => ({ value: one.process, label: one.name ?? one.process }))]} value={search.process ?? ""} onChange={(event) => go({ process: event.currentTarget.value || undefined })} />
        </FilterBar>
      </div>
      {counts.data && (
        <p className={classes.counts} data-testid="counts">
          {(["open", "critical", "acknowledged", "silenced"] as const).map((one) => (
            <span key={one}>
              {t(`counts.${one}`)} <b>{counts.data[one]}</b>
            </span>
          ))}
        </p>
      )}
      {list.error ? (
        <ErrorState error={list.error} retry={list.refetch} />
      ) : (
        <div className={classes.list}>
          <Table
            {...list.table}
            label={t("inbox.title")}
            columns={columns}
            getKey={(view) => view.alert.id}
            onOpen={(view) => void navigate({ to: "/alerts/$alertId", params: { alertId: view.alert.id } } as never)}
            empty={<EmptyState title={t(status === "ringing" ? "inbox.none" : "inbox.noneFits")} hint={t("inbox.noneHint")} />}
            card={(view) => (
              <>
                <bdi>{say.name(view.alert.name, view.alert.rule)}</bdi>
                <SeverityTag view={view} />
                <span className={classes.dim}>
                  {say.value(view.alert.value, view.alert.unit)} · {past(view) || place(view.alert.scope)}
                </span>
                <StatusOf view={view} />
              </>
            )}
          />
        </div>
      )}
    </Frame>
  );
}
