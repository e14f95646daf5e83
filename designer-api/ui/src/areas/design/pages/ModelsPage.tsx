import "@mantine/core/styles/SimpleGrid.css";
import { Button, FileButton, Group, Menu, Modal, SimpleGrid, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ClipboardList, FileUp, MoreHorizontal, Plus, Table2, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import type { Model, TemplateMade } from "@/api/types";
import { language } from "@/app/i18n";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { LoadingRows } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { useProblemText } from "@/shared/problemText";
import { tellParameters } from "@/shared/templateParameters";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { emptyTable } from "../decision/dmn";
import { emptyForm } from "../forms/edit";
import { endingOf } from "../modules/check";
import { download } from "../modules/save";
import { addressOf } from "../modules/search";
import classes from "../design.module.css";

/** A text that is larger is saved after its draft was made: a request with JSON in it has a limit. */
const INLINE_MAX = 2_000_000;

/** What a draft can be but a process, beside the templates. */
const TABLE = "decision-table";
const FORM = "form";

/** The library of drafts. */
export function ModelsPage() {
  const { t } = useTranslation(["design", "common"]);
  const search = useSearch({ strict: false }) as { text?: string };
  const navigate = useNavigate();
  const may = useMay();
  const edits = may("design-models");
  const [making, setMaking] = useState(false);
  const [imported, setImported] = useState<File | null>(null);
  const [removing, setRemoving] = useState<Model | null>(null);
  const list = useList<Model>(keys.models(search.text), (cursor, signal) => get("/api/v1/models", { query: { limit: 60, ...(search.text ? { text: search.text } : {}), ...(cursor ? { cursor } : {}) } }, { signal }));
  const open = (model: Model) => void navigate({ to: addressOf(model), params: { id: model.id } } as never);
  return (
    <Page
      title={t("models.title")}
      actions={
        <>
          <FilterBar label={t("models.search")} text={search.text} onText={(text) => void navigate({ to: ".", search: text.trim() ? { text: text.trim() } : {}, replace: true } as never)} />
          {edits && (
            <Group gap="xs" ms="auto">
              <FileButton accept=".bpmn,.xml,.dmn" onChange={setImported}>
                {(props) => (
                  <Button {...props} variant="default" leftSection={<FileUp size={14} aria-hidden />}>
                    {t("import.open")}
                  </Button>
                )}
              </FileButton>
              <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => setMaking(true)}>
                {t("create.open")}
              </Button>
            </Group>
          )}
        </>
      }
    >
      {list.error ? <ErrorState error={list.error} retry={list.refetch} /> : null}
      {list.rows.length === 0 && list.table.loading && <LoadingRows />}
      {list.rows.length === 0 && !list.table.loading && !list.error && (
        <EmptyState title={search.text ? t("models.nothing") : t("models.none")} hint={t("models.noneHint")}>
          {edits && !search.text && <Button onClick={() => setMaking(true)}>{t("create.open")}</Button>}
        </EmptyState>
      )}
      <div className={classes.grid}>
        {list.rows.filter((model) => model.kind !== "scenario").map((model) => (
          <div key={model.id} className={classes.card}>
            <Link to={addressOf(model) as "/models/$id"} params={{ id: model.id } as never} style={{ color: "inherit", textDecoration: "none" }}>
              <div className={classes.thumb}>
                {model.kind === "bpmn" ? (
                  <img loading="lazy" alt="" src={`/api/v1/models/${model.id}/diagram.svg`} />
                ) : (
                  <span className={classes.noThumb}>
                    {model.kind === "dmn" ? <Table2 size={28} aria-hidden /> : <ClipboardList size={28} aria-hidden />}
                    {t(model.kind === "dmn" ? "kind.dmn" : "kind.form")}
                  </span>
                )}
              </div>
              <div className={classes.cardText}>
                <div className={classes.cardName}><bdi>{model.name}</bdi></div>
                <Text c="dimmed" size="sm" truncate>
                  <PersonName id={model.changedBy} /> · <When at={model.changed} />
                </Text>
              </div>
            </Link>
            {edits && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <UnstyledButton ms="auto" p={6} aria-label={t("models.more", { name: model.name })}>
                    <MoreHorizontal size={16} />
                  </UnstyledButton>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => void (get("/api/v1/models/{id}/xml", { path: { id: model.id } }) as Promise<string>).then((xml) => download(`${model.name}.${endingOf(model.kind)}`, "application/xml", xml))}>{t("export.file")}</Menu.Item>
                  <Menu.Item color="red" leftSection={<Trash2 size={14} />} onClick={() => setRemoving(model)}>
                    {t("common:action.remove")}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </div>
        ))}
      </div>
      {list.table.hasMore && (
        <Button variant="default" m="sm" onClick={list.table.onMore}>
          {t("models.moreOf")}
        </Button>
      )}
      {making && <Create onClose={() => setMaking(false)} onMade={open} />}
      {imported && <Import file={imported} onClose={() => setImported(null)} onMade={open} />}
      {removing && <Remove model={removing} onClose={() => setRemoving(null)} />}
    </Page>
  );
}

interface Made {
  onClose: () => void;
  onMade: (model: Model) => void;
}

function Create({ onClose, onMade }: Made) {
  const { t } = useTranslation(["design", "common"]);
  const say = useProblemText();
  const [name, setName] = useState("");
  const [template, setTemplate] = useState<string | null>(null);
  const templates = useQuery({ queryKey: keys.templates, queryFn: () => get("/api/v1/model-templates"), staleTime: Infinity });
  const make = useCommand(
    async (input: { name: string; template: string | null }, key) => {
      if (!input.template || input.template === TABLE || input.template === FORM) {
        const first = input.template === TABLE ? { xml: emptyTable(input.name) } : input.template === FORM ? { xml: emptyForm() } : {};
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
    <Modal opened onClose={onClose} size="lg" title={t("create.title")} closeButtonProps={{ "aria-label": t("common:action.close") }}>
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
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={make.isPending} disabled={!name.trim()}>
              {t("create.confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface Looked {
  repairs: { code: string; message: string; place: { line: number } }[];
  drawn: string[];
  xml?: string | null;
}

/** A file of another tool: what is broken in it is named, and mended in the draft; the file as it came is the first version. */
function Import({ file, onClose, onMade }: Made & { file: File }) {
  const { t } = useTranslation(["design", "common"]);
  const say = useProblemText();
  const looked = useQuery({
    queryKey: ["import", file.name, file.size, file.lastModified],
    queryFn: async () => {
      const form = new FormData();
      form.append("file", file, file.name);
      const { files } = (await command("post", "/api/v1/repairs", { query: { layout: true }, body: form as never } as never, freshKey())) as { files: Looked[] };
      return files[0]!;
    },
    retry: false,
  });
  const name = file.name.replace(/\.(bpmn|xml|dmn)$/i, "");
  const make = useCommand(
    async (mended: string, key) => {
      const original = await file.text();
      // What is sent is bytes: a letter may be three of them.
      const inline = new Blob([JSON.stringify(original)]).size < INLINE_MAX ? original : undefined;
      let made = (await command("post", "/api/v1/models", { body: { name, comment: t("import.comment", { file: file.name }), ...(inline !== undefined ? { xml: inline } : {}) } } as never, key)) as Model;
      if (inline === undefined || mended !== original) {
        const body = new Blob([mended], { type: "application/xml" });
        made = (await command("put", "/api/v1/models/{id}/xml", { path: { id: made.id }, body: body as never } as never, freshKey(), { headers: { "if-match": `"${made.revision}"` } })) as Model;
      }
      return made;
    },
    { stale: [keys.models()], onDone: onMade },
  );
  const found = looked.data;
  const xml = found?.xml;
  return (
    <Modal opened onClose={onClose} size="lg" title={t("import.title", { file: file.name })} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <Stack gap="sm">
        {looked.isLoading && <LoadingRows rows={3} />}
        {looked.error && <ErrorState error={looked.error} />}
        {found && !xml && <Text c="red">{t("import.noText")}</Text>}
        {found && found.repairs.length > 0 && (
          <>
            <Text fw={600}>{t("import.repairs", { count: found.repairs.length })}</Text>
            <ul style={{ margin: 0, maxHeight: 260, overflow: "auto" }}>
              {found.repairs.map((repair, index) => (
                <li key={index}>
                  {`${repair.place.line}: `}
                  <bdi>{repair.message}</bdi>
                </li>
              ))}
            </ul>
          </>
        )}
        {found && found.drawn.length > 0 && <Text>{t("import.drawn", { count: found.drawn.length })}</Text>}
        {found && xml && found.repairs.length === 0 && found.drawn.length === 0 && <Text>{t("import.whole")}</Text>}
        {make.error && (
          <Text c="red" role="alert">
            {say(make.error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common:action.cancel")}
          </Button>
          <Button disabled={!xml} loading={make.isPending} onClick={() => xml && make.mutate(xml)}>
            {t("import.confirm")}
          </Button>
        </Group>
      </Stack>
    </Modal>
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
    <Modal opened onClose={onClose} title={t("remove.title", { name: model.name })} closeButtonProps={{ "aria-label": t("common:action.close") }}>
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
    </Modal>
  );
}
