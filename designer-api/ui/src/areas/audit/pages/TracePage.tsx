import { ActionIcon, Button, Checkbox, MultiSelect, Select, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { SlidersHorizontal, X } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { AuditEntry } from "@/api/types";
import { useDefinitions, useProcessName } from "@/shared/definitions";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { MomentField } from "@/shared/MomentField";
import { Page } from "@/shared/Page";
import { PersonPicker } from "@/shared/PersonPicker";
import { Table, type Column } from "@/shared/Table";
import { When } from "@/shared/When";
import { Actor, Change, Detail, Reason, Thing, useAction } from "../modules/entry";
import { Questions } from "../modules/Questions";
import { AREAS, asked, type TraceSearch } from "../modules/search";
import classes from "../audit.module.css";

/** So many pages in which nothing fits are asked for by themselves; then somebody says whether to go on. */
const EMPTY_PAGES_MAX = 8;

/** Who did what, when, to what: everything that is in the log. */
export function TracePage() {
  const { t } = useTranslation(["audit", "common"]);
  const search = useSearch({ strict: false }) as TraceSearch;
  const navigate = useNavigate();
  const action = useAction();
  const processes = useDefinitions();
  const processOf = useProcessName();
  const [more, setMore] = useState(Boolean(search.object ?? search.variable ?? search.from ?? search.until ?? search.instance));
  const query = asked(search);
  const found = useInfiniteQuery({
    queryKey: keys.audit("events", query),
    queryFn: async ({ pageParam, signal }) => {
      // A page that is empty because so much was looked at is no answer yet.
      let cursor = pageParam;
      for (let pages = 0; ; pages += 1) {
        const page = await get("/api/v1/audit/events", { query: { ...query, limit: 100, cursor } as never }, { signal });
        if (page.items.length > 0 || !page.next || pages >= EMPTY_PAGES_MAX) return page;
        cursor = page.next;
      }
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  const last = found.data?.pages.at(-1);
  const go = (change: Partial<Record<keyof TraceSearch, unknown>>) => void navigate({ to: ".", search: { ...search, entry: undefined, ...change }, replace: true } as never);
  const chosen = rows.find((row) => row.id === search.entry);
  const columns: Column<AuditEntry>[] = [
    { key: "at", label: t("field.at"), width: "132px", cell: (row) => <When at={row.at} /> },
    { key: "actor", label: t("field.actor"), width: "120px", cell: (row) => <Actor entry={row} /> },
    { key: "action", label: t("field.action"), width: "170px", cell: (row) => action(row) },
    { key: "thing", label: t("field.object"), width: "1fr", wide: true, cell: (row) => <Thing entry={row} /> },
    { key: "process", label: t("field.process"), width: "110px", wide: true, cell: (row) => <bdi>{row.process ? processOf(row.process) : ""}</bdi> },
    { key: "change", label: t("field.changeOrReason"), width: "1.6fr", wide: true, cell: (row) => (row.change ? <Change entry={row} /> : <Reason entry={row} />) },
  ];
  const { entry: _, oldest: __, ...said } = search;
  return (
    <Page
      title={t("trace.title")}
      actions={
        <FilterBar label={t("trace.search")} active={Object.keys(said).length > 0} onClear={() => void navigate({ to: ".", search: {} } as never)}>
          <div style={{ width: 150 }}>
            <PersonPicker aria-label={t("field.actor")} placeholder={t("field.actor")} value={search.actor ?? null} onChange={(actor) => go({ actor: actor ?? undefined })} />
          </div>
          <Select
            aria-label={t("field.process")}
            placeholder={t("field.process")}
            w={150}
            clearable
            searchable
            clearButtonProps={{ "aria-label": t("common:action.clear") }}
            data={(processes.data ?? []).map((one) => ({ value: one.process, label: one.name ?? one.process }))}
            value={search.process ?? null}
            onChange={(process) => go({ process: process ?? undefined })}
          />
          <MultiSelect
            aria-label={t("field.area")}
            placeholder={search.areas ? "" : t("trace.areas")}
            maw={340}
            miw={160}
            clearable
            clearButtonProps={{ "aria-label": t("common:action.clear") }}
            data={AREAS.map((area) => ({ value: area, label: t(`area.${area}`) }))}
            value={search.areas?.split(",") ?? []}
            onChange={(areas) => go({ areas: areas.join() || undefined })}
          />
          <Checkbox label={t("trace.stepped")} checked={search.stepped ?? false} onChange={(event) => go({ stepped: event.currentTarget.checked || undefined })} />
          <Button variant="default" leftSection={<SlidersHorizontal size={14} aria-hidden />} aria-expanded={more} onClick={() => setMore(!more)}>
            {t("trace.more")}
          </Button>
          <Questions search={search} open={(kept) => void navigate({ to: "/audit", search: kept } as never)} />
          {more && (
            <>
              <Field label={t("field.instance")} value={search.instance} onDone={(instance) => go({ instance })} width={150} />
              <Field label={t("trace.object")} value={search.object} onDone={(object) => go({ object })} width={150} />
              <Field label={t("trace.variable")} value={search.variable} onDone={(variable) => go({ variable })} width={130} />
              <Field label={t("trace.value")} value={search.value} onDone={(value) => go({ value })} width={100} disabled={!search.variable} />
              <MomentField quiet label={t("trace.from")} width={190} value={search.from ?? ""} onChange={(from) => go({ from: from || undefined })} />
              <MomentField quiet label={t("trace.until")} width={190} value={search.until ?? ""} onChange={(until) => go({ until: until || undefined })} />
              <Checkbox label={t("trace.oldest")} checked={search.oldest ?? false} onChange={(event) => go({ oldest: event.currentTarget.checked || undefined })} />
            </>
          )}
        </FilterBar>
      }
    >
      {found.error ? (
        <ErrorState error={found.error} retry={() => void found.refetch()} />
      ) : (
        <div className={chosen ? classes.split : classes.alone}>
          <div className={classes.list}>
            <Table
              rows={rows}
              hasMore={found.hasNextPage && !last?.stopped}
              loading={found.isFetching}
              onMore={() => void found.fetchNextPage()}
              label={t("trace.title")}
              columns={columns}
              getKey={(row) => row.id}
              chosen={search.entry}
              onOpen={(row) => go({ entry: row.id })}
              card={(row) => (
                <>
                  <b>{action(row)}</b>
                  <When at={row.at} />
                  <span>
                    <Actor entry={row} /> {row.change ? <Change entry={row} /> : <Thing entry={row} link={false} />}
                  </span>
                </>
              )}
              empty={<EmptyState title={t("trace.none")} hint={t(last?.stopped ? "trace.noneYet" : "trace.noneHint")} />}
            />
            {last && (
              <div className={classes.foot} role="status">
                <span>{t("trace.count", { count: rows.length })}</span>
                {last.stopped && (
                  <>
                    <span>{t("trace.stopped")}</span>
                    <Button variant="default" loading={found.isFetching} onClick={() => void found.fetchNextPage()}>
                      {t("trace.goOn")}
                    </Button>
                  </>
                )}
                {!found.hasNextPage && <span>{t("trace.whole")}</span>}
              </div>
            )}
          </div>
          {chosen && (
            <aside className={classes.side} aria-label={t("trace.detail")}>
              <div style={{ display: "flex", justifyContent: "flex-end", padding: "4px 8px 0" }}>
                <ActionIcon aria-label={t("common:action.close")} onClick={() => go({})}>
                  <X size={16} />
                </ActionIcon>
              </div>
              <Detail entry={chosen} />
              {chosen.instance && (
                <Text px={12} pb={12}>
                  <Link to="/audit/cases/$id" params={{ id: chosen.instance } as never}>{t("openCase")}</Link>
                </Text>
              )}
            </aside>
          )}
        </div>
      )}
    </Page>
  );
}

/** A field that asks when one leaves it or presses Enter. */
function Field(props: { label: string; value: string | undefined; onDone: (value: string | undefined) => void; width: number; disabled?: boolean }) {
  const { label, value, onDone, width, disabled = false } = props;
  const done = (text: string) => text.trim() !== (value ?? "") && onDone(text.trim() || undefined);
  return (
    <TextInput
      key={value ?? ""}
      aria-label={label}
      title={label}
      placeholder={label}
      w={width}
      disabled={disabled}
      defaultValue={value ?? ""}
      onBlur={(event) => done(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Enter" && done(event.currentTarget.value)}
    />
  );
}
