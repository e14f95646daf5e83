import { Button, SegmentedControl, Select, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { useDefinitions } from "@/shared/definitions";
import { ActivitySelect } from "../modules/ActivitySelect";
import { KeptDuties } from "../modules/KeptDuties";
import { EntryLines } from "./CasePage";
import classes from "../audit.module.css";

type Search = { process?: string; first?: string; second?: string; roles?: boolean };

/** Four eyes and segregation of duties: who did both of two things, and who holds both of two roles. */
export function DutiesPage() {
  const { t } = useTranslation(["audit", "common"]);
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const processes = useDefinitions();
  const [roles, setRoles] = useState(search.roles ?? false);
  const [process, setProcess] = useState(search.process ?? null);
  const [first, setFirst] = useState(search.first ?? "");
  const [second, setSecond] = useState(search.second ?? "");
  const asks = Boolean(search.first && search.second && (search.roles || search.process));
  const query = { process: search.roles ? undefined : search.process, first: search.first ?? "", second: search.second ?? "", limit: 50 };
  const found = useInfiniteQuery({
    queryKey: keys.audit("violations", query),
    queryFn: ({ pageParam }) => get("/api/v1/audit/violations", { query: { ...query, cursor: pageParam } as never }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: asks,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const pages = found.data?.pages ?? [];
  const realised = pages.flatMap((page) => page.realised);
  const potential = pages[0]?.potential ?? [];
  const looked = pages.reduce((sum, page) => sum + page.lookedAt, 0);
  return (
    <Page title={t("duties.title")}>
      <div className={classes.sheet}>
        <form
          className={classes.form}
          aria-label={t("duties.title")}
          onSubmit={(event) => {
            event.preventDefault();
            void navigate({ to: ".", search: { roles: roles || undefined, process: roles ? undefined : (process ?? undefined), first: first.trim(), second: second.trim() } } as never);
          }}
        >
          <SegmentedControl
            aria-label={t("duties.kind")}
            data={[
              { value: "activities", label: t("duties.activities") },
              { value: "roles", label: t("duties.roles") },
            ]}
            value={roles ? "roles" : "activities"}
            onChange={(value) => setRoles(value === "roles")}
          />
          {!roles && (
            <Select
              label={t("field.process")}
              w={200}
              searchable
              data={(processes.data ?? []).map((one) => ({ value: one.process, label: one.name ?? one.process }))}
              value={process}
              onChange={setProcess}
            />
          )}
          {roles ? (
            <>
              <TextInput label={t("duties.firstRole")} w={180} value={first} onChange={(event) => setFirst(event.currentTarget.value)} />
              <TextInput label={t("duties.secondRole")} w={180} value={second} onChange={(event) => setSecond(event.currentTarget.value)} />
            </>
          ) : (
            <>
              <ActivitySelect label={t("duties.first")} process={process} value={first} onChange={setFirst} />
              <ActivitySelect label={t("duties.second")} process={process} value={second} onChange={setSecond} />
            </>
          )}
          <Button type="submit" disabled={!first.trim() || !second.trim() || (!roles && !process)}>
            {t("duties.look")}
          </Button>
        </form>
        <Text c="dimmed" size="sm" my={8}>{t(roles ? "duties.rolesHint" : "duties.activitiesHint")}</Text>
        <KeptDuties asked={search} complete={asks} />
        {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
        {asks && found.isLoading && <LoadingRows />}
        {!asks && <EmptyState title={t("duties.none")} hint={t("duties.noneHint")} />}
        {found.data && search.roles && (
          <section>
            <h2>{t("duties.potential", { count: potential.length })}</h2>
            {potential.length === 0 && <Text>{t("duties.nobody")}</Text>}
            <ul>
              {potential.map((one) => (
                <li key={one.person}><bdi>{one.name}</bdi> <Text span c="dimmed">{one.person}</Text></li>
              ))}
            </ul>
          </section>
        )}
        {found.data && !search.roles && (
          <section>
            <h2>{t("duties.realised", { count: realised.length, looked })}</h2>
            {realised.length === 0 && <Text>{t("duties.kept")}</Text>}
            {realised.map((one) => (
              <section key={`${one.instance} ${one.person}`}>
                <h2>
                  <PersonName id={one.person} /> · <Link to="/audit/cases/$id" params={{ id: one.instance } as never}>{one.businessKey ?? one.instance.slice(-8)}</Link>
                </h2>
                <EntryLines entries={one.evidence} />
              </section>
            ))}
            {found.hasNextPage && (
              <Button variant="default" mt={8} loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {t("duties.more")}
              </Button>
            )}
          </section>
        )}
      </div>
    </Page>
  );
}
