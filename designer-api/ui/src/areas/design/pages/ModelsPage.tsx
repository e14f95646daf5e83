import "@mantine/core/styles/SimpleGrid.css";
import { Button, FileButton, Group, Menu, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ClipboardList, FileUp, MoreHorizontal, Plus, Table2, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { Model, TemplateMade } from "@/api/types";
import { language } from "@/app/i18n";
import { useMay } from "@/app/session";
import { Dialog } from "@/shared/Dialog";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { LoadingRows } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { notifyDone, notifyFailed } from "@/shared/notify";
import { PersonName } from "@/shared/PersonName";
import { useProblemText } from "@/shared/problemText";
import { tellParameters } from "@/shared/templateParameters";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { emptyTable } from "../decision/dmn";
import { emptyForm } from "../forms/edit";
import { endingOf } from "../modules/check";
import { download } from "../modules/save";
import { ENDINGS, offered } from "../modules/imports";
import { ImportDialog } from "../modules/ImportDialog";
import { addressOf, type ModelsSearch } from "../modules/search";
import { useDropped } from "../modules/useDropped";
import classes from "../design.module.css";

/** What a draft can be but a process, beside the templates. */
const TABLE = "decision-table";
const FORM = "form";

/** What of the library is shown, and in which order; without one what was changed last comes first. */
const SHELVES = ["process", "decision", "form"] as const;
const ORDERS = ["name", "created"] as const;

/** The kinds of drafts on each shelf; scenarios belong to their models. */
const KINDS = { process: "bpmn", decision: "dmn", form: "form", all: "bpmn,dmn,form,unknown" } as const;

/** With what one begins on each shelf: nothing is an empty process. */
const BEGIN = { process: null, decision: TABLE, form: FORM } as const;

/** The library of drafts. */
export function ModelsPage() {
  const { t } = useTranslation(["design", "common"]);
  const search = useSearch({ strict: false }) as ModelsSearch;
  const navigate = useNavigate();
  const may = useMay();
  const edits = may("design-models");
  const text = ["string", "number"].includes(typeof search.text) && search.text !== "" ? String(search.text) : undefined;
  const kind = SHELVES.find((one) => one === search.kind);
  const sort = ORDERS.find((one) => one === search.sort);
  const [making, setMaking] = useState<string | null | false>(false);
  const [brought, setBrought] = useState<File[]>([]);
  const several = useRef(false);
  const [removing, setRemoving] = useState<Model | null>(null);
  const query = { limit: 60, kind: KINDS[kind ?? "all"], ...(text ? { text } : {}), ...(sort ? { sort } : {}) };
  const list = useList<Model>(keys.models(query), (cursor, signal) => get("/api/v1/models", { query: { ...query, ...(cursor ? { cursor } : {}) } }, { signal }));
  const open = (model: Model) => void navigate({ to: addressOf(model), params: { id: model.id } } as never);
  const go = (change: ModelsSearch | object) => void navigate({ to: ".", search: { ...search, ...change }, replace: true } as never);
  const bring = (files: File[]) => {
    const some = offered(files);
    if (some.length === 0 && files.length > 0) notifyFailed(t("import.none"));
    several.current = some.length > 1;
    setBrought(some);
  };
  const over = useDropped(edits && brought.length === 0 && making === false, bring);
  const next = () => setBrought(([, ...rest]) => rest);
  const first = brought[0];
  const empty = list.rows.length === 0 && !list.table.loading && !list.error;
  return (
    <Page
      title={t("models.title")}
      actions={
        <>
          <FilterBar label={t("models.search")} text={text} onText={(value) => go({ text: value.trim() || undefined })} active={Boolean(text || kind)} onClear={() => go({ text: undefined, kind: undefined })}>
            <SegmentedControl
              size="xs"
              aria-label={t("models.kind")}
              value={kind ?? ""}
              onChange={(value) => go({ kind: value || undefined })}
              data={[{ value: "", label: t("models.shelf.all") }, ...SHELVES.map((value) => ({ value, label: t(`models.shelf.${value}`) }))]}
            />
            <Select
              w={150}
              aria-label={t("models.sort")}
              allowDeselect={false}
              value={sort ?? "changed"}
              onChange={(value) => go({ sort: value === "changed" ? undefined : (value ?? undefined) })}
              data={["changed", ...ORDERS].map((value) => ({ value, label: t(`models.order.${value}`) }))}
            />
          </FilterBar>
          <Group gap="xs" ms="auto">
            <Button variant="subtle" component={Link} to="/templates" visibleFrom="sm">
              {t("models.templates")}
            </Button>
            {edits && (
              <>
                <FileButton multiple accept={ENDINGS.join(",")} onChange={bring}>
                  {(props) => (
                    <Button {...props} variant="default" leftSection={<FileUp size={14} aria-hidden />}>
                      {t("import.open")}
                    </Button>
                  )}
                </FileButton>
                <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => setMaking(BEGIN[kind ?? "process"])}>
                  {t("create.open")}
                </Button>
              </>
            )}
          </Group>
        </>
      }
    >
      {list.error ? <ErrorState error={list.error} retry={list.refetch} /> : null}
      {list.rows.length === 0 && list.table.loading && <LoadingRows />}
      {empty && text && (
        <EmptyState title={t("models.nothing")} hint={t("models.nothingHint", { text })}>
          <Button variant="default" onClick={() => go({ text: undefined, kind: undefined })}>
            {t("common:filter.clear")}
          </Button>
        </EmptyState>
      )}
      {empty && !text && (
        <EmptyState title={t(`models.empty.${kind ?? "all"}`)} {...(edits ? { hint: t("models.noneHint") } : {})}>
          {edits && <Button onClick={() => setMaking(BEGIN[kind ?? "process"])}>{t("create.open")}</Button>}
        </EmptyState>
      )}
      <div className={classes.grid}>
        {list.rows.map((model) => (
          <Card key={model.id} model={model} edits={edits} onRemove={() => setRemoving(model)} />
        ))}
      </div>
      {list.table.hasMore && (
        <Button variant="default" m="sm" onClick={list.table.onMore}>
          {t("models.moreOf")}
        </Button>
      )}
      {over && (
        <div className={classes.drop} aria-hidden>
          <FileUp size={28} />
          {t("import.drop")}
        </div>
      )}
      {making !== false && <Create first={making} onClose={() => setMaking(false)} onMade={open} />}
      {first && (
        <ImportDialog
          key={`${first.name} ${brought.length}`}
          file={first}
          more={brought.length - 1}
          onClose={next}
          onMade={(model) => {
            // Of several one stays where they are: all of them are there then.
            if (!several.current) open(model);
            else notifyDone(t("import.made", { name: model.name }));
            next();
          }}
        />
      )}
      {removing && <Remove model={removing} onClose={() => setRemoving(null)} />}
    </Page>
  );
}

function Card({ model, edits, onRemove }: { model: Model; edits: boolean; onRemove: () => void }) {
  const { t } = useTranslation(["design", "common"]);
  return (
    <div className={classes.card} data-kind={model.kind}>
      <Link to={addressOf(model) as "/models/$id"} params={{ id: model.id } as never} style={{ color: "inherit", textDecoration: "none" }}>
        <div className={classes.thumb}>
          {model.kind === "bpmn" ? (
            <img loading="lazy" alt="" src={`/api/v1/models/${model.id}/diagram.svg`} />
          ) : (
            <span className={classes.noThumb}>
              {model.kind === "dmn" ? <Table2 size={28} aria-hidden /> : <ClipboardList size={28} aria-hidden />}
              {t(model.kind === "dmn" ? "kind.dmn" : model.kind === "form" ? "kind.form" : "kind.unknown")}
            </span>
          )}
        </div>
        <div className={classes.cardText}>
          <div className={classes.cardName} title={model.name}><bdi>{model.name}</bdi></div>
          <Text c="dimmed" size="sm" truncate>
            <PersonName id={model.changedBy} /> · <When at={model.changed} />
          </Text>
        </div>
      </Link>
      {edits && (
        <Menu position="bottom-end">
          <Menu.Target>
            <UnstyledButton className={classes.cardMore} aria-label={t("models.more", { name: model.name })}>
              <MoreHorizontal size={16} />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void (get("/api/v1/models/{id}/xml", { path: { id: model.id } }) as Promise<string>).then((xml) => download(`${model.name}.${endingOf(model.kind)}`, "application/xml", xml))}>{t("export.file")}</Menu.Item>
            <Menu.Item color="red" leftSection={<Trash2 size={14} />} onClick={onRemove}>
              {t("common:action.remove")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

interface Made {
  onClose: () => void;
  onMade: (model: Model) => void;
}

function Create({ first, onClose, onMade }: Made & { first: string | null }) {
  const { t } = useTranslation(["design", "common"]);
  const say = useProblemText();
  const [name, setName] = useState("");
  const [template, setTemplate] = useState<string | null>(first);
  const templates = useQuery({ queryKey: keys.templates, queryFn: () => get("/api/v1/model-templates"), staleTime: Infinity });
  const make = useCommand(
    async (input: { name: string; template: string | null }, key) => {
      if (!input.template || input.template === TABLE || input.template === FORM) {
        const first = input.template === TABLE ? { xml: emptyTable(input.name) } : input.template === FORM ? { xml: emptyForm(input.name) } : {};
        return (await command("post", "/api/v1/models", { body: { name: input.name, ...first } } as never, key)) as Model;
      }
      // What the model needs beside it becomes drafts of their own.
      const used = await command("post", "/api/v1/model-templates/{id}/use", { path: { id: input.template }, body: { name: input.name, language: language() } } as never, key) as TemplateMade;
      tellParameters(used, t);
      return get("/api/v1/models/{id}", { path: { id: used.drafts[0]! } });
    },
    { stale: [keys.models()], onDone: onMade },
  );
  return (
    <Dialog onClose={onClose} size="lg" title={t("create.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) make.mutate({ name: name.trim(), template });
        }}
      >
        <Stack gap="sm">
          <TextInput data-autofocus required label={t("rename.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Text fw={600}>{t("create.from")}</Text>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" role="radiogroup" aria-label={t("create.from")}>
            {[{ id: null, title: t("create.empty"), text: t("create.emptyHint") }, { id: TABLE as string | null, title: t("create.table"), text: t("create.tableHint") }, { id: FORM as string | null, title: t("create.form"), text: t("create.formHint") }, ...(templates.data ?? []).map((one) => ({ id: one.id as string | null, title: one.name[language()], text: one.summary[language()] }))].map((one) => (
              <UnstyledButton
                key={one.id ?? ""}
                role="radio"
                aria-checked={template === one.id}
                className={classes.card}
                p="sm"
                style={template === one.id ? { borderColor: "var(--mantine-primary-color-filled)", background: "var(--weir-chosen)" } : undefined}
                onClick={() => {
                  setTemplate(one.id);
                  if (one.id && one.id !== TABLE && one.id !== FORM && !name.trim()) setName(one.title);
                }}
              >
                <Text fw={600}>{one.title}</Text>
                <Text size="sm" c="dimmed" lineClamp={2}>{one.text}</Text>
              </UnstyledButton>
            ))}
          </SimpleGrid>
          {make.error && (
            <Text c="red" role="alert">
              {say(make.error)}
            </Text>
          )}
          {/* However many templates there are: what makes it of the chosen one stays in sight. */}
          <Group justify="flex-end" className={classes.stays}>
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={make.isPending} disabled={!name.trim()}>
              {t("create.confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function Remove({ model, onClose }: { model: Model; onClose: () => void }) {
  const { t } = useTranslation(["design", "common"]);
  const say = useProblemText();
  const remove = useCommand((_: null, key) => command("delete", "/api/v1/models/{id}", { path: { id: model.id } } as never, key, { headers: { "if-match": `"${model.revision}"` } }), {
    stale: [keys.models()],
    onDone: onClose,
  });
  return (
    <Dialog onClose={onClose} title={t("remove.title", { name: model.name })}>
      <Text>{t("remove.effect")}</Text>
      {remove.error && (
        <Text c="red" role="alert">
          {say(remove.error)}
        </Text>
      )}
      <Group justify="flex-end" mt="sm">
        <Button variant="default" onClick={onClose}>
          {t("common:action.cancel")}
        </Button>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(null)}>
          {t("common:action.remove")}
        </Button>
      </Group>
    </Dialog>
  );
}
