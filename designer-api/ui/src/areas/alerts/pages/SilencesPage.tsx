import { Button, Checkbox } from "@mantine/core";
import { Plus } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import { useMay } from "@/app/session";
import { useProcessName } from "@/shared/definitions";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { PersonName } from "@/shared/PersonName";
import { useProblemText } from "@/shared/problemText";
import { When } from "@/shared/When";
import classes from "../alerts.module.css";
import { Frame } from "../modules/Frame";
import { useRules, useSilences } from "../modules/asked";
import { useSay } from "../modules/say";

const SilenceDialog = lazy(() => import("../modules/SilenceDialog").then((all) => ({ default: all.SilenceDialog })));

/** Who has asked for quiet, of what, until when and why. */
export function SilencesPage() {
  const { t } = useTranslation("alerts");
  const [all, setAll] = useState(false);
  const [making, setMaking] = useState(false);
  const found = useSilences(all);
  const rules = useRules();
  const may = useMay();
  const say = useSay();
  const problem = useProblemText();
  const nameOf = useProcessName();
  const end = useCommand((id: string, key) => command("delete", "/api/v1/alert-silences/{id}", { path: { id } }, key), { stale: [keys.alerts()] });
  const handles = may("operate", "set-parameters");
  const ruleName = (id: string) => {
    const known = rules.data?.find(({ rule }) => rule.id === id);
    return known ? say.name(known.rule.spec.name, id) : id;
  };
  const items = found.data ?? [];
  const isOver = (silence: { until: string; ended?: unknown }) => Boolean(silence.ended) || Date.parse(silence.until) <= Date.now();
  return (
    <Frame
      title={t("silence.list")}
      actions={
        handles && (
          <Button ms="auto" leftSection={<Plus size={14} aria-hidden />} onClick={() => setMaking(true)}>
            {t("silence.add")}
          </Button>
        )
      }
    >
      <Checkbox label={t("silence.all")} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {end.error ? <p role="alert">{problem(end.error)}</p> : null}
      {found.isLoading && <LoadingRows rows={4} />}
      {found.data && items.length === 0 && <EmptyState title={t("silence.none")} hint={t("silence.noneHint")} />}
      {items.length > 0 && (
        <section className={classes.block} aria-label={t("silence.list")}>
          <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("silence.list")}>
            <table className={`${classes.lines} ${classes.stacked}`} data-testid="silences">
              <thead>
                <tr>
                  <th scope="col">{t("column.rule")}</th>
                  <th scope="col">{t("column.process")}</th>
                  <th scope="col">{t("silence.until")}</th>
                  <th scope="col">{t("silence.owner")}</th>
                  <th scope="col">{t("silence.reason")}</th>
                  <th scope="col">{t("action.end")}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((silence) => (
                  <tr key={silence.id} className={isOver(silence) ? classes.dim : undefined}>
                    <td>{silence.rule ? <bdi>{ruleName(silence.rule)}</bdi> : t("silence.everyRule")}</td>
                    <td>{silence.process ? <bdi>{nameOf(silence.process)}</bdi> : t("silence.everyProcess")}</td>
                    <td data-label={t("silence.until")}>
                      <When at={silence.ended?.at ?? silence.until} />
                    </td>
                    <td>
                      <PersonName id={silence.owner} />
                    </td>
                    <td>
                      <bdi>{silence.reason}</bdi>
                    </td>
                    <td>
                      {handles && !isOver(silence) && (
                        <Button variant="subtle" size="compact-sm" loading={end.isPending && end.variables === silence.id} onClick={() => end.mutate(silence.id)}>
                          {t("action.end")}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {making && (
        <Suspense fallback={null}>
          <SilenceDialog rule={null} process={null} choose onClose={() => setMaking(false)} />
        </Suspense>
      )}
    </Frame>
  );
}
