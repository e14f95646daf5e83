import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { ElementState, VariableEntry } from "@/api/types";
import { useMay } from "@/app/session";
import { Dialog } from "@/shared/Dialog";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { notifyDone } from "@/shared/notify";
import { useProblemText } from "@/shared/problemText";
import classes from "../ops.module.css";

const VariableHistory = lazy(() => import("./VariableHistory").then((module) => ({ default: module.VariableHistory })));

interface Props {
  instance: string;
  elements: ElementState[];
  nameOf: (element: string) => string;
  mayEdit: boolean;
}

/** The variables of an instance by the scope that holds them. */
export function Variables({ instance, elements, nameOf, mayEdit }: Props) {
  const { t } = useTranslation(["ops", "common"]);
  const found = useQuery({ queryKey: keys.instancePart(instance, "variables"), queryFn: () => get("/api/v1/instances/{id}/variables", { path: { id: instance } }) });
  const [editing, setEditing] = useState<VariableEntry | "new" | null>(null);
  const [past, setPast] = useState(false);
  const may = useMay();
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <LoadingRows />;
  const scopeName = (scope: number) => (scope === 0 ? t("variables.process") : nameOf(elements.find((one) => one.key === scope)?.element ?? String(scope)));
  return (
    <>
      <Group gap="xs" mb="xs">
        {may("see-trace") && (
          <SegmentedControl
            aria-label={t("variables.shown")}
            size="xs"
            data={[
              { value: "now", label: t("variables.now") },
              { value: "past", label: t("variables.past") },
            ]}
            value={past ? "past" : "now"}
            onChange={(next) => setPast(next === "past")}
          />
        )}
        {mayEdit && !past && (
          <Button variant="default" leftSection={<Plus size={14} aria-hidden />} onClick={() => setEditing("new")}>
            {t("variables.add")}
          </Button>
        )}
      </Group>
      {past ? (
        <Suspense fallback={<LoadingRows />}>
          <VariableHistory instance={instance} nameOf={nameOf} />
        </Suspense>
      ) : found.data.items.length === 0 ? (
        <EmptyState title={t("variables.none")} />
      ) : (
        <table className={classes.lines}>
          <thead>
            <tr>
              <th scope="col">{t("column.name")}</th>
              <th scope="col">{t("column.value")}</th>
              <th scope="col">{t("column.scope")}</th>
              {mayEdit && <th scope="col">{t("column.change")}</th>}
            </tr>
          </thead>
          <tbody>
            {found.data.items.map((entry) => (
              <tr key={`${entry.scope} ${entry.name}`}>
                <td><bdi>{entry.name}</bdi></td>
                <td><pre className={classes.value}>{JSON.stringify(entry.value, null, 1)}</pre></td>
                <td><bdi>{scopeName(entry.scope)}</bdi></td>
                {mayEdit && (
                  <td>
                    <Button variant="subtle" size="compact-xs" leftSection={<Pencil size={12} aria-hidden />} aria-label={t("variables.edit", { name: entry.name })} onClick={() => setEditing(entry)}>
                      {t("column.change")}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {editing && <EditVariable instance={instance} entry={editing === "new" ? null : editing} scopeName={scopeName} onClose={() => setEditing(null)} />}
    </>
  );
}

interface EditProps {
  instance: string;
  entry: VariableEntry | null;
  scopeName: (scope: number) => string;
  onClose: () => void;
}

/** Changes one variable. Why it is done stays in the trace. */
function EditVariable({ instance, entry, scopeName, onClose }: EditProps) {
  const { t } = useTranslation(["ops", "common"]);
  const say = useProblemText();
  const [name, setName] = useState(entry?.name ?? "");
  const [text, setText] = useState(entry ? JSON.stringify(entry.value, null, 2) : "");
  const [reason, setReason] = useState("");
  const value = parse(text);
  const save = useCommand(
    async (input: { value: unknown; reason: string }, key) => {
      const scope = entry?.scope ?? 0;
      const body = { variables: { [name]: input.value }, scope, local: true, reason: input.reason };
      await command("patch", "/api/v1/instances/{id}/variables", { path: { id: instance }, body: body as never }, key);
    },
    {
      stale: [keys.instance(instance)],
      onDone: () => {
        notifyDone(t("done"));
        onClose();
      },
    },
  );
  return (
    <Dialog onClose={onClose} title={entry ? t("variables.edit", { name: entry.name }) : t("variables.add")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (value.right && name.trim() && reason.trim()) save.mutate({ value: value.value, reason: reason.trim() });
        }}
      >
        <Stack gap="sm">
          {!entry && <TextInput label={t("column.name")} required value={name} onChange={(event) => setName(event.currentTarget.value)} />}
          {entry && <Text c="dimmed">{t("variables.in", { scope: scopeName(entry.scope) })}</Text>}
          <Textarea
            label={t("variables.value")}
            description={t("variables.valueHint")}
            autosize
            minRows={3}
            maxRows={14}
            required
            error={text && !value.right ? t("variables.noJson") : undefined}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          />
          <Textarea label={t("reason.label")} description={t("reason.hint")} required autosize value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          {save.error && (
            <Text c="red" role="alert">
              {say(save.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!value.right || !name.trim() || !reason.trim()}>
              {t("common:action.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function parse(text: string): { right: boolean; value?: unknown } {
  try {
    return { right: true, value: JSON.parse(text) };
  } catch {
    return { right: false };
  }
}
