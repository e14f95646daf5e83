import { Text, Title } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { PlaySquare } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { LoadingRows } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { useDefinitions } from "@/shared/definitions";
import classes from "../start.module.css";

const RECENT = "weir-recent-starts";

export function recent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}

export function remember(process: string): void {
  localStorage.setItem(RECENT, JSON.stringify([process, ...recent().filter((one) => one !== process)].slice(0, 4)));
}

/** What can be started; what was started last comes first. */
export function StartPage() {
  const { t } = useTranslation("work");
  const navigate = useNavigate();
  const { text = "" } = useSearch({ strict: false }) as { text?: string };
  const definitions = useDefinitions();
  const wanted = text.toLowerCase();
  const found = (definitions.data ?? [])
    .filter((one) => !one.suspended && !one.unlisted && [one.name, one.process].some((name) => name?.toLowerCase().includes(wanted)))
    .toSorted((a, b) => (a.name ?? a.process).localeCompare(b.name ?? b.process, "zh-CN"));
  const last = recent().flatMap((process) => found.filter((one) => one.process === process));
  const groups = [
    { key: "recent", its: last },
    { key: "all", its: found },
  ].filter(({ its }) => its.length > 0);
  return (
    <Page
      title={t("start.title")}
      actions={<FilterBar label={t("start.search")} text={text} onText={(now) => void navigate({ to: ".", search: (now ? { text: now } : {}) as never, replace: true })} />}
    >
      <div className={classes.catalogue}>
        {definitions.isPending && <LoadingRows />}
        {definitions.isError && <ErrorState error={definitions.error} retry={() => void definitions.refetch()} />}
        {definitions.isSuccess && found.length === 0 && <EmptyState title={t("start.empty")} hint={t("start.emptyHint")} />}
        {groups.map(({ key, its }) => (
          <section key={key}>
            <Title order={2} mb="sm">
              {t(`start.${key}`)}
            </Title>
            <ul className={classes.tiles}>
              {its.map((definition) => (
                <li key={definition.id}>
                  <Link to="/start/$defKey" params={{ defKey: definition.process }} className={classes.tile}>
                    <PlaySquare size={18} aria-hidden />
                    <span>
                      <span className={classes.name}>{definition.name ?? definition.process}</span>
                      <Text component="span" className={classes.version}>
                        {t("start.version", { version: definition.version })}
                      </Text>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Page>
  );
}
