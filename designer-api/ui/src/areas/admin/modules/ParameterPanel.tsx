import { Alert, Button, Group, Select, Stack, Text, TextInput, Textarea, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import type { components } from "@/api/schema";
import { useMay } from "@/app/session";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { amount } from "@/shared/amount";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { useProblemText } from "@/shared/problemText";
import { Panel, PanelForm } from "./parts";
import classes from "../admin.module.css";

export type Parameter = components["schemas"]["ParameterState"];
type Entry = components["schemas"]["ParameterEntry"];
type Impact = components["schemas"]["Impact"];

const TimeField = lazy(() => import("@/form/TimeField"));
const MOMENT = { type: "datetime", subtype: "datetime", timeSerializingFormat: "utc_normalized" } as const;
const KINDS = ["number", "text", "boolean", "date", "time", "dateTime", "duration"] as const;
/** So many instances are looked at for a preview. */
const LOOKED_AT = 1_000;

/** What was typed, as the kind takes it; undefined when it is none. */
export function typed(kind: string, text: string): unknown {
  const plain = text.trim();
  if (!plain) return undefined;
  if (kind === "number") return Number.isFinite(Number(plain)) ? Number(plain) : undefined;
  if (kind === "boolean") return plain === "true" ? true : plain === "false" ? false : undefined;
  return plain;
}

/** One rule parameter: its value, what it was, and a new value with a reason and a look at what it would change. */
export function ParameterPanel({ name, onClose }: { name: string | null; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const may = useMay();
  const found = useQuery({ queryKey: keys.admin("parameters", { name }), queryFn: () => get("/api/v1/parameters/{name}", { path: { name: name ?? "" } }), enabled: name !== null });
  if (name === null)
    return (
      <Panel title={t("parameter.add")} onClose={onClose}>
        <NewValue parameter={null} onClose={onClose} />
      </Panel>
    );
  return (
    <Panel title={<bdi>{name}</bdi>} onClose={onClose}>
      {found.error ? (
        <ErrorState error={found.error} />
      ) : !found.data ? (
        <LoadingRows />
      ) : (
        <Stack gap="lg">
          <Text size="lg" fw={600}>
            {amount(found.data.value, found.data.unit)}
          </Text>
          {found.data.description && <Text><bdi>{found.data.description}</bdi></Text>}
          {may("set-parameters") && <NewValue parameter={found.data} onClose={onClose} />}
          <History name={name} unit={found.data.unit ?? ""} />
        </Stack>
      )}
    </Panel>
  );
}

function NewValue({ parameter, onClose }: { parameter: Parameter | null; onClose: () => void }) {
  const { t } = useTranslation(["admin", "common"]);
  const say = useProblemText();
  const [name, setName] = useState(parameter?.name ?? "");
  const [kind, setKind] = useState<string>(parameter?.kind ?? "number");
  const [unit, setUnit] = useState("");
  const [least, setLeast] = useState("");
  const [most, setMost] = useState("");
  const [description, setDescription] = useState("");
  const [text, setText] = useState("");
  const [from, setFrom] = useState("");
  const [reason, setReason] = useState("");
  const value = typed(kind, text);
  const set = useCommand(
    (_: null, key) => {
      const declared = parameter ? {} : { kind, unit: unit || null, minimum: typed(kind, least) ?? null, maximum: typed(kind, most) ?? null, description: description || null };
      const body = { value, reason, from: from ? new Date(from).toISOString() : null, ...declared };
      return command("post", "/api/v1/parameters/{name}/values", { path: { name }, body: body as never }, key);
    },
    { stale: [keys.admin("parameters"), keys.admin("values")], onDone: onClose },
  );
  const preview = useMutation({
    mutationFn: async () => {
      const all: Impact[] = [];
      let cursor: string | null | undefined;
      do {
        const body = { value, limit: LOOKED_AT, ...(cursor ? { cursor } : {}) };
        const page = await command("post", "/api/v1/parameters/{name}/impact", { path: { name }, body: body as never }, freshKey());
        all.push(...page.items);
        cursor = page.next;
      } while (cursor && all.length < LOOKED_AT);
      return all;
    },
  });
  const wrong = text.trim() !== "" && value === undefined ? t("parameter.wrong", { kind: t(`kind.${kind}`) }) : undefined;
  return (
    <PanelForm onSubmit={() => set.mutate(null)} onClose={onClose} busy={set.isPending} error={set.error} confirm={parameter ? t("parameter.set") : t("parameter.add")} disabled={value === undefined || !reason.trim() || !name.trim()}>
      {parameter === null && (
        <>
          <TextInput label={t("parameter.name")} description={t("parameter.nameHint")} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Group grow align="flex-start">
            <Select label={t("parameter.kind")} allowDeselect={false} data={KINDS.map((one) => ({ value: one as string, label: t(`kind.${one}`) }))} value={kind} onChange={(one) => setKind(one ?? "number")} />
            <TextInput label={t("parameter.unit")} value={unit} onChange={(event) => setUnit(event.currentTarget.value)} />
          </Group>
          <Group grow align="flex-start">
            <TextInput label={t("parameter.least")} value={least} onChange={(event) => setLeast(event.currentTarget.value)} />
            <TextInput label={t("parameter.most")} value={most} onChange={(event) => setMost(event.currentTarget.value)} />
          </Group>
          <Textarea label={t("parameter.description")} autosize value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
        </>
      )}
      {kind === "boolean" ? (
        <Select label={t("parameter.newValue")} required data={["true", "false"].map((one) => ({ value: one, label: t(`kind.${one}`) }))} value={text || null} onChange={(one) => setText(one ?? "")} />
      ) : (
        <TextInput label={t("parameter.newValue")} description={t(`kindHint.${kind}`)} required inputMode={kind === "number" ? "decimal" : "text"} value={text} error={wrong} onChange={(event) => setText(event.currentTarget.value)} />
      )}
      <Suspense fallback={null}>
        <TimeField component={MOMENT} value={from} common={{ label: t("parameter.from"), description: t("parameter.fromHint"), withAsterisk: false, "data-path": "from" }} set={(now) => setFrom(typeof now === "string" ? now : "")} />
      </Suspense>
      <TextInput label={t("reason")} description={t("reasonHint")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={500} />
      {parameter && (
        <div>
          <Button variant="default" disabled={value === undefined} loading={preview.isPending} onClick={() => preview.mutate()}>
            {t("parameter.preview")}
          </Button>
          {preview.error && <Alert color="red" role="alert" mt="xs">{say(preview.error)}</Alert>}
          {preview.data && <ImpactList impacts={preview.data} />}
        </div>
      )}
    </PanelForm>
  );
}

function ImpactList({ impacts }: { impacts: Impact[] }) {
  const { t } = useTranslation("admin");
  return (
    <div role="status">
      <Text mt="xs" fw={600}>
        {t("parameter.impact", { count: impacts.length })}
      </Text>
      {impacts.length > 0 && (
        <table className={`${classes.lines} ${classes.plain}`}>
          <thead>
            <tr>
              <th scope="col">{t("parameter.instance")}</th>
              <th scope="col">{t("parameter.before")}</th>
              <th scope="col">{t("parameter.after")}</th>
            </tr>
          </thead>
          <tbody>
            {impacts.slice(0, 50).map((one) => (
              <tr key={`${one.instance} ${one.element}`}>
                <td>
                  <bdi>{one.businessKey ?? one.instance.slice(-8)}</bdi>
                </td>
                <td className={classes.code}>{amount(one.before, null)}</td>
                <td className={classes.code}>{one.problem ?? amount(one.after, null)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function History({ name, unit }: { name: string; unit: string }) {
  const { t } = useTranslation("admin");
  const values = useQuery({ queryKey: keys.admin("values", { name }), queryFn: () => get("/api/v1/parameters/{name}/values", { path: { name }, query: { limit: 50 } }) });
  const now = new Date().toISOString();
  return (
    <section>
      <Title order={2}>{t("parameter.history")}</Title>
      <table className={`${classes.lines} ${classes.plain}`}>
        <thead>
          <tr>
            <th scope="col">{t("parameter.was")}</th>
            <th scope="col">{t("parameter.from")}</th>
            <th scope="col">{t("log.user")}</th>
            <th scope="col">{t("reason")}</th>
          </tr>
        </thead>
        <tbody>
          {(values.data?.items ?? []).map((entry: Entry) => (
            <tr key={entry.version}>
              <td className={classes.unbroken}>{amount(entry.value, unit)}</td>
              <td>
                <When at={entry.from} /> {entry.from > now && <span className={classes.muted}>{t("parameter.later")}</span>}
              </td>
              <td><PersonName id={entry.actor} /></td>
              <td><bdi>{entry.reason}</bdi></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
