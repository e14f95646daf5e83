import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { listed } from "@/app/i18n";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { Table, type Column } from "@/shared/Table";
import { useList } from "@/shared/useList";
import { AddUser } from "../modules/AddUser";
import { AdminFrame } from "../modules/AdminFrame";
import { UserPanel, UserState } from "../modules/UserPanel";
import type { User } from "../modules/access";
import { useUrl } from "../modules/parts";
import classes from "../admin.module.css";

/** Who is let in. */
export function UsersPage() {
  const { t } = useTranslation(["admin", "common"]);
  const [search, go] = useUrl();
  const [adding, setAdding] = useState(false);
  const text = search["text"];
  const list = useList<User>(keys.admin("users", { text }), (cursor, signal) => get("/api/v1/users", { query: { limit: 100, ...(text ? { text } : {}), ...(cursor ? { cursor } : {}) } }, { signal }));
  const signIn = (user: User) => listed([...(user.hasPassword ? [t("user.password")] : []), ...user.issuers]) || t("user.noSignIn");
  const columns: Column<User>[] = [
    { key: "name", label: t("user.name"), width: "1.5fr", cell: (row) => <bdi>{row.name}</bdi> },
    { key: "id", label: t("user.id"), width: "1.2fr", cell: (row) => <bdi>{row.id}</bdi> },
    { key: "state", label: t("user.state"), width: "1fr", cell: (row) => <UserState user={row} /> },
    { key: "kind", label: t("user.kind"), width: "90px", wide: true, cell: (row) => t(`user.kinds.${row.kind}`) },
    { key: "signIn", label: t("user.signIn"), width: "1fr", wide: true, cell: signIn },
    { key: "tenant", label: t("user.tenant"), width: "110px", wide: true, cell: (row) => row.tenant ?? "–" },
  ];
  return (
    <AdminFrame
      title={t("way.users")}
      actions={
        <>
          <FilterBar label={t("user.search")} text={text} onText={(now) => go({ text: now.trim() || undefined })} active={Boolean(text)} onClear={() => go({ text: undefined })} />
          <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)} ms="auto">
            {t("user.add")}
          </Button>
        </>
      }
    >
      {list.error ? (
        <ErrorState error={list.error} retry={list.refetch} />
      ) : (
        <Table
          {...list.table}
          label={t("way.users")}
          columns={columns}
          getKey={(row) => row.id}
          chosen={search["id"]}
          onOpen={(row) => go({ id: row.id })}
          empty={<EmptyState title={t("user.none")} hint={t("user.noneHint")} />}
          card={(row) => (
            <>
              <bdi>{row.name}</bdi>
              <UserState user={row} />
              <span className={classes.muted}>{row.id}</span>
              <span className={classes.muted}>{signIn(row)}</span>
            </>
          )}
        />
      )}
      {search["id"] && <UserPanel id={search["id"]} onClose={() => go({ id: undefined })} />}
      {adding && (
        <AddUser
          onClose={(id) => {
            setAdding(false);
            if (id) go({ id });
          }}
        />
      )}
    </AdminFrame>
  );
}
