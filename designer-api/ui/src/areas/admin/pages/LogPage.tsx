import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { components } from "@/api/schema";
import { useAccessWords, whomOf } from "@/shared/accessLog";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { PersonName } from "@/shared/PersonName";
import { Table, type Column } from "@/shared/Table";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { AdminFrame } from "../modules/AdminFrame";
import { useUrl } from "../modules/parts";
import classes from "../admin.module.css";

type Line = components["schemas"]["AuditLine"];

const HAPPENED: Line["happened"][] = [
  "denied",
  "loggedIn",
  "loginFailed",
  "loginLocked",
  "loggedOut",
  "sessionsEnded",
  "passwordChanged",
  "userChanged",
  "userRemoved",
  "identityLinked",
  "identityUnlinked",
  "grantChanged",
  "grantRemoved",
  "tenantChanged",
  "tenantRemoved",
  "tokenCreated",
  "tokenRevoked",
  "setUp",
];
const BAD: Line["happened"][] = ["denied", "loginFailed", "loginLocked"];

/** What is about a session, which has no name. */
const SESSION: Line["happened"][] = ["loggedIn", "loggedOut"];

/** Who the server calls whoever has not logged in. */
const NOBODY = "anonymous";

/** What was done with access, the newest first: logins, refusals, changes. */
export function LogPage() {
  const { t } = useTranslation(["admin", "common"]);
  const [search, go] = useUrl();
  const user = search["user"];
  const happened = HAPPENED.find((one) => one === search["happened"]);
  const list = useList<Line>(keys.admin("log", { user, happened }), (cursor, signal) =>
    get("/api/v1/access-audit", { query: { limit: 100, ...(user ? { user } : {}), ...(happened ? { happened } : {}), ...(cursor ? { cursor } : {}) } }, { signal }),
  );
  const { thing, detail } = useAccessWords();
  const what = (row: Line) => <span className={BAD.includes(row.happened) ? classes.bad : undefined}>{t(`happened.${row.happened}`)}</span>;
  const object = (row: Line) => {
    const whom = whomOf(row.object, row.user);
    if (whom) return <PersonName id={whom} />;
    const said = SESSION.includes(row.happened) ? t("log.session", { id: row.object }) : thing(row.object);
    return <bdi title={row.object ?? undefined}>{said}</bdi>;
  };
  const columns: Column<Line>[] = [
    { key: "number", label: t("log.number"), width: "60px", wide: true, cell: (row) => row.number },
    { key: "at", label: t("log.at"), width: "150px", cell: (row) => <When at={row.at} /> },
    { key: "what", label: t("log.what"), width: "150px", cell: what },
    { key: "user", label: t("log.user"), width: "1fr", cell: (row) => (row.person ? <bdi>{t("log.inName", { user: row.user, person: row.person })}</bdi> : row.user === NOBODY ? t("log.anonymous") : <PersonName id={row.user} />) },
    { key: "object", label: t("log.object"), width: "1.2fr", wide: true, cell: object },
    { key: "detail", label: t("log.detail"), width: "1.6fr", wide: true, cell: (row) => <bdi title={row.detail ?? undefined}>{detail(row.detail)}</bdi> },
    { key: "address", label: t("log.address"), width: "110px", wide: true, cell: (row) => row.address },
    { key: "times", label: t("log.times"), width: "60px", wide: true, cell: (row) => (row.times > 1 ? row.times : "") },
  ];
  return (
    <AdminFrame
      title={t("way.log")}
      actions={
        <FilterBar label={t("log.search")} text={user} onText={(now) => go({ user: now.trim() || undefined })} active={Boolean(user ?? happened)} onClear={() => go({ user: undefined, happened: undefined })}>
          <Select
            aria-label={t("log.what")}
            placeholder={t("log.what")}
            w={170}
            clearable
            searchable
            clearButtonProps={{ "aria-label": t("common:action.clear") }}
            data={HAPPENED.map((one) => ({ value: one as string, label: t(`happened.${one}`) }))}
            value={happened ?? null}
            onChange={(one) => go({ happened: one ?? undefined })}
          />
        </FilterBar>
      }
    >
      {list.error ? (
        <ErrorState error={list.error} retry={list.refetch} />
      ) : (
        <Table
          {...list.table}
          label={t("way.log")}
          columns={columns}
          getKey={(row) => String(row.number)}
          empty={<EmptyState title={t("log.none")} />}
          card={(row) => (
            <>
              {what(row)}
              <When at={row.at} />
              <span className={classes.muted}><PersonName id={row.user} /></span>
              <span className={classes.muted}>{object(row)}</span>
            </>
          )}
        />
      )}
    </AdminFrame>
  );
}
