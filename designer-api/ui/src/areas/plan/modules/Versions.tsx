import { Button, Group, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { LandscapeDifference, LandscapeVersion, ModelTemplate } from "@/api/types";
import { useMay } from "@/app/session";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { PersonName } from "@/shared/PersonName";
import { ReasonDialog } from "@/shared/ReasonDialog";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { FieldChange } from "./FieldChange";
import { said, useSaid, type Index } from "./landscape";
import classes from "../plan.module.css";

/** All versions of the landscape: who made them and why, what is other in one than in another, and the way back. */
export function Versions({ all }: { all: Index }) {
  const { t } = useTranslation(["plan", "common"]);
  const search = useSearch({ strict: false }) as { before?: number; after?: number };
  const navigate = useNavigate();
  const edits = useMay()("design-models");
  const [restoring, setRestoring] = useState<LandscapeVersion | null>(null);
  const list = useList<LandscapeVersion>(keys.landscape("versions"), (cursor, signal) => get("/api/v1/landscape/versions", { query: { limit: 50, ...(cursor ? { cursor } : {}) } }, { signal }));
  const restore = useCommand(
    (input: { version: number; reason: string }, key) => command("post", "/api/v1/landscape/versions/{version}/restore", { path: { version: input.version }, body: { reason: input.reason } }, key, { headers: { "if-match": `"${all.version}"` } }),
    { stale: [keys.landscape()], onDone: () => setRestoring(null) },
  );
  const templates = useQuery({ queryKey: keys.templates, queryFn: () => get("/api/v1/model-templates") as Promise<ModelTemplate[]>, staleTime: Infinity });
  const titleOf = (id: string) => said((templates.data ?? []).find((one) => one.id === id)?.name) || id;
  const go = (change: object) => void navigate({ to: ".", search: (old: object) => ({ ...old, ...change }), replace: true } as never);
  const options = [...list.rows.map((one) => ({ value: String(one.version), label: t("versions.number", { version: one.version }) })), { value: "0", label: t("versions.empty") }];
  if (list.error) return <ErrorState error={list.error} />;
  return (
    <div className={classes.columns}>
      <div className={classes.section}>
        <h2>{t("view.versions")}</h2>
        {list.rows.length === 0 && <LoadingRows />}
        <table className={`${classes.lines} ${classes.stacked} ${classes.made}`} aria-label={t("view.versions")}>
          <tbody>
            {list.rows.map((one) => (
              <tr key={one.version}>
                <td>{one.version}</td>
                <td>
                  <bdi>{one.reason}</bdi>
                  <Text size="xs" c="dimmed">
                    <PersonName id={one.actor} /> · <When at={one.at} /> · {t("versions.entries", { count: one.entries })}
                    {one.restored !== null && one.restored !== undefined ? ` · ${t("versions.restored", { version: one.restored })}` : ""}
                    {one.template ? ` · ${t("versions.template", { template: titleOf(one.template) })}` : ""}
                  </Text>
                </td>
                <td className={classes.number}>
                  <Button size="compact-xs" variant="subtle" onClick={() => go({ before: one.version - 1, after: one.version })}>
                    {t("versions.look")}
                  </Button>
                  {edits && one.version !== all.version && (
                    <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setRestoring(one)}>
                      {t("versions.restore")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {list.table.hasMore && (
          <Button variant="default" mt="sm" onClick={list.table.onMore}>
            {t("versions.more")}
          </Button>
        )}
      </div>
      <div className={classes.section}>
        <h2>{t("versions.difference")}</h2>
        <Group gap="xs" mb="xs" wrap="nowrap">
          <Select size="xs" aria-label={t("versions.before")} data={options} value={search.before === undefined ? null : String(search.before)} placeholder={t("versions.before")} onChange={(value) => go({ before: value === null ? undefined : Number(value) })} />
          <span aria-hidden>→</span>
          <Select size="xs" aria-label={t("versions.after")} data={options} value={search.after === undefined ? null : String(search.after)} placeholder={t("versions.now")} clearable clearButtonProps={{ "aria-label": t("common:action.clear") }} onChange={(value) => go({ after: value === null ? undefined : Number(value) })} />
        </Group>
        {search.before === undefined ? <Text c="dimmed">{t("versions.choose")}</Text> : <Difference all={all} before={search.before} after={search.after} />}
      </div>
      {restoring && (
        <ReasonDialog
          hint={t("reason.hint")}
          title={t("versions.restoreTitle", { version: restoring.version })}
          effect={<Text>{t("versions.restoreEffect")}</Text>}
          confirm={t("versions.restore")}
          busy={restore.isPending}
          error={restore.error}
          onConfirm={(reason) => restore.mutate({ version: restoring.version, reason })}
          onClose={() => setRestoring(null)}
        />
      )}
    </div>
  );
}

function Difference({ all, before, after }: { all: Index; before: number; after: number | undefined }) {
  const { t } = useTranslation("plan");
  const say = useSaid();
  const found = useQuery({
    queryKey: keys.landscape(`difference ${before} ${after ?? `now ${all.version}`}`),
    queryFn: () => get("/api/v1/landscape/versions/{version}/difference", { path: { version: before }, query: after === undefined ? {} : { after } }) as Promise<LandscapeDifference>,
  });
  if (found.error) return <ErrorState error={found.error} />;
  if (!found.data) return <LoadingRows rows={3} />;
  const name = (id: string) => say(all.byId.get(id)?.name) || id;
  const { added, removed, changed, roles, more } = found.data;
  if (added.length + removed.length + changed.length + roles.length === 0) return <Text c="dimmed">{t("versions.same")}</Text>;
  return (
    <table className={`${classes.lines} ${classes.difference}`} aria-label={t("versions.difference")} data-testid="difference">
      <tbody>
        {added.map((id) => (
          <tr key={id}>
            <td>{t("versions.added")}</td>
            <td>{name(id)}</td>
            <td />
          </tr>
        ))}
        {removed.map((id) => (
          <tr key={id}>
            <td>{t("versions.removed")}</td>
            <td>{name(id)}</td>
            <td />
          </tr>
        ))}
        {changed.map((one) => (
          <tr key={`${one.node} ${one.field}`}>
            <td>{t(`field.${one.field}`)}</td>
            <td>{name(one.node)}</td>
            <td>
              <FieldChange all={all} field={one.field} before={one.before} after={one.after} />
            </td>
          </tr>
        ))}
        {roles.map((id) => (
          <tr key={id}>
            <td>{t("versions.role")}</td>
            <td>{say(all.roles.get(id)?.name) || id}</td>
            <td />
          </tr>
        ))}
        {more > 0 && (
          <tr>
            <td colSpan={3}>{t("versions.beyond", { count: more })}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
