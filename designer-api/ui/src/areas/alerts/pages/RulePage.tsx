import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Save, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import type { AlertRule, AlertRuleSpec, WatchedRule } from "@/api/types";
import { useMay } from "@/app/session";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { PersonName } from "@/shared/PersonName";
import { ReasonDialog } from "@/shared/ReasonDialog";
import { When } from "@/shared/When";
import { notifyDone } from "@/shared/notify";
import classes from "../alerts.module.css";
import { BackTest } from "../modules/BackTest";
import { Frame } from "../modules/Frame";
import { RuleForm } from "../modules/RuleForm";
import { useRule, useVersions } from "../modules/asked";
import { useSay } from "../modules/say";
import { useIndicators } from "../modules/source";
import { fresh, isPlaced, watching } from "../modules/spec";
import { RuleState } from "../modules/tags";

/** A rule, with what it would have done beside it: that is seen before it is saved. */
export function RulePage() {
  const { ruleId } = useParams({ strict: false }) as { ruleId: string };
  const { t } = useTranslation("alerts");
  const { process, indicator } = useSearch({ strict: false }) as { process?: string; indicator?: string };
  const isNew = ruleId === "new";
  const found = useRule(isNew ? null : ruleId);
  // Whoever comes from an indicator begins with its target as the line.
  const indicators = useIndicators(isNew && Boolean(indicator));
  const watched = indicators.data?.find((one) => one.key === indicator);
  const begun = watched ? watching(fresh(null), watched) : fresh(process ?? null);
  if (isNew && !(indicator && indicators.isLoading)) return <Editor key="new" watched={null} begun={begun} />;
  if (found.data) return <Editor key={`${ruleId}-${found.data.rule.version}`} watched={found.data} begun={found.data.rule.spec} />;
  return (
    <Frame title={t("rule.title")}>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : <LoadingRows rows={10} />}
    </Frame>
  );
}

function Editor({ watched, begun }: { watched: WatchedRule | null; begun: AlertRuleSpec }) {
  const { t } = useTranslation(["alerts", "common"]);
  const navigate = useNavigate();
  const may = useMay();
  const say = useSay();
  const [id, setId] = useState(watched?.rule.id ?? "");
  const [spec, setSpec] = useState<AlertRuleSpec>(begun);
  const [dialog, setDialog] = useState<"save" | "remove" | null>(null);
  const headers = watched ? { headers: { "if-match": `"${watched.rule.version}"` } } : {};
  const stale = [keys.alerts()];
  const save = useCommand((body: { spec: AlertRuleSpec; reason: string }, key) => command("put", "/api/v1/analytics/alert-rules/{id}", { path: { id }, body } as never, key, headers) as Promise<AlertRule>, {
    stale,
    onDone: (rule) => {
      setDialog(null);
      notifyDone(t("rule.saved", { version: rule.version }));
      void navigate({ to: "/alerts/rules/$ruleId", params: { ruleId: rule.id }, replace: true } as never);
    },
  });
  const remove = useCommand((reason: string, key) => command("delete", "/api/v1/analytics/alert-rules/{id}", { path: { id }, body: { reason } } as never, key, headers), {
    stale,
    onDone: () => void navigate({ to: "/alerts/rules" } as never),
  });
  const changes = may("set-parameters");
  const named = spec.name["zh-CN"].trim() !== "" || spec.name.en.trim() !== "";
  const placed = isPlaced(spec.scope);
  const ready = named && placed && /^[\w.-]{1,64}$/.test(id);
  const dirty = !watched || JSON.stringify(spec) !== JSON.stringify(watched.rule.spec);
  return (
    <Frame
      title={watched ? say.name(watched.rule.spec.name, watched.rule.id) : t("rule.add")}
      actions={
        changes && (
          <Group ms="auto" gap="xs">
            {watched && (
              <Button variant="subtle" color="red" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => setDialog("remove")}>
                {t("common:action.remove")}
              </Button>
            )}
            <Button leftSection={<Save size={14} aria-hidden />} disabled={!ready || !dirty} onClick={() => setDialog("save")}>
              {t("common:action.save")}
            </Button>
          </Group>
        )
      }
    >
      <div className={classes.two}>
        <section className={classes.block} aria-label={t("rule.title")}>
          <Stack gap="sm">
            {watched ? (
              <Group gap="md">
                <RuleState watched={watched} />
                <span className={classes.dim}>
                  <code>{watched.rule.id}</code> · {t("rule.version", { version: watched.rule.version })}
                </span>
                {watched.inForce !== watched.rule.version && <span data-testid="in-force">{typeof watched.inForce === "number" ? t("rule.inForce", { version: watched.inForce }) : t("rule.toCome")}</span>}
              </Group>
            ) : (
              <TextInput label={t("form.id")} description={t("form.idHint")} required value={id} onChange={(event) => setId(event.currentTarget.value.trim())} />
            )}
            <RuleForm id={watched?.rule.id ?? null} spec={spec} onChange={setSpec} disabled={!changes} />
          </Stack>
        </section>
        <Stack gap="sm">
          <BackTest id={watched?.rule.id ?? null} spec={named ? spec : { ...spec, name: { "zh-CN": "?", en: "?" } }} ready={placed} />
          {watched && <Versions id={watched.rule.id} />}
        </Stack>
      </div>
      {dialog === "save" && <ReasonDialog title={t("rule.save")} confirm={t("common:action.save")} hint={t("rule.reasonHint")} busy={save.isPending} error={save.error} onConfirm={(reason) => save.mutate({ spec, reason })} onClose={() => setDialog(null)} />}
      {dialog === "remove" && <ReasonDialog title={t("rule.remove")} confirm={t("common:action.remove")} effect={<p className={classes.dim}>{t("rule.removeHint")}</p>} danger busy={remove.isPending} error={remove.error} onConfirm={(reason) => remove.mutate(reason)} onClose={() => setDialog(null)} />}
    </Frame>
  );
}

/** Who set it when and why, the latest first. */
function Versions({ id }: { id: string }) {
  const { t } = useTranslation("alerts");
  const found = useVersions(id);
  return (
    <section className={classes.block} aria-label={t("rule.versions")}>
      <h2>{t("rule.versions")}</h2>
      <ol className={classes.timeline} data-testid="versions">
        {(found.data ?? []).map((rule) => (
          <li key={rule.version} className={classes.line}>
            <When at={rule.at} />
            <div>
              {t("rule.version", { version: rule.version })} · <PersonName id={rule.by} />
              {rule.spec.effectiveFrom && (
                <>
                  {" "}· {t("rule.from")} <When at={rule.spec.effectiveFrom} />
                </>
              )}
              <p className={classes.quote}>{rule.reason}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
