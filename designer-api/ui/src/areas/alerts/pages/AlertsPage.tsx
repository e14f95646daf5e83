import { NativeSelect, Switch } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { AlertGroup, AlertView } from "@/api/types";
import { useDefinitions } from "@/shared/definitions";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { Table, type Column } from "@/shared/Table";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import classes from "../alerts.module.css";
import { Frame } from "../modules/Frame";
import { useCounts, useGroups } from "../modules/asked";
import { usePlace } from "../modules/place";
import { useSay } from "../modules/say";
import { GroupTag, SeverityTag, StatusOf, VerdictTag } from "../modules/tags";

const STATUSES = ["ringing", "open", "acknowledged", "resolved"] as const;
const SEVERITIES = ["warning", "critical"] as const;

/** A row: one alert, or several that are told as one. */
interface Row {
  key: string;
  view: AlertView;
  group?: AlertGroup | undefined;
}

/** What rings, those of one place as one; what is filtered is in the address. */
/** The place that alerts of one group have in common. */
function shared({ process, landscape, department, tag }: AlertView["alert"]["scope"]): AlertView["alert"]["scope"] {
  return process || landscape ? { process: process ?? null, landscape: landscape ?? null } : department ? { department } : { tag: tag ?? null };
}

export function AlertsPage() {
  const { t } = useTranslation("alerts");
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { status?: string; severity?: string; process?: string; group?: string; each?: boolean };
  const go = (change: Record<string, string | boolean | undefined>) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value));
    void navigate({ to: ".", search: next, replace: true } as never);
  };
  // Without a choice what rings is shown: that is what somebody has to look at.
  const status = STATUSES.find((one) => one === search.status) ?? (search.status === "all" ? undefined : "ringing");
  const severity = SEVERITIES.find((one) => one === search.severity);
  const { process, group } = search;
  const asked = { ...(status ? { status } : {}), ...(severity ? { severity } : {}), ...(process ? { process } : {}), ...(group ? { group } : {}) };
  // What belongs together is one row, until somebody asks for a group, or for each of them.
  const together = !group && search.each !== true;
  const list = useList<AlertView>(keys.alerts("list", asked), (cursor, signal) => get("/api/v1/alerts", { query: { ...asked, limit: 100, ...(cursor ? { cursor } : {}) } as never }, { signal }), !together);
  const groups = useGroups(asked, together);
  const counts = useCounts();
  const definitions = useDefinitions();
  const say = useSay();
  const place = usePlace();
  const past = ({ view, group: of }: Row) => {
    const { alert } = view;
    if (of && of.count > 1) return t("group.worst", { name: say.name(alert.name, alert.rule) });
    const share = alert.pastShare === null || alert.pastShare === undefined ? "" : t("inbox.pastShare", { share: say.value(alert.pastShare, "share") });
    return alert.status === "resolved" || alert.past <= 0 ? "" : `${t("inbox.past", { by: say.apart(alert.past, alert.unit) })}${share}`;
  };
  const several = (row: Row) => (row.group?.count ?? 1) > 1;
  const name = ({ view, group: of }: Row) => (of && of.count > 1 ? t("group.count", { count: of.count }) : say.name(view.alert.name, view.alert.rule));
  const where = (row: Row) => place(several(row) ? shared(row.view.alert.scope) : row.view.alert.scope);
  const columns: Column<Row>[] = [
    { key: "severity", label: t("column.severity"), width: "96px", cell: (row) => <SeverityTag view={row.view} /> },
    { key: "name", label: t("column.rule"), width: "1.4fr", cell: (row) => <bdi>{name(row)}</bdi> },
    { key: "place", label: t("column.place"), width: "1.2fr", cell: (row) => <bdi>{where(row)}</bdi> },
    { key: "value", label: t("column.value"), width: "96px", cell: (row) => (several(row) ? "" : say.value(row.view.alert.value, row.view.alert.unit)) },
    { key: "past", label: t("column.past"), width: "1.8fr", wide: true, cell: (row) => <bdi title={past(row)}>{past(row)}</bdi> },
    { key: "status", label: t("column.status"), width: "150px", wide: true, cell: (row) => (row.group && several(row) ? <GroupTag group={row.group} /> : <StatusOf view={row.view} />) },
    { key: "verdict", label: t("column.verdict"), width: "100px", wide: true, cell: (row) => (several(row) ? "" : <VerdictTag view={row.view} />) },
    { key: "since", label: t("column.since"), width: "136px", wide: true, cell: (row) => <When at={row.group?.since ?? row.view.alert.since} /> },
  ];
  const rows: Row[] = together
    ? (groups.data?.groups ?? []).map((one) => ({ key: one.group, view: one.worst, group: one }))
    : list.table.rows.map((view) => ({ key: view.alert.id, view }));
  const table = together ? { rows, loading: groups.isLoading } : { ...list.table, rows };
  const error = together ? groups.error : list.error;
  const open = (row: Row) => {
    if (row.group && several(row)) go({ group: row.group.group });
    else void navigate({ to: "/alerts/$alertId", params: { alertId: row.view.alert.id } } as never);
  };
  return (
    <Frame title={t("inbox.title")} flat>
      <div className={classes.bar}>
        <FilterBar label={t("inbox.filter")} active={Object.keys(search).length > 0} onClear={() => void navigate({ to: ".", search: {}, replace: true } as never)}>
          {/* What the browser has: lists that are searched weigh more than all the rest of this page. */}
          <NativeSelect aria-label={t("column.status")} w={130} data={[...STATUSES, "all"].map((one) => ({ value: one, label: t(`filter.${one}`) }))} value={status ?? "all"} onChange={(event) => go({ status: event.currentTarget.value === "ringing" ? undefined : event.currentTarget.value })} />
          <NativeSelect aria-label={t("column.severity")} w={130} data={[{ value: "", label: t("filter.anySeverity") }, ...SEVERITIES.map((one) => ({ value: one as string, label: t(`severity.${one}`) }))]} value={severity ?? ""} onChange={(event) => go({ severity: event.currentTarget.value || undefined })} />
          <NativeSelect aria-label={t("column.process")} w={180} data={[{ value: "", label: t("filter.anyProcess") }, ...(definitions.data ?? []).map((one) => ({ value: one.process, label: one.name ?? one.process }))]} value={process ?? ""} onChange={(event) => go({ process: event.currentTarget.value || undefined })} />
          {!group && <Switch label={t("group.each")} checked={!together} onChange={(event) => go({ each: event.currentTarget.checked || undefined })} />}
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
      {together && groups.data?.more && <p className={classes.counts}>{t("group.more")}</p>}
      {error ? (
        <ErrorState error={error} retry={() => (together ? void groups.refetch() : list.refetch())} />
      ) : (
        <div className={classes.list}>
          <Table
            {...table}
            label={t("inbox.title")}
            columns={columns}
            getKey={(row) => row.key}
            onOpen={open}
            empty={<EmptyState title={t(status === "ringing" ? "inbox.none" : "inbox.noneFits")} hint={t("inbox.noneHint")} />}
            card={(row) => (
              <>
                <bdi>{name(row)}</bdi>
                <SeverityTag view={row.view} />
                <span className={classes.dim}>{several(row) ? past(row) : `${say.value(row.view.alert.value, row.view.alert.unit)} · ${past(row) || where(row)}`}</span>
                {row.group && several(row) ? <GroupTag group={row.group} /> : <StatusOf view={row.view} />}
                {!several(row) && <VerdictTag view={row.view} />}
              </>
            )}
          />
        </div>
      )}
    </Frame>
  );
}
