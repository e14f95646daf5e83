import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { WatchedRule } from "@/api/types";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { Table, type Column } from "@/shared/Table";
import { When } from "@/shared/When";
import classes from "../alerts.module.css";
import { Frame } from "../modules/Frame";
import { useRules } from "../modules/asked";
import { usePlace } from "../modules/place";
import { useSay } from "../modules/say";
import { useSourceName } from "../modules/source";
import { watchedBy } from "../modules/spec";
import { RuleState } from "../modules/tags";

/** The rules, each with its value now and when it would reach its line if it goes on like that. */
export function RulesPage() {
  const { t } = useTranslation("alerts");
  const navigate = useNavigate();
  const may = useMay();
  const rules = useRules();
  const say = useSay();
  const place = usePlace();
  const value = ({ now, unit }: WatchedRule) => (now.missing ? t(`missing.${now.missing}`) : say.value(now.value, unit));
  const sourceName = useSourceName((rules.data ?? []).map(({ rule }) => watchedBy(rule.spec)));
  const columns: Column<WatchedRule>[] = [
    { key: "state", label: t("column.state"), width: "110px", cell: (watched) => <RuleState watched={watched} /> },
    { key: "name", label: t("column.rule"), width: "1.3fr", cell: ({ rule }) => <bdi>{say.name(rule.spec.name, rule.id)}</bdi> },
    { key: "place", label: t("column.place"), width: "1.2fr", cell: ({ rule }) => <bdi>{place(rule.spec.scope)}</bdi> },
    { key: "metric", label: t("column.metric"), width: "0.9fr", wide: true, cell: ({ rule }) => <bdi>{sourceName(watchedBy(rule.spec))}</bdi> },
    { key: "value", label: t("column.value"), width: "120px", cell: value },
    { key: "line", label: t("column.line"), width: "100px", wide: true, cell: ({ rule, unit }) => `${rule.spec.side === "above" ? ">" : "<"} ${say.value(rule.spec.warn, unit)}` },
    { key: "breach", label: t("column.breach"), width: "136px", wide: true, cell: ({ now }) => <When at={now.flow ? now.flow.breachAt : now.breachAt} /> },
  ];
  return (
    <Frame
      title={t("rule.list")}
      flat
      actions={
        may("set-parameters") && (
          <Button ms="auto" component={Link} to={"/alerts/rules/new" as never} leftSection={<Plus size={14} aria-hidden />}>
            {t("rule.add")}
          </Button>
        )
      }
    >
      {rules.error ? (
        <ErrorState error={rules.error} retry={() => void rules.refetch()} />
      ) : (
        <div className={classes.list}>
          <Table
            label={t("rule.list")}
            rows={rules.data ?? []}
            loading={rules.isLoading}
            columns={columns}
            getKey={({ rule }) => rule.id}
            onOpen={({ rule }) => void navigate({ to: "/alerts/rules/$ruleId", params: { ruleId: rule.id } } as never)}
            empty={<EmptyState title={t("rule.none")} hint={t("rule.noneHint")} />}
            card={(watched) => (
              <>
                <bdi>{say.name(watched.rule.spec.name, watched.rule.id)}</bdi>
                <RuleState watched={watched} />
                <span className={classes.dim}>
                  <bdi>{place(watched.rule.spec.scope)}</bdi>
                </span>
                <span>{value(watched)}</span>
              </>
            )}
          />
        </div>
      )}
    </Frame>
  );
}
