import { Button, Group, NumberInput, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { IndexSettings as Settings, IndexSettingsHeld, IndexSettingsVersion } from "@/api/types";
import { Drawer } from "@/shared/Drawer";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { PersonName } from "@/shared/PersonName";
import { Reason } from "@/shared/ReasonDialog";
import { When } from "@/shared/When";
import { useMaybe } from "@/shared/maybe";
import { useProblemText } from "@/shared/problemText";
import classes from "../monitor.module.css";
import { NormRules } from "./NormRules";
import { LEAD_TIME, changed, fromShown, toShown, type Line, type Lines } from "./indexLines";

const FRESH: Required<Settings> = { components: {}, least: 20, escalationHours: 24, acknowledgeHours: 4, resolveHours: 72, approvalLevels: [], rules: [] };

/** What indices are scored by, of all processes or of one: weights, floors and targets, with who set them when and why. */
export function IndexSettings({ process, codes, onClose }: { process: string; codes: string[]; onClose: () => void }) {
  const { t } = useTranslation("monitor");
  const [own, setOwn] = useState(false);
  const query = own ? { process } : {};
  const held = useQuery({ queryKey: keys.analytics("index-settings", query), queryFn: () => get("/api/v1/analytics/index-settings", { query }) });
  return (
    <Drawer onClose={onClose} position="right" size="lg" title={t("scoring.title")}>
      <Stack gap="sm">
        <SegmentedControl aria-label={t("scoring.whose")} data={[{ value: "all", label: t("scoring.all") }, { value: "own", label: t("scoring.own") }]} value={own ? "own" : "all"} onChange={(value) => setOwn(value === "own")} />
        {held.error ? <ErrorState error={held.error} retry={() => void held.refetch()} /> : null}
        {held.isLoading && <LoadingRows rows={8} />}
        {held.data && <Editor key={`${own}-${held.data.last}`} held={held.data} process={own ? process : null} codes={codes} onClose={onClose} />}
        <Versions query={query} />
      </Stack>
    </Drawer>
  );
}

function Editor({ held, process, codes, onClose }: { held: IndexSettingsHeld; process: string | null; codes: string[]; onClose: () => void }) {
  const { t } = useTranslation(["monitor", "common"]);
  const problem = useProblemText();
  const [settings, setSettings] = useState<Required<Settings>>({ ...FRESH, ...held.holds?.settings });
  const [lines, setLines] = useState<Lines>(held.lines);
  const [reason, setReason] = useState("");
  const change = (part: Partial<Settings>) => setSettings((now) => ({ ...now, ...part }));
  const headers = held.last > 0 ? { headers: { "if-match": `"${held.last}"` } } : {};
  const done = { stale: [keys.analytics()], onDone: onClose };
  const save = useCommand((why: string, key) => command("put", "/api/v1/analytics/index-settings", { body: { process, settings: { ...settings, components: changed(settings.components, held.lines, lines) }, reason: why } } as never, key, headers), done);
  const remove = useCommand((why: string, key) => command("delete", "/api/v1/analytics/index-settings", { body: { process, reason: why } } as never, key, headers), done);
  const error = save.error ?? remove.error;
  const hours = (name: "escalationHours" | "acknowledgeHours" | "resolveHours") => <NumberInput label={t(`scoring.${name}`)} min={1} max={8784} allowDecimal={false} value={settings[name]} onChange={(value) => typeof value === "number" && change({ [name]: value })} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) save.mutate(reason.trim());
      }}
    >
      <Stack gap="sm">
        <p className={classes.say}>{held.own ? t("scoring.isOwn") : held.holds ? t("scoring.isAll") : t("scoring.isBuiltIn")}</p>
        <LinesTable codes={codes.filter((code) => code in lines)} lines={lines} onChange={(code, line) => setLines((now) => ({ ...now, [code]: line }))} />
        <Group grow align="flex-end">
          <NumberInput label={t("scoring.least")} min={1} max={100000} allowDecimal={false} value={settings.least} onChange={(value) => typeof value === "number" && change({ least: value })} />
          {hours("escalationHours")}
        </Group>
        <Group grow align="flex-end">
          {hours("acknowledgeHours")}
          {hours("resolveHours")}
        </Group>
        <Levels levels={settings.approvalLevels} onChange={(approvalLevels) => change({ approvalLevels })} />
        {process !== null && <NormRules process={process} rules={settings.rules} onChange={(rules) => change({ rules })} />}
        <Reason hint={t("scoring.reasonHint")} value={reason} onChange={setReason} />
        {error ? (
          <Text c="red" role="alert">
            {problem(error)}
          </Text>
        ) : null}
        <Group justify="flex-end">
          {held.own && (
            <Button variant="subtle" color="red" me="auto" disabled={!reason.trim()} loading={remove.isPending} onClick={() => remove.mutate(reason.trim())}>
              {t("scoring.remove")}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t("common:action.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!reason.trim()}>
            {t("common:action.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function LinesTable({ codes, lines, onChange }: { codes: string[]; lines: Lines; onChange: (code: string, line: Line) => void }) {
  const { t } = useTranslation("monitor");
  const maybe = useMaybe("monitor");
  const field = (code: string, name: keyof Line) => (
    <NumberInput
      size="xs"
      hideControls
      aria-label={`${maybe(`component.${code}`, code)} · ${t(`scoring.${name}`)}`}
      suffix={name !== "weight" && code === LEAD_TIME ? t("scoring.days") : "%"}
      value={toShown(lines[code]![name], code, name)}
      onChange={(value) => typeof value === "number" && onChange(code, { ...lines[code]!, [name]: fromShown(value, code, name) })}
    />
  );
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("scoring.title")}>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col">{t("column.component")}</th>
            <th scope="col" className={classes.number}>{t("scoring.weight")}</th>
            <th scope="col" className={classes.number}>{t("scoring.floor")}</th>
            <th scope="col" className={classes.number}>{t("scoring.target")}</th>
          </tr>
        </thead>
        <tbody>
          {codes.map((code) => (
            <tr key={code}>
              <td>{maybe(`component.${code}`, code)}</td>
              <td className={classes.number}>{field(code, "weight")}</td>
              <td className={classes.number}>{field(code, "floor")}</td>
              <td className={classes.number}>{field(code, "target")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Up to which amount which level of the organisation decides, element by element. */
function Levels({ levels, onChange }: { levels: Settings["approvalLevels"] & object; onChange: (levels: Settings["approvalLevels"] & object) => void }) {
  const { t } = useTranslation("monitor");
  const put = (at: number, part: Partial<(typeof levels)[number]>) => onChange(levels.map((rule, index) => (index === at ? { ...rule, ...part } : rule)));
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className={classes.small}>{t("scoring.levels")}</legend>
      <Stack gap="xs">
        {levels.map((rule, at) => (
          <Stack key={at} gap={4}>
            <Group gap="xs" align="flex-end" wrap="nowrap">
              <TextInput size="xs" label={t("scoring.node")} value={rule.node} onChange={(event) => put(at, { node: event.currentTarget.value.trim() })} />
              <TextInput size="xs" label={t("scoring.variable")} value={rule.variable} onChange={(event) => put(at, { variable: event.currentTarget.value.trim() })} />
              <Button size="xs" variant="subtle" color="red" aria-label={t("scoring.dropRule")} onClick={() => onChange(levels.filter((_, index) => index !== at))}>
                <Trash2 size={14} aria-hidden />
              </Button>
            </Group>
            {rule.steps.map((step, number) => (
              <Group key={number} gap="xs" align="flex-end" wrap="nowrap">
                <NumberInput size="xs" label={t("scoring.upTo")} placeholder={t("scoring.more")} value={step.upTo ?? ""} onChange={(value) => put(at, { steps: rule.steps.map((one, index) => (index === number ? { ...one, upTo: typeof value === "number" ? value : null } : one)) })} />
                <NumberInput size="xs" label={t("scoring.level")} min={1} max={50} allowDecimal={false} value={step.level} onChange={(value) => typeof value === "number" && put(at, { steps: rule.steps.map((one, index) => (index === number ? { ...one, level: value } : one)) })} />
                <Button size="xs" variant="subtle" aria-label={t("scoring.dropStep")} disabled={rule.steps.length === 1} onClick={() => put(at, { steps: rule.steps.filter((_, index) => index !== number) })}>
                  <Trash2 size={14} aria-hidden />
                </Button>
              </Group>
            ))}
            <Button size="xs" variant="subtle" w="fit-content" leftSection={<Plus size={14} aria-hidden />} onClick={() => put(at, { steps: [...rule.steps, { upTo: null, level: 1 }] })}>
              {t("scoring.addStep")}
            </Button>
          </Stack>
        ))}
        <Button size="xs" variant="default" w="fit-content" leftSection={<Plus size={14} aria-hidden />} onClick={() => onChange([...levels, { node: "", variable: "", steps: [{ upTo: null, level: 1 }] }])}>
          {t("scoring.addRule")}
        </Button>
      </Stack>
    </fieldset>
  );
}

/** Who set it when and why, the latest first. */
function Versions({ query }: { query: { process?: string } }) {
  const { t } = useTranslation("monitor");
  const found = useQuery<IndexSettingsVersion[]>({
    queryKey: keys.analytics("index-settings", "versions", query),
    queryFn: async () => (await get("/api/v1/analytics/index-settings/versions", { query: { ...query, limit: 20 } })).items,
  });
  if (!found.data || found.data.length === 0) return null;
  return (
    <section aria-label={t("scoring.versions")}>
      <h3>{t("scoring.versions")}</h3>
      <ul className={classes.reasons} data-testid="index-versions">
        {found.data.map((version) => (
          <li key={version.version}>
            {t("version.one", { version: version.version })} · <When at={version.at} /> · <PersonName id={version.actor} /> · {version.removed && `${t("scoring.removed")} · `}
            <bdi>{version.reason}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
