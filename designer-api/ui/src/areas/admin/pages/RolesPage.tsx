import { Button, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { listed } from "@/app/i18n";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { useMaybe } from "@/shared/maybe";
import { Table, type Column } from "@/shared/Table";
import { useProcessName } from "@/shared/definitions";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { AdminFrame } from "../modules/AdminFrame";
import { GrantForm, GrantedTo, useGrantee } from "../modules/GrantForm";
import { SeeAs } from "../modules/SeeAs";
import { PARTS, ROLES, type Grant } from "../modules/access";
import { Panel, ReachSign, useUrl } from "../modules/parts";
import classes from "../admin.module.css";

const TABS = ["matrix", "grants", "see-as"] as const;

/** What each role may do, who has which, and what somebody may do by that. */
export function RolesPage() {
  const { t } = useTranslation(["admin", "common"]);
  const [search, go] = useUrl();
  const tab = TABS.find((one) => one === search["tab"]) ?? "matrix";
  const [giving, setGiving] = useState(false);
  return (
    <AdminFrame
      title={t("way.roles")}
      actions={
        <>
          <SegmentedControl aria-label={t("way.roles")} size="xs" data={TABS.map((one) => ({ value: one, label: t(`roles.${one}`) }))} value={tab} onChange={(next) => go({ tab: next })} />
          {tab === "grants" && (
            <Button ms="auto" leftSection={<Plus size={14} aria-hidden />} onClick={() => setGiving(true)}>
              {t("grant.add")}
            </Button>
          )}
        </>
      }
    >
      {tab === "matrix" && <Matrix />}
      {tab === "grants" && <Grants />}
      {tab === "see-as" && <SeeAs />}
      {giving && (
        <Panel title={t("grant.add")} onClose={() => setGiving(false)}>
          <GrantForm onClose={() => setGiving(false)} />
        </Panel>
      )}
    </AdminFrame>
  );
}

function Matrix() {
  const { t } = useTranslation("admin");
  const roles = useQuery({ queryKey: keys.admin("roles"), queryFn: () => get("/api/v1/access/roles"), staleTime: Infinity });
  if (roles.error) return <ErrorState error={roles.error} />;
  if (!roles.data) return <LoadingRows />;
  const reach = new Map(roles.data.flatMap((one) => one.actions.map((of) => [`${one.role} ${of.action}`, of.reach] as const)));
  return (
    <div className={classes.scroll} style={{ height: "100%" }} tabIndex={0} role="region" aria-label={t("roles.matrix")}>
      <div className={classes.bar} style={{ gap: 16 }}>
        {(["everything", "bounded", "related", "nothing"] as const).map((one) => (
          <ReachSign key={one} reach={one} words />
        ))}
      </div>
      <table className={`${classes.lines} ${classes.matrix}`}>
        <thead>
          <tr>
            <td />
            {ROLES.map((role) => (
              <th key={role} scope="col" title={t(`roleHint.${role}`)}>
                {t(`role.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PARTS.map((part) => (
            <Fragment key={part.name}>
              <tr className={classes.part}>
                <th colSpan={ROLES.length + 1} scope="colgroup">
                  {t(`part.${part.name}`)}
                </th>
              </tr>
              {part.actions.map((action) => (
                <tr key={action}>
                  <th scope="row">{t(`action.${action}`)}</th>
                  {ROLES.map((role) => (
                    <td key={role}>
                      <ReachSign reach={reach.get(`${role} ${action}`) ?? "nothing"} />
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Grants() {
  const { t } = useTranslation("admin");
  // The first grant and those of the demo are given by programs.
  const maybe = useMaybe("admin");
  const processOf = useProcessName();
  const departments = useQuery({ queryKey: keys.departments, queryFn: () => get("/api/v1/organisation/departments") });
  const departmentOf = (id: string) => departments.data?.find((one) => one.id === id)?.name ?? id;
  const to = useGrantee();
  const list = useList<Grant>(keys.admin("grants", "all"), (cursor, signal) => get("/api/v1/grants", { query: { limit: 200, ...(cursor ? { cursor } : {}) } }, { signal }));
  const take = useCommand((id: string, key) => command("delete", "/api/v1/grants/{id}", { path: { id } }, key), { stale: [keys.admin("grants"), keys.admin("decisions")] });
  const valid = (grant: Grant) => grant.valid as { from?: string | null; until?: string | null };
  const columns: Column<Grant>[] = [
    { key: "to", label: t("grant.toKind"), width: "1.4fr", cell: (row) => <GrantedTo grant={row} /> },
    { key: "role", label: t("grant.role"), width: "120px", cell: (row) => t(`role.${row.role}`) },
    { key: "where", label: t("grant.where"), width: "1.4fr", wide: true, cell: (row) => listed([...row.processes.map(processOf), ...row.departments.map(departmentOf), ...(row.tenant ? [row.tenant] : [])]) || t("grant.everywhere") },
    { key: "until", label: t("valid.until"), width: "150px", wide: true, cell: (row) => (valid(row).until ? <When at={valid(row).until} /> : "–") },
    { key: "reason", label: t("reason"), width: "1fr", wide: true, cell: (row) => <bdi>{row.reason && maybe(`grant.because.${row.reason}`, row.reason)}</bdi> },
    {
      key: "take",
      label: t("change"),
      width: "90px",
      cell: (row) => (
        <Button variant="subtle" color="red" size="compact-xs" aria-label={t("grant.takeFrom", { role: t(`role.${row.role}`), to: to(row) })} loading={take.isPending && take.variables === row.id} onClick={() => take.mutate(row.id)}>
          {t("grant.take")}
        </Button>
      ),
    },
  ];
  if (list.error ?? take.error) return <ErrorState error={list.error ?? take.error} retry={list.refetch} />;
  return (
    <Table
      {...list.table}
      label={t("roles.grants")}
      columns={columns}
      getKey={(row) => row.id}
      empty={<EmptyState title={t("grant.none")} />}
      card={(row) => (
        <>
          <span>
            <GrantedTo grant={row} />
            <span className={classes.muted} style={{ display: "block" }}>{t(`role.${row.role}`)}</span>
          </span>
          {columns.find((one) => one.key === "take")?.cell(row)}
        </>
      )}
    />
  );
}
