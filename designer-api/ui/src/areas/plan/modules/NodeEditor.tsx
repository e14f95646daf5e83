import { ActionIcon, Autocomplete, Button, Checkbox, Group, NumberInput, SegmentedControl, Select, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import type { LandscapeNode } from "@/api/types";
import { Drawer } from "@/shared/Drawer";
import { PersonPicker } from "@/shared/PersonPicker";
import { Reason } from "@/shared/ReasonDialog";
import { useProblemText } from "@/shared/problemText";
import { partyOf, useSaid, type Index } from "./landscape";
import { useUnit } from "./parts";
import { BANDS } from "./search";

interface Props {
  all: Index;
  /** What is changed; none: a new one, in `parent`. */
  node: LandscapeNode | null;
  parent: LandscapeNode | null;
  onClose: () => void;
}

const LINKS = ["process", "draft", "decision", "form"] as const;

function fresh(parent: LandscapeNode | null): LandscapeNode {
  const words = { en: "", "zh-CN": "" };
  return { id: "", parent: parent?.id ?? null, level: (parent?.level ?? 0) + 1, order: 0, name: words, description: words, area: null, band: null, owner: null, duties: [], indicators: [], maturity: 0, maturityTarget: 0, links: [], revision: 0 };
}

/** All that is said of a node, beside the page; saved with a reason, on top of what was seen. */
export function NodeEditor({ all, node, parent, onClose }: Props) {
  const { t } = useTranslation(["plan", "common"]);
  const say = useProblemText();
  const words = useSaid();
  const [draft, setDraft] = useState<LandscapeNode>(() => node ?? fresh(parent));
  const [reason, setReason] = useState("");
  const change = (part: Partial<LandscapeNode>) => setDraft((now) => ({ ...now, ...part }));
  const save = useCommand(
    (input: { node: LandscapeNode; reason: string }, key) =>
      node
        ? command("put", "/api/v1/landscape/nodes/{id}", { path: { id: node.id }, body: input }, key, { headers: { "if-match": `"${node.revision}"` } })
        : command("post", "/api/v1/landscape/nodes", { body: input }, key),
    { stale: [keys.landscape()], onDone: onClose },
  );
  const owner = draft.owner ? partyOf(draft.owner) : null;
  const [ownerKind, setOwnerKind] = useState<string>(owner?.kind ?? "role");
  const parents = all.nodes.filter((one) => (draft.level === 5 ? one.level === 3 || one.level === 4 : one.level === draft.level - 1) && one.id !== node?.id);
  const ready = reason.trim() && draft.id.trim() && (draft.name.en.trim() || draft.name["zh-CN"].trim());
  return (
    <Drawer onClose={onClose} position="right" size="md" title={node ? words(node.name) : t("node.add")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save.mutate({ node: draft, reason: reason.trim() });
        }}
      >
        <Stack gap="sm">
          {!node && <TextInput data-autofocus required label={t("field.id")} description={t("field.idHint")} value={draft.id} onChange={(event) => change({ id: event.currentTarget.value.trim() })} />}
          <Group grow align="flex-start">
            <TextInput label={t("field.nameZh")} value={draft.name["zh-CN"]} onChange={(event) => change({ name: { ...draft.name, "zh-CN": event.currentTarget.value } })} />
            <TextInput label={t("field.nameEn")} value={draft.name.en} onChange={(event) => change({ name: { ...draft.name, en: event.currentTarget.value } })} />
          </Group>
          {draft.level > 1 && (
            <Select searchable label={t("field.parent")} data={parents.map((one) => ({ value: one.id, label: words(one.name) }))} value={draft.parent ?? null} onChange={(value) => value && change({ parent: value })} allowDeselect={false} />
          )}
          {!node && parent?.level === 3 && (
            <SegmentedControl
              aria-label={t("field.level")}
              value={String(draft.level)}
              onChange={(value) => change({ level: Number(value) })}
              data={[4, 5].map((level) => ({ value: String(level), label: t(`level.${level}`) }))}
            />
          )}
          {draft.level === 1 && <Select label={t("field.band")} clearable clearButtonProps={{ "aria-label": t("common:action.clear") }} data={BANDS.map((band) => ({ value: band, label: t(`band.${band}`) }))} value={draft.band ?? null} onChange={(band) => change({ band })} />}
          <Textarea label={t("field.descriptionZh")} autosize minRows={1} value={draft.description["zh-CN"]} onChange={(event) => change({ description: { ...draft.description, "zh-CN": event.currentTarget.value } })} />
          <Textarea label={t("field.descriptionEn")} autosize minRows={1} value={draft.description.en} onChange={(event) => change({ description: { ...draft.description, en: event.currentTarget.value } })} />
          <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
            <legend style={{ fontWeight: 600 }}>{t("field.owner")}</legend>
            <Stack gap={6}>
              <SegmentedControl
                size="xs"
                aria-label={t("field.ownerKind")}
                value={ownerKind}
                onChange={(kind) => {
                  setOwnerKind(kind);
                  change({ owner: null });
                }}
                data={(["role", "person"] as const).map((kind) => ({ value: kind, label: t(`party.${kind}`) }))}
              />
              {ownerKind === "person" ? (
                <PersonPicker label={t("party.person")} value={owner?.kind === "person" ? owner.id : null} onChange={(id) => change({ owner: id ? `person:${id}` : null })} />
              ) : (
                <RoleField all={all} value={owner?.kind === "role" ? owner.id : ""} onChange={(id) => change({ owner: id ? `role:${id}` : null })} />
              )}
            </Stack>
          </fieldset>
          <Group grow>
            <NumberInput label={t("field.maturity")} min={0} max={5} value={draft.maturity} onChange={(value) => change({ maturity: Number(value) || 0 })} />
            <NumberInput label={t("field.maturityTarget")} min={0} max={5} value={draft.maturityTarget} onChange={(value) => change({ maturityTarget: Number(value) || 0 })} />
          </Group>
          <Indicators draft={draft} change={change} />
          <Links draft={draft} change={change} />
          <Reason hint={t("reason.hint")} value={reason} onChange={setReason} />
          {save.error && (
            <Text c="red" role="alert">
              {say(save.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!ready}>
              {t("common:action.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}

/** A role by its id; those of the landscape are offered. */
export function RoleField({ all, value, onChange }: { all: Index; value: string; onChange: (id: string) => void }) {
  const { t } = useTranslation("plan");
  const say = useSaid();
  const role = all.roles.get(value);
  return <Autocomplete label={t("party.role")} description={role ? say(role.name) : t("party.roleHint")} data={[...all.roles.keys()]} value={value} onChange={onChange} />;
}

interface Part {
  draft: LandscapeNode;
  change: (part: Partial<LandscapeNode>) => void;
}

function Indicators({ draft, change }: Part) {
  const unit = useUnit();
  const { t } = useTranslation("plan");
  const words = useSaid();
  if (draft.indicators.length === 0) return null;
  const put = (place: number, part: object) => change({ indicators: draft.indicators.map((one, at) => (at === place ? { ...one, ...part } : one)) });
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <legend style={{ fontWeight: 600 }}>{t("field.indicators")}</legend>
      <Stack gap={8}>
        {draft.indicators.map((one, place) => (
          <Group key={one.id} gap="xs" wrap="nowrap" align="flex-end">
            <NumberInput style={{ flex: 1 }} label={`${words(one.name)} (${unit(one.unit)})`} min={0} value={one.target} onChange={(value) => put(place, { target: Number(value) || 0 })} />
            <Checkbox mb={8} label={t("indicator.taken")} checked={!one.proposed} onChange={(event) => put(place, { proposed: !event.currentTarget.checked })} />
            <ActionIcon mb={3} variant="subtle" color="gray" aria-label={t("indicator.remove", { name: words(one.name) })} onClick={() => change({ indicators: draft.indicators.filter((_, at) => at !== place) })}>
              <Trash2 size={14} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
    </fieldset>
  );
}

function Links({ draft, change }: Part) {
  const { t } = useTranslation("plan");
  const [kind, setKind] = useState<string>("process");
  const [id, setId] = useState("");
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <legend style={{ fontWeight: 600 }}>{t("field.links")}</legend>
      {draft.links.map((link, place) => (
        <Group key={`${link.kind} ${link.id}`} gap="xs" wrap="nowrap">
          <Text size="sm" style={{ flex: 1, overflowWrap: "anywhere" }}>
            {t(`link.${link.kind}`)} <bdi>{link.id}</bdi>
          </Text>
          <ActionIcon variant="subtle" color="gray" aria-label={t("link.remove", { id: link.id })} onClick={() => change({ links: draft.links.filter((_, at) => at !== place) })}>
            <Trash2 size={14} />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <Select style={{ inlineSize: 120 }} label={t("link.kind")} data={LINKS.map((one) => ({ value: one, label: t(`link.${one}`) }))} value={kind} onChange={(value) => setKind(value ?? "process")} allowDeselect={false} />
        <TextInput style={{ flex: 1 }} label={t("link.id")} value={id} onChange={(event) => setId(event.currentTarget.value.trim())} />
        <ActionIcon
          mb={3}
          variant="default"
          disabled={!id}
          aria-label={t("link.add")}
          onClick={() => {
            change({ links: [...draft.links, { kind, id }] });
            setId("");
          }}
        >
          <Plus size={14} />
        </ActionIcon>
      </Group>
    </fieldset>
  );
}
