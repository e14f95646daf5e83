import "@mantine/core/styles/List.css";
import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Changes } from "@/api/types";
import { formatTime } from "@/shared/When";

type Waiting = Changes["waitsOpened"][number];

/** So much of a value is shown in a line. */
const SHOWN_MAX = 60;

/** What an intervention would change, or has changed, in words. */
export function ChangesView({ changes, nameOf }: { changes: Changes; nameOf: (element: string) => string }) {
  const lines = useLines(changes, nameOf);
  const { t } = useTranslation("ops");
  if (lines.length === 0) return <Text c="dimmed">{t("changes.none")}</Text>;
  return (
    <List size="sm" data-testid="changes">
      {lines.map((line, index) => (
        <List.Item key={index}>{line}</List.Item>
      ))}
    </List>
  );
}

function useLines(changes: Changes, nameOf: (element: string) => string): string[] {
  const { t } = useTranslation("ops");
  const of = (line: string, element: string) => t(`changes.${line}`, { element: nameOf(element) });
  const wait = (line: string, waiting: Waiting) => {
    const details = [
      t(`wait.${waiting.kind}`),
      waiting.name,
      waiting.event && t("changes.for", { event: nameOf(waiting.event) }),
      waiting.correlationKey,
      waiting.due && t("changes.due", { due: formatTime(waiting.due) }),
      waiting.holder && t("changes.holder", { holder: waiting.holder }),
    ].filter(Boolean);
    return t(`changes.${line}`, { element: nameOf(waiting.element), details: details.join(t("changes.and")) });
  };
  const token = (line: "arrived" | "gone") => (waiting: Changes["tokensGone"][number]) =>
    of(waiting.flow == null ? `reset.${line}` : `token.${line}`, waiting.element);
  const moved = changes.migrated.filter((element) => element.from !== element.to || element.flows.length > 0);
  const lines = [
    ...changes.ended.map((left) => of("ended", left.element)),
    ...changes.entered.map((entered) => of("entered", entered.element)),
    ...moved.map(({ from, to }) => t("changes.migrated", { from: nameOf(from), to: nameOf(to) })),
    ...changes.tokensGone.map(token("gone")),
    ...changes.tokensArrived.map(token("arrived")),
    ...changes.waitsClosed.map((closed) => wait("closed", closed)),
    ...changes.waitsChanged.map((changed) => wait("changed", changed)),
    ...changes.waitsOpened.map((opened) => wait("opened", opened)),
    ...changes.loops.map((loop) => t("changes.loop", { element: nameOf(loop.element), count: loop.total })),
    ...changes.incidents.map((stuck) => t("changes.stuck", { element: nameOf(stuck.element), code: stuck.code })),
    ...changes.incidentsGone.map((stuck) => t("changes.unstuck", { element: nameOf(stuck.element), code: stuck.code })),
    ...changes.variables.map(({ name, value, old, added }) =>
      added ? t("changes.variable.added", { name, value: shown(value) }) : t("changes.variable.changed", { name, old: shown(old), value: shown(value) }),
    ),
    ...changes.variablesGone.map(({ name, value }) => t("changes.variable.gone", { name, value: shown(value) })),
    ...changes.compensationKept.map((kept) => of("compensation.kept", kept.element)),
    ...changes.compensationGone.map((gone) => of("compensation.gone", gone.element)),
    ...changes.thrown.map(({ kind, name }) => t("changes.thrown", { kind: t(`wait.${kind}`), name })),
    ...changes.calledEnded.map((instance) => t("changes.called.ended", { instance })),
    ...changes.called.map((instance) => t(changes.suspended ? "changes.called.suspended" : "changes.called.resumed", { instance })),
  ];
  if (changes.moreCalled) lines.push(t("changes.called.more"));
  if (changes.caller) lines.push(t("changes.caller", { instance: changes.caller }));
  if (changes.definition) lines.push(t("changes.definition", { definition: changes.definition }));
  if (changes.state !== "running") lines.push(t(`changes.state.${changes.state}`));
  return lines;
}

/** A value as JSON, cut when it is long. */
function shown(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
}
