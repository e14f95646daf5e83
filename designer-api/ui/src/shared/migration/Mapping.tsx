import { Alert, Checkbox, Select, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useObstacle } from "../maybe";
import type { Migration } from "./useMigration";
import classes from "./migration.module.css";

interface Props {
  migration: Migration;
  /** Only what has no partner: what goes on as it is needs no look. */
  lostOnly?: boolean;
  chosen?: string | undefined;
  onChoose?: (element: string) => void;
}

/** Where the tokens of each element go on; what has no partner stands first. */
export function Mapping({ migration, lostOnly = false, chosen, onChoose }: Props) {
  const { t } = useTranslation(["ops", "common"]);
  const { rows, set, source, target } = migration;
  // What was without a partner at first stays in sight when it has got one.
  const lost = new Set((rows ?? []).filter((row) => row.proposed === null).map((row) => row.from));
  const shown = (rows ?? []).filter((row) => !lostOnly || lost.has(row.from));
  if (rows !== null && shown.length === 0) return null;
  return (
    <table className={classes.lines}>
      <thead>
        <tr>
          <th scope="col">{t("migration.from")}</th>
          <th scope="col">{t("migration.to")}</th>
          <th scope="col">{t("migration.renew")}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <tr key={row.from} className={row.from === chosen ? classes.chosen : undefined} onClick={() => onChoose?.(row.from)}>
            <td>
              <bdi>{source.nameOf(row.from)}</bdi>
            </td>
            <td>
              <Select
                aria-label={t("migration.toOf", { element: source.nameOf(row.from) })}
                size="xs"
                searchable
                clearable
                clearButtonProps={{ "aria-label": t("common:action.clear") }}
                placeholder={t("migration.unmapped")}
                error={row.to === null}
                data={[...target.names].filter(([, { kind }]) => kind === source.names.get(row.from)?.kind).map(([value]) => ({ value, label: target.nameOf(value) }))}
                value={row.to}
                onChange={(to) => set(row.from, { to })}
              />
            </td>
            <td>
              <Checkbox
                aria-label={t("migration.renewOf", { element: source.nameOf(row.from) })}
                disabled={row.to === null}
                checked={row.renew}
                onChange={(event) => set(row.from, { renew: event.currentTarget.checked })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What stands against the plan itself. */
export function PlanObstacles({ migration }: { migration: Migration }) {
  const { t } = useTranslation("ops");
  const { obstacles, source } = migration;
  if (obstacles.length === 0) return null;
  return (
    <Alert color="red" role="alert" title={t("migration.obstacles", { count: obstacles.length })}>
      <Obstacles rows={obstacles.map((one) => ({ code: one.code, element: one.element ?? null, message: one.message, count: 0 }))} nameOf={source.nameOf} />
    </Alert>
  );
}

/** What the trial has told: how many fit, and why others do not. */
export function TriedText({ migration }: { migration: Migration }) {
  const { t } = useTranslation("ops");
  const { tried, fits, refused, source, target } = migration;
  return (
    <>
      {tried && (
        <div role="status">
          <Text mt={6} fw={600}>
            {t("migration.tried", { fits: fits.length, of: tried.items.length, total: tried.total })}
          </Text>
          <Obstacles rows={refused} nameOf={(element) => (source.names.has(element) ? source : target).nameOf(element)} />
        </div>
      )}
      <Starved migration={migration} />
    </>
  );
}

/** Joins that would wait for ever, and whether they may. */
function Starved({ migration }: { migration: Migration }) {
  const { t } = useTranslation("ops");
  const { joins, leave, target } = migration;
  if (Object.keys(joins).length === 0) return null;
  return (
    <Checkbox.Group mt={8} label={t("migration.starved")} description={t("migration.starvedHint")} value={Object.keys(joins).filter((join) => joins[join])}>
      {Object.entries(joins).map(([join, left]) => (
        <Checkbox key={join} mt={6} size="xs" value={join} checked={left} label={t("migration.leave", { join: target.nameOf(join) })} onChange={(event) => leave(join, event.currentTarget.checked)} />
      ))}
    </Checkbox.Group>
  );
}

function Obstacles({ rows, nameOf }: { rows: { code: string; element: string | null; message: string; count: number }[]; nameOf: (element: string) => string }) {
  const { t } = useTranslation("ops");
  const wordsOf = useObstacle();
  return (
    <ul className={classes.list}>
      {rows.map((row) => (
        <li key={`${row.code} ${row.element} ${row.message}`}>
          {row.count > 0 && <b className={classes.stuck}>{t("migration.times", { count: row.count })} </b>}
          {row.element && <bdi>{nameOf(row.element)}{t("common:colon")}</bdi>}
          {wordsOf(row.code, row.message)}
          <Text c="dimmed" size="sm">
            <bdi>{row.message}</bdi>
          </Text>
        </li>
      ))}
    </ul>
  );
}
