import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { InstanceKey } from "@/shared/InstanceKey";
import { LoadingRows } from "@/shared/Loading";
import { When } from "@/shared/When";
import classes from "../analyze.module.css";
import { Frame, Lines, instancePath, pathOf, useGo } from "../modules/Frame";
import { useDeviationCases, useMap, useMinedCases } from "../modules/asked";
import { namer, useSay } from "../modules/say";
import { carried } from "../modules/search";

/** The instances behind a number. */
export function CasesPage() {
  const { t } = useTranslation("analyze");
  const { key, search } = useGo();
  const say = useSay();
  const mined = useMinedCases(key, search);
  const deviating = useDeviationCases(key, search);
  const found = search.run ? deviating : mined;
  const names = useMap(key, carried(search)).data?.names;
  const first = found.data?.pages[0];
  const rows = found.data?.pages.flatMap((page) => page.cases) ?? [];
  const aligned = rows.some((row) => typeof row.deviations === "number");
  const title = useTitle(namer(names));
  return (
    <Frame view="cases" title={title} timeless={search.run !== undefined}>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={8} />}
      {search.run && (
        <Link to={pathOf(key, "conformance")} search={{ ...carried(search), ...(search.norm ? { norm: search.norm } : {}) } as never}>
          {t("cases.backToNorm")}
        </Link>
      )}
      {first && (
        <>
          <p className={classes.say} data-testid="cases-n">{t("cases.n", { count: first.n, n: say.count(first.n) })}</p>
          {rows.length === 0 ? (
            <EmptyState title={t("cases.none")} />
          ) : (
            <Lines
              label={title}
              testId="cases"
              head={
                <>
                  <th scope="col">{t("column.instance")}</th>
                  {aligned && <th scope="col" className={classes.number}>{t("column.deviations")}</th>}
                  <th scope="col" className={classes.number}>{t("column.duration")}</th>
                  <th scope="col" className={classes.number}>{t("column.version")}</th>
                  <th scope="col" className={classes.wide}>{t("column.began")}</th>
                  <th scope="col" className={classes.wide}>{t("column.ended")}</th>
                </>
              }
            >
              {rows.map((row) => (
                <tr key={row.instance}>
                  <td>
                    <Link to={instancePath(key, row.instance)}><InstanceKey id={row.instance} /></Link>
                  </td>
                  {aligned && <td className={classes.number}>{row.deviations ?? "–"}</td>}
                  <td className={classes.number}>{say.time(row.sojourn)}</td>
                  <td className={classes.number}>{row.version}</td>
                  <td className={classes.wide}><When at={row.began} /></td>
                  <td className={classes.wide}><When at={row.ended} /></td>
                </tr>
              ))}
            </Lines>
          )}
          {found.hasNextPage && (
            <Button variant="default" loading={found.isFetching} onClick={() => void found.fetchNextPage()}>
              {t("cases.more")}
            </Button>
          )}
        </>
      )}
    </Frame>
  );
}

/** What the instances have in common, in words. */
function useTitle(name: (id: string) => string): string {
  const { t } = useTranslation("analyze");
  const { search } = useGo();
  const { behind = "all", of, to, found = "deviating", element, after } = search;
  if (search.run) {
    return t(`behind.${found}`, { of: element ? name(element) : "", after: after ? name(after) : t("map.start") });
  }
  const end = (id: string | undefined, word: string) => (id ? name(id) : t(word));
  if (behind === "flow") return t("behind.flow", { of: end(of, "map.start"), to: end(to, "map.end") });
  const group = (id: string) => (id === "$rest" ? t("network.rest") : id.replace(/^(role|post|group|department):/, ""));
  const people = behind === "handover" || behind === "together" || behind === "worked";
  const say = people ? group : name;
  return t(`behind.${behind}`, { of: behind === "variant" ? (of ?? "").slice(-8) : of ? say(of) : "", to: to ? say(to) : "" });
}
