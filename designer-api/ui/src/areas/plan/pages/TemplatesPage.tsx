import { Button, Group, Select, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { ModelTemplate, TemplateMade } from "@/api/types";
import { language } from "@/app/i18n";
import { useMay } from "@/app/session";
import { Drawer } from "@/shared/Drawer";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { LoadingRows } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { Reason } from "@/shared/ReasonDialog";
import { useMaybe } from "@/shared/maybe";
import { useProblemText } from "@/shared/problemText";
import { tellParameters } from "@/shared/templateParameters";
import { When } from "@/shared/When";
import { useLandscape, useSaid } from "../modules/landscape";
import { useUnit } from "../modules/parts";
import { AREAS } from "../modules/search";
import { TemplateParameters } from "../modules/TemplateParameters";
import classes from "../plan.module.css";

interface Search {
  area?: string;
  level?: number;
  tag?: string;
  text?: string;
  id?: string;
  node?: string;
}

/** The parts of a card that the page shows. */
interface Card {
  roles: { id: string; name: Words; duties: Words }[];
  indicators: { id: string; name: Words; unit: string; target: number; direction: string }[];
  activities: unknown[];
}
type Words = import("@/api/types").Words;

/** What a tag is called: a library of one's own has others, which are told as they are. */
function useTag(): (tag: string) => string {
  const maybe = useMaybe("plan");
  return (tag) => maybe(`tag.${tag}`, tag);
}

/** The model library: typical processes, found by area, level, tag and text, to begin with. */
export function TemplatesPage() {
  const { t } = useTranslation(["plan", "common"]);
  const say = useSaid();
  const tagName = useTag();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const { area, level, tag, text } = search;
  const found = useQuery({ queryKey: [...keys.templates, area, level, tag, text], queryFn: () => get("/api/v1/model-templates", { query: { ...(area ? { area } : {}), ...(level ? { level } : {}), ...(tag ? { tag } : {}), ...(text ? { text } : {}) } as never }) as Promise<ModelTemplate[]> });
  const whole = useQuery({ queryKey: keys.templates, queryFn: () => get("/api/v1/model-templates") as Promise<ModelTemplate[]> });
  const tags = [...new Set((whole.data ?? []).flatMap((one) => one.tags))].sort();
  const go = (change: Search | object) => void navigate({ to: ".", search: { ...search, ...change }, replace: true } as never);
  const clear = { "aria-label": t("common:action.clear") };
  return (
    <Page
      title={t("template.title")}
      actions={
        <FilterBar label={t("template.search")} text={text} onText={(value) => go({ text: value.trim() || undefined })} active={Boolean(area ?? level ?? tag ?? text)} onClear={() => go({ area: undefined, level: undefined, tag: undefined, text: undefined })}>
          <Select aria-label={t("template.area")} placeholder={t("template.area")} clearable clearButtonProps={clear} data={AREAS.map((one) => ({ value: one, label: t(`area.${one}`) }))} value={area ?? null} onChange={(value) => go({ area: value ?? undefined })} />
          <Select aria-label={t("field.level")} placeholder={t("field.level")} clearable clearButtonProps={clear} data={[3, 4].map((one) => ({ value: String(one), label: t(`level.${one}`) }))} value={level ? String(level) : null} onChange={(value) => go({ level: value ? Number(value) : undefined })} />
          <Select aria-label={t("template.tag")} placeholder={t("template.tag")} searchable clearable clearButtonProps={clear} data={tags.map((one) => ({ value: one, label: tagName(one) }))} value={tag ?? null} onChange={(value) => go({ tag: value ?? undefined })} />
        </FilterBar>
      }
    >
      {found.error && <ErrorState error={found.error} />}
      {!found.data && !found.error && <LoadingRows />}
      {found.data?.length === 0 && <EmptyState title={t("template.none")} />}
      <div className={classes.cards}>
        {found.data?.map((one) => (
          <UnstyledButton key={one.id} className={classes.card} data-testid={`template-${one.id}`} onClick={() => go({ id: one.id })}>
            <span className={classes.preview}>
              <img loading="lazy" alt="" src={`/api/v1/model-templates/${one.id}/diagram.svg?english=${language() === "en"}`} />
            </span>
            <span className={classes.cardText}>
              <b>{say(one.name)}</b>
              <Text component="span" size="sm" c="dimmed" lineClamp={2}>
                {say(one.summary)}
              </Text>
              <span className={classes.cardFoot}>
                <span>{one.path.slice(0, -1).map(say).join(" / ")}</span>
                <span>{t("template.uses", { count: one.uses })}</span>
              </span>
            </span>
          </UnstyledButton>
        ))}
      </div>
      {search.id && <Template key={search.id} id={search.id} node={search.node} onClose={() => go({ id: undefined })} />}
    </Page>
  );
}

function Template({ id, node, onClose }: { id: string; node: string | undefined; onClose: () => void }) {
  const unit = useUnit();
  const { t } = useTranslation("plan");
  const say = useSaid();
  const tagName = useTag();
  const edits = useMay()("design-models");
  const found = useQuery({ queryKey: [...keys.templates, "one", id], queryFn: () => get("/api/v1/model-templates/{id}", { path: { id } }) });
  const uses = useQuery({ queryKey: [...keys.templates, "uses", id], queryFn: () => get("/api/v1/model-templates/{id}/uses", { path: { id }, query: { limit: 5 } }) });
  const template = found.data?.template as ModelTemplate | undefined;
  const card = found.data?.card as Card | undefined;
  return (
    <Drawer onClose={onClose} position="right" size="lg" title={template ? say(template.name) : ""}>
      {found.error && <ErrorState error={found.error} />}
      {!template && !found.error && <LoadingRows />}
      {template && card && (
        <Stack gap="md">
          <Text>{say(template.summary)}</Text>
          <div className={classes.largePreview} tabIndex={0} role="region" aria-label={t("template.diagram")}>
            <img alt={t("template.diagram")} src={`/api/v1/model-templates/${id}/diagram.svg?english=${language() === "en"}`} />
          </div>
          {found.data!.parameters.length > 0 && <TemplateParameters parameters={found.data!.parameters} />}
          {edits && <Use template={template} preset={node} />}
          <div>
            <Text fw={600}>{t("template.comes")}</Text>
            <Text size="sm">{template.files.join(" · ")}</Text>
            <Text size="sm" c="dimmed" title={template.hash}>
              {t("template.version", { version: template.version })} · {t("template.activities", { count: card.activities.length })}
            </Text>
            <Text size="sm" c="dimmed">
              {template.tags.map(tagName).join(" · ")}
            </Text>
          </div>
          <table className={classes.lines} aria-label={t("template.roles")}>
            <thead>
              <tr>
                <th>{t("template.roles")}</th>
                <th>{t("template.duties")}</th>
              </tr>
            </thead>
            <tbody>
              {card.roles.map((role) => (
                <tr key={role.id}>
                  <td>{say(role.name)}</td>
                  <td>{say(role.duties)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <table className={classes.lines} aria-label={t("field.indicators")}>
            <thead>
              <tr>
                <th>{t("field.indicators")}</th>
                <th className={classes.number}>{t("indicator.target")}</th>
              </tr>
            </thead>
            <tbody>
              {card.indicators.map((one) => (
                <tr key={one.id}>
                  <td>{say(one.name)}</td>
                  <td className={classes.number}>
                    {one.direction === "higher" ? "≥" : "≤"} {one.target} {unit(one.unit)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {uses.data && uses.data.items.length > 0 && (
            <div>
              <Text fw={600}>{t("template.used", { count: template.uses })}</Text>
              {uses.data.items.map((one) => (
                <Text key={one.drafts[0]} size="sm">
                  <PersonName id={one.actor} /> · <When at={one.at} />{" "}
                  <Link to="/models/$id" params={{ id: one.drafts[0] } as never}>
                    {t("link.open")}
                  </Link>
                </Text>
              ))}
            </div>
          )}
        </Stack>
      )}
    </Drawer>
  );
}

/** Makes drafts of it, and lets a node of the landscape take it over. */
function Use({ template, preset }: { template: ModelTemplate; preset: string | undefined }) {
  const { t } = useTranslation(["plan", "common"]);
  const say = useSaid();
  const problem = useProblemText();
  const navigate = useNavigate();
  const { index: all } = useLandscape();
  const nodes = (all?.nodes ?? []).filter((node) => node.level === 3 || node.level === 4);
  // Where the landscape has a process of the same name, it is meant.
  const suggested = nodes.some((node) => node.id === template.id) ? template.id : null;
  const [chosen, setChosen] = useState<string | null | undefined>(preset);
  const node = chosen === undefined ? suggested : chosen;
  const [name, setName] = useState(say(template.name));
  const [reason, setReason] = useState("");
  const use = useCommand(
    (input: { name: string; node: string | null; reason: string }, key) =>
      command("post", "/api/v1/model-templates/{id}/use", { path: { id: template.id }, body: { name: input.name, language: language(), ...(input.node ? { node: input.node, reason: input.reason } : {}) } as never }, key) as Promise<TemplateMade>,
    {
      stale: [keys.models(), keys.landscape(), keys.templates, keys.admin("parameters")],
      onDone: (used) => {
        tellParameters(used, t);
        void navigate({ to: "/models/$id", params: { id: used.drafts[0] } } as never);
      },
    },
  );
  const ready = name.trim() && (!node || reason.trim());
  return (
    <form
      aria-label={t("template.use")}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) use.mutate({ name: name.trim(), node, reason: reason.trim() });
      }}
    >
      <Stack gap="sm">
        <TextInput required label={t("template.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        {nodes.length > 0 && (
          <Select
            searchable
            clearable
            clearButtonProps={{ "aria-label": t("common:action.clear") }}
            label={t("template.node")}
            description={t("template.nodeHint")}
            data={nodes.map((one) => ({ value: one.id, label: say(one.name) }))}
            value={node}
            onChange={setChosen}
          />
        )}
        {node && <Reason hint={t("reason.hint")} value={reason} onChange={setReason} />}
        {use.error && (
          <Text c="red" role="alert">
            {problem(use.error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={use.isPending} disabled={!ready}>
            {t("template.use")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
