import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { amount } from "@/shared/amount";
import { Table, type Column } from "@/shared/Table";
import { useList } from "@/shared/useList";
import { AdminFrame } from "../modules/AdminFrame";
import { ParameterPanel, type Parameter } from "../modules/ParameterPanel";
import { useUrl } from "../modules/parts";
import classes from "../admin.module.css";

/** The thresholds that decisions and conditions ask for: changed without changing a model. */
export function ParametersPage() {
  const { t } = useTranslation("admin");
  const [search, go] = useUrl();
  const may = useMay();
  const list = useList<Parameter>(keys.admin("parameters"), (cursor, signal) => get("/api/v1/parameters", { query: { limit: 200, ...(cursor ? { cursor } : {}) } }, { signal }));
  const value = (row: Parameter) => <b>{amount(row.value, row.unit)}</b>;
  const range = (row: Parameter) => [row.minimum, row.maximum].map((bound) => (bound === null || bound === undefined ? "" : amount(bound, null))).join(" – ").trim();
  const columns: Column<Parameter>[] = [
    { key: "name", label: t("parameter.name"), width: "1.2fr", cell: (row) => <bdi>{row.name}</bdi> },
    { key: "value", label: t("parameter.value"), width: "1fr", cell: value },
    { key: "kind", label: t("parameter.kind"), width: "100px", wide: true, cell: (row) => t(`kind.${row.kind}`) },
    { key: "range", label: t("parameter.range"), width: "140px", wide: true, cell: range },
    { key: "upcoming", label: t("parameter.upcoming"), width: "90px", wide: true, cell: (row) => row.upcoming || "" },
    { key: "description", label: t("parameter.description"), width: "2fr", wide: true, cell: (row) => <bdi title={row.description ?? undefined}>{row.description}</bdi> },
  ];
  return (
    <AdminFrame
      title={t("way.parameters")}
      actions={
        may("set-parameters") ? (
          <Button ms="auto" leftSection={<Plus size={14} aria-hidden />} onClick={() => go({ id: "+" })}>
            {t("parameter.add")}
          </Button>
        ) : undefined
      }
    >
      {list.error ? (
        <ErrorState error={list.error} retry={list.refetch} />
      ) : (
        <Table
          {...list.table}
          label={t("way.parameters")}
          columns={columns}
          getKey={(row) => row.name}
          chosen={search["id"]}
          onOpen={(row) => go({ id: row.name })}
          empty={<EmptyState title={t("parameter.none")} hint={t("parameter.noneHint")} />}
          card={(row) => (
            <>
              <bdi>{row.name}</bdi>
              {value(row)}
              <bdi className={classes.muted}>{row.description}</bdi>
            </>
          )}
        />
      )}
      {search["id"] && <ParameterPanel key={search["id"]} name={search["id"] === "+" ? null : search["id"]} onClose={() => go({ id: undefined })} />}
    </AdminFrame>
  );
}
