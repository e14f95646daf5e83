import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { UserTask } from "@/api/types";
import { useMe } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { Page } from "@/shared/Page";
import { Table, type Column } from "@/shared/Table";
import { When } from "@/shared/When";
import { useList } from "@/shared/useList";
import { LISTS, type InboxSearch } from "../modules/search";

/** What somebody has to do. */
export function InboxPage() {
  const { t } = useTranslation("work");
  const navigate = useNavigate();
  const { tab = "todo" } = useSearch({ strict: false }) as InboxSearch;
  const { person } = useMe();
  const list = tab === "claim" ? "claimable" : "todo";
  const tasks = useList(keys.tasks(list), (cursor) =>
    get("/api/v1/people/{id}/tasks", { path: { id: person }, query: { list, limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
  const columns: Column<UserTask>[] = [
    { key: "name", label: t("column.task"), width: "2fr", cell: (task) => task.name ?? task.element },
    { key: "key", label: t("column.businessKey"), width: "1fr", cell: (task) => task.businessKey },
    { key: "created", label: t("column.created"), width: "150px", cell: (task) => <When at={task.created} />, wide: true },
  ];
  return (
    <Page
      title={t("inbox.title")}
      actions={
        <Tabs value={tab} onChange={(to) => void navigate({ to: "/tasks", search: { tab: to } })}>
          <Tabs.List>
            {LISTS.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`inbox.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      }
    >
      {tasks.error ? (
        <ErrorState error={tasks.error} retry={tasks.refetch} />
      ) : (
        <Table
          label={t("inbox.title")}
          columns={columns}
          getKey={(task) => task.id}
          empty={<EmptyState title={t("inbox.empty")} hint={t("inbox.emptyHint")} />}
          {...tasks.table}
        />
      )}
    </Page>
  );
}
