import { Button, Group, SegmentedControl, Select, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { RaciMatrix } from "@/api/types";
import { useMay } from "@/app/session";
import { Dialog } from "@/shared/Dialog";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage, LoadingRows } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { PersonPicker } from "@/shared/PersonPicker";
import { Reason } from "@/shared/ReasonDialog";
import { useProblemText } from "@/shared/problemText";
import { useFindingText } from "../modules/Findings";
import { RoleField } from "../modules/NodeEditor";
import { partyOf, useLandscape, useSaid, type Index } from "../modules/landscape";
import { PartyName } from "../modules/parts";
import { next } from "../modules/raci";
import classes from "../plan.module.css";

/** Cells that were pressed and not saved yet: `node who`. */
type Pending = ReadonlyMap<string, { node: string; who: string; parts: string[] }>;

/** What a row lacks, which is no conflict yet. */
const UNASSIGNED = "landscape-duties-missing";

/** Who has which part in which activity, and what speaks against it. */
export function RolesPage() {
  const { t } = useTranslation(["plan", "common"]);
  const say = useSaid();
  const search = useSearch({ strict: false }) as { within?: string; person?: string };
  const navigate = useNavigate();
  const { index: all, error } = useLandscape();
  const matrix = useQuery({ queryKey: keys.landscape(`raci ${search.within ?? ""}`), queryFn: () => get("/api/v1/raci", { query: search.within ? { within: search.within } : {} }) as Promise<RaciMatrix> });
  const go = (change: object) => void navigate({ to: ".", search: { ...search, ...change }, replace: true } as never);
  if (error ?? matrix.error) return <ErrorState error={error ?? matrix.error} />;
  if (!all || !matrix.data) return <LoadingPage />;
  const choices = all.nodes.filter((node) => node.level <= 3).map((node) => ({ value: node.id, label: `${"\u2003".repeat(node.level - 1)}${say(node.name)}` }));
  return (
    <Page
      title={t("roles.title")}
      actions={
        <Group gap="xs" style={{ flex: 1 }}>
          <Select style={{ flex: "1 1 160px", maxInlineSize: 280 }} aria-label={t("roles.within")} placeholder={t("roles.everything")} searchable clearable clearButtonProps={{ "aria-label": t("common:action.clear") }} data={choices} value={search.within ?? null} onChange={(within) => go({ within: within ?? undefined })} />
          <div style={{ flex: "1 1 160px", maxInlineSize: 280 }}>
            <PersonPicker placeholder={t("roles.person")} {...({ "aria-label": t("roles.person") } as object)} value={search.person ?? null} onChange={(person) => go({ person: person ?? undefined })} />
          </div>
        </Group>
      }
    >
      {search.person ? <Duties all={all} person={search.person} /> : <Matrix key={`${search.within} ${matrix.data.version}`} all={all} matrix={matrix.data} />}
    </Page>
  );
}

function Matrix({ all, matrix }: { all: Index; matrix: RaciMatrix }) {
  const { t } = useTranslation(["plan", "common"]);
  const words = useSaid();
  const say = useProblemText();
  const finding = useFindingText();
  const client = useQueryClient();
  const edits = useMay()("design-models");
  const [pending, setPending] = useState<Pending>(new Map());
  const [more, setMore] = useState<string[]>([]);
  const [adding, setAdding] = useState(false);
  const [saving, setSaving] = useState(false);
  const [reason, setReason] = useState("");
  const columns = [...matrix.columns, ...more.filter((who) => !matrix.columns.includes(who))];
  const save = useCommand(
    (input: { cells: { node: string; who: string; parts: string[] }[]; reason: string }, key) => command("patch", "/api/v1/raci", { body: input }, key, { headers: { "if-match": `"${matrix.version}"` } }),
    {
      onDone: () => {
        setSaving(false);
        void client.invalidateQueries({ queryKey: keys.landscape() });
      },
    },
  );
  const found = matrix.rows.flatMap((row) => row.conflicts);
  const unassigned = found.filter((one) => one.code === UNASSIGNED).length;
  const conflicts = found.length - unassigned;
  if (matrix.rows.length === 0) return <EmptyState title={t("roles.none")} hint={t("roles.noneHint")} />;
  const kept = (row: RaciMatrix["rows"][number], who: string) => row.parts.find((cell) => cell.who === who)?.parts ?? [];
  const press = (row: RaciMatrix["rows"][number], who: string) => {
    const key = `${row.node} ${who}`;
    const before = kept(row, who);
    const parts = next(pending.get(key)?.parts ?? before);
    const changed = new Map(pending);
    if (parts.join("") === before.join("")) changed.delete(key);
    else changed.set(key, { node: row.node, who, parts });
    setPending(changed);
  };
  return (
    <div style={{ display: "flex", flexDirection: "column", height: "100%", minHeight: 0 }}>
      <Group px="md" py={8} gap="sm">
        <Text size="sm" c={conflicts > 0 ? "red" : "dimmed"} data-testid="conflicts">
          {conflicts > 0 ? t("roles.conflicts", { count: conflicts }) : t("roles.noConflicts")}
        </Text>
        {unassigned > 0 && (
          <Text size="sm" data-testid="unassigned">
            {t("roles.unassigned", { count: unassigned })}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {t("roles.legend")}
        </Text>
        {edits && (
          <Group gap="xs" ms="auto">
            <Button size="xs" variant="default" leftSection={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)}>
              {t("roles.addColumn")}
            </Button>
            {pending.size > 0 && (
              <>
                <Button size="xs" variant="default" onClick={() => setPending(new Map())}>
                  {t("roles.discard")}
                </Button>
                <Button size="xs" onClick={() => setSaving(true)}>
                  {t("roles.save", { count: pending.size })}
                </Button>
              </>
            )}
          </Group>
        )}
      </Group>
      <div className={classes.scroller} role="region" aria-label={t("roles.title")} tabIndex={0}>
        <table className={classes.matrix} data-testid="raci">
          <thead>
            <tr>
              <th scope="col">{t("roles.activity")}</th>
              {columns.map((who) => (
                <th key={who} scope="col">
                  <PartyName party={who} all={all} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.rows.map((row) => {
              const node = all.byId.get(row.node);
              return (
                <tr key={row.node} data-level={node?.level}>
                  <th scope="row" style={{ paddingInlineStart: 8 + 12 * Math.max(0, (node?.level ?? 3) - 3) }}>
                    <Link to="/landscape/$nodeId" params={{ nodeId: row.node } as never} style={{ color: "inherit" }}>
                      {words(node?.name) || row.node}
                    </Link>
                    {row.conflicts.map((one, place) => (
                      <span key={place} className={one.code === UNASSIGNED ? classes.lack : classes.conflict}>
                        {one.code === UNASSIGNED ? "○" : "▲"} {finding(one)}
                      </span>
                    ))}
                  </th>
                  {columns.map((who) => {
                    const changed = pending.get(`${row.node} ${who}`);
                    const parts = changed?.parts ?? kept(row, who);
                    const clash = row.conflicts.some((one) => (one.about ? one.about === who : one.code === "raci-several-accountable" && parts.includes("A")));
                    const label = t("roles.cell", { activity: words(node?.name) || row.node, who: words(all.roles.get(partyOf(who).id)?.name) || partyOf(who).id, parts: parts.join("/") || t("roles.nothing") });
                    return (
                      <td key={who}>
                        {edits ? (
                          <UnstyledButton className={classes.cell} aria-label={label} data-cell={`${row.node} ${who}`} data-parts={parts.join("")} data-clash={clash || undefined} onClick={() => press(row, who)}>
                            {parts.join("/")}
                            {changed ? " *" : ""}
                          </UnstyledButton>
                        ) : (
                          <span className={classes.cell} data-parts={parts.join("")} data-clash={clash || undefined}>
                            {parts.join("/")}
                          </span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {adding && <AddColumn all={all} onClose={() => setAdding(false)} onAdd={(who) => setMore((now) => [...now, who])} />}
      {saving && (
        <Dialog onClose={() => setSaving(false)} title={t("roles.saveTitle")}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (reason.trim()) save.mutate({ cells: [...pending.values()], reason: reason.trim() });
            }}
          >
            <Stack gap="sm">
              <Text>{t("roles.save", { count: pending.size })}</Text>
              <Reason hint={t("reason.hint")} value={reason} onChange={setReason} focus />
              {save.error && (
                <Text c="red" role="alert">
                  {say(save.error)}
                </Text>
              )}
              <Group justify="flex-end">
                <Button variant="default" onClick={() => setSaving(false)}>
                  {t("common:action.cancel")}
                </Button>
                <Button type="submit" loading={save.isPending} disabled={!reason.trim()}>
                  {t("common:action.save")}
                </Button>
              </Group>
            </Stack>
          </form>
        </Dialog>
      )}
    </div>
  );
}

function AddColumn({ all, onClose, onAdd }: { all: Index; onClose: () => void; onAdd: (who: string) => void }) {
  const { t } = useTranslation(["plan", "common"]);
  const say = useProblemText();
  const [kind, setKind] = useState<string>("role");
  const [person, setPerson] = useState<string | null>(null);
  const [role, setRole] = useState("");
  const [zh, setZh] = useState("");
  const [en, setEn] = useState("");
  const id = kind === "person" ? person : role.trim();
  const isNew = kind === "role" && role.trim() !== "" && !all.roles.has(role.trim());
  const make = useCommand(
    (_: null, key) => command("put", "/api/v1/landscape/roles/{id}", { path: { id: role.trim() }, body: { name: { "zh-CN": zh, en }, duties: { "zh-CN": "", en: "" }, reason: t("roles.newRole", { id: role.trim() }) } }, key),
    { stale: [keys.landscape()] },
  );
  const add = async () => {
    if (!id) return;
    if (isNew && (zh.trim() || en.trim())) await make.mutateAsync(null);
    onAdd(`${kind}:${id}`);
    onClose();
  };
  return (
    <Dialog onClose={onClose} title={t("roles.addColumn")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void add().catch(() => undefined);
        }}
      >
        <Stack gap="sm">
          <SegmentedControl aria-label={t("field.ownerKind")} value={kind} onChange={setKind} data={(["role", "person"] as const).map((one) => ({ value: one, label: t(`party.${one}`) }))} />
          {kind === "person" ? <PersonPicker label={t("party.person")} value={person} onChange={setPerson} /> : <RoleField all={all} value={role} onChange={setRole} />}
          {isNew && (
            <Group grow>
              <TextInput label={t("field.nameZh")} value={zh} onChange={(event) => setZh(event.currentTarget.value)} />
              <TextInput label={t("field.nameEn")} value={en} onChange={(event) => setEn(event.currentTarget.value)} />
            </Group>
          )}
          {make.error && (
            <Text c="red" role="alert">
              {say(make.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={make.isPending} disabled={!id}>
              {t("roles.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Everything that one person has to do. */
function Duties({ all, person }: { all: Index; person: string }) {
  const { t } = useTranslation("plan");
  const say = useSaid();
  const found = useQuery({ queryKey: keys.landscape(`duties ${person}`), queryFn: () => get("/api/v1/people/{id}/duties", { path: { id: person } }) });
  if (found.error) return <ErrorState error={found.error} />;
  if (!found.data) return <LoadingRows />;
  if (found.data.length === 0) return <EmptyState title={t("roles.noDuties")} hint={t("roles.noDutiesHint")} />;
  return (
    <div className={classes.section}>
      <table className={classes.lines} aria-label={t("roles.duties")} data-testid="duties">
        <tbody>
          {found.data.map((one, place) => (
            <tr key={place}>
              <td>
                <Link to="/landscape/$nodeId" params={{ nodeId: one.node } as never}>
                  {say(all.byId.get(one.node)?.name) || one.node}
                </Link>
                <Text size="xs" c="dimmed">
                  {one.way
                    .slice(0, -1)
                    .map((id) => say(all.byId.get(id)?.name) || id)
                    .join(" / ")}
                </Text>
              </td>
              <td>{[...(one.owns ? [t("field.owner")] : []), ...one.parts.map((part) => t(`part.${part}`))].join(" · ")}</td>
              <td>{one.through ? <PartyName party={`role:${one.through}`} all={all} /> : t("roles.byName")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
