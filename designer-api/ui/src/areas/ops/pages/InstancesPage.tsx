import { Button, Checkbox, NativeSelect, Select } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Layers, X } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { useTopic } from "@/api/topics";
import type { InstanceSummary } from "@/api/types";
import { useMay } from "@/app/session";
import { ElementName } from "@/shared/ElementName";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { Opening } from "@/shared/Opening";
import { FilterBar } from "@/shared/FilterBar";
import { Page } from "@/shared/Page";
import { StatusTag, statusOf } from "@/shared/StatusTag";
import { Table, type Column } from "@/shared/Table";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { ProcessSelect } from "../modules/ProcessSelect";
import { useProcesses, useVersions } from "../modules/definitions";
import { STATES, type instancesSearch } from "../modules/search";
import { VariableTests } from "../modules/VariableTests";
import { ACTIVITIES, activeIn } from "../modules/lookedFor";
import classes from "../ops.module.css";

const BulkDialog = lazy(() => import("../modules/BulkDialog").then((all) => ({ default: all.BulkDialog })));
const ElementPick = lazy(() => import("../modules/ElementPick").then((all) => ({ default: all.ElementPick })));

/** Instances by what is known of them. */
export function InstancesPage() {
  const { t } = useTranslation(["ops", "common"]);
  const search = useSearch({ strict: false }) as ReturnType<typeof instancesSearch>;
  const navigate = useNavigate();
  const processes = useProcesses();
  const process = search.process ?? search.definition?.replace(/:\d+$/, "");
  const versions = useVersions(process);
  // An element is one of a version: of the latest, unless another one is looked for.
  const shown = versions.data?.find((one) => one.id === search.definition) ?? versions.data?.[0];
  const element = search.definition ? search.element : undefined;
  const may = useMay();
  const [bulk, setBulk] = useState(false);
  // A list that is asked for again is of the same moment, until something else is looked for.
  const [now] = useState(() => Date.now());
  const query = {
    businessKey: search.key,
    process: search.definition ? undefined : search.process,
    definition: search.definition,
    element,
    state: search.state,
    incidents: search.incidents,
    suspended: search.suspended,
    variables: search.variables ? JSON.stringify(search.variables) : undefined,
    ...activeIn(search.activity, now),
    limit: 100,
  };
  useTopic(process ? `process:${process}` : "processes");
  const list = useList<InstanceSummary>(keys.instances("ops", query), (cursor, signal) => get("/api/v1/instances", { query: { ...query, cursor } as never }, { signal }));
  const go = (change: object) => void navigate({ to: ".", search: { ...search, ...change }, replace: true } as never);
  const columns: Column<InstanceSummary>[] = [
    { key: "key", label: t("column.key"), width: "1.4fr", cell: (row) => <bdi>{row.businessKey ?? row.id.slice(-8)}</bdi> },
    { key: "state", label: t("column.state"), width: "110px", cell: (row) => <StatusTag status={statusOf(row)} /> },
    { key: "process", label: t("column.process"), width: "1.2fr", cell: (row) => <bdi>{processes.data?.items.find((one) => one.process === row.process)?.name ?? row.process}</bdi> },
    { key: "version", label: t("column.version"), width: "70px", wide: true, cell: (row) => row.version },
    { key: "incidents", label: t("column.incidents"), width: "80px", wide: true, cell: (row) => row.incidents },
    { key: "started", label: t("column.started"), width: "150px", wide: true, cell: (row) => <When at={row.started} /> },
    { key: "activity", label: t("column.activity"), width: "150px", wide: true, cell: (row) => <When at={row.lastActivity} /> },
  ];
  const { pick, ...filters } = search;
  const active = Object.keys(filters).length > 0;
  return (
    <Page
      title={t("instances.title")}
      actions={
        <FilterBar
          label={t("instances.search")}
          text={search.key}
          onText={(key) => go({ key: key.trim() || undefined })}
          active={active}
          onClear={() => void navigate({ to: ".", search: {} } as never)}
        >
          <ProcessSelect value={process} clearable onChange={(value) => go({ process: value, definition: undefined, element: undefined, pick: value ? pick : undefined })} />
          {process && (
            <Select
              aria-label={t("column.version")}
              placeholder={t("instances.allVersions")}
              w={120}
              clearable
              clearButtonProps={{ "aria-label": t("common:action.clear") }}
              data={(versions.data ?? []).map((one) => ({ value: one.id, label: t("version", { version: one.version, tag: one.versionTag ?? "" }) }))}
              value={search.definition ?? null}
              onChange={(definition) => go({ definition: definition ?? undefined, process, element: undefined })}
            />
          )}
          {process && (
            <Button variant={pick ? "light" : "default"} aria-expanded={Boolean(pick)} onClick={() => go({ pick: pick ? undefined : true })}>
              {t("instances.pick.open")}
            </Button>
          )}
          {element && search.definition && (
            <Button variant="light" data-testid="element-chip" rightSection={<X size={14} aria-hidden />} aria-describedby="element-chip-hint" onClick={() => go({ element: undefined })}>
              {t("instances.pick.at")} <ElementName definition={search.definition} element={element} />
              <span id="element-chip-hint" hidden>
                {t("instances.pick.remove")}
              </span>
            </Button>
          )}
          <Select
            aria-label={t("column.state")}
            placeholder={t("column.state")}
            w={130}
            clearable
            clearButtonProps={{ "aria-label": t("common:action.clear") }}
            data={STATES.map((state) => ({ value: state, label: t(`common:status.${state}`) }))}
            value={search.state ?? null}
            onChange={(state) => go({ state: state ?? undefined })}
          />
          <Checkbox label={t("instances.stuck")} checked={search.incidents ?? false} onChange={(event) => go({ incidents: event.currentTarget.checked || undefined })} />
          <Checkbox label={t("instances.suspended")} checked={search.suspended ?? false} onChange={(event) => go({ suspended: event.currentTarget.checked || undefined })} />
          <NativeSelect
            aria-label={t("column.activity")}
            w={150}
            data={[{ value: "", label: t("instances.activity.any") }, ...ACTIVITIES.map((one) => ({ value: one as string, label: t(`instances.activity.${one}`) }))]}
            value={search.activity ?? ""}
            onChange={(event) => go({ activity: event.currentTarget.value || undefined })}
          />
          <VariableTests tests={search.variables ?? []} onChange={(tests) => go({ variables: tests.length > 0 ? tests : undefined })} />
          {may("operate") && list.rows.some((row) => row.state === "running") && (
            <Button variant="default" leftSection={<Layers size={14} aria-hidden />} onClick={() => setBulk(true)}>
              {t("bulk.open")}
            </Button>
          )}
        </FilterBar>
      }
    >
      {bulk && (
        <Suspense fallback={<Opening onClose={() => setBulk(false)} />}>
          <BulkDialog query={query} onClose={() => setBulk(false)} />
        </Suspense>
      )}
      <div className={classes.searched}>
        {pick && shown && (
          <Suspense fallback={<LoadingPage />}>
            <ElementPick definition={shown} chosen={element} onChoose={(chosen) => go({ element: chosen, process, definition: shown.id })} />
          </Suspense>
        )}
        <div className={classes.found}>
          {list.error ? (
            <ErrorState error={list.error} retry={list.refetch} />
          ) : (
            <Table
              {...list.table}
              label={t("instances.title")}
              columns={columns}
              getKey={(row) => row.id}
              onOpen={(row) => void navigate({ to: "/ops/instances/$id", params: { id: row.id } } as never)}
              empty={<EmptyState title={t("instances.none")} hint={active ? t("instances.noneHint") : t("instances.noneYet")} />}
            />
          )}
        </div>
      </div>
    </Page>
  );
}
