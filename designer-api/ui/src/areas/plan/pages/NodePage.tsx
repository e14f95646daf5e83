import { Button, Group, Menu, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ChevronRight, Library, MoreHorizontal, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { LandscapeNode } from "@/api/types";
import { language } from "@/app/i18n";
import { useMay } from "@/app/session";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { ReasonDialog } from "@/shared/ReasonDialog";
import { NodeEditor } from "../modules/NodeEditor";
import { useFindingText } from "../modules/Findings";
import { coverageQuery, useLandscape, useSaid, wayTo, type Index } from "../modules/landscape";
import { defined, lightFor, lightOf, measured, useMeasures, type Measures } from "../modules/measures";
import { DraftName, useCalled } from "../modules/FieldChange";
import { CoverageBars, LightMark, NodeLink, PartyName, useTarget, useUnit } from "../modules/parts";
import classes from "../plan.module.css";

/** One node: where it lies, who answers for it, how well it goes, what it consists of. */
export function NodePage() {
  const { nodeId } = useParams({ strict: false }) as { nodeId: string };
  const { index: all } = useLandscape();
  const placed = useQuery({ queryKey: keys.landscape(`node ${nodeId}`), queryFn: () => get("/api/v1/landscape/nodes/{id}", { path: { id: nodeId } }) });
  if (placed.error) return <ErrorState error={placed.error} retry={() => void placed.refetch()} />;
  if (!all || !placed.data) return <LoadingPage />;
  return <Node key={nodeId} all={all} node={placed.data.node} answers={placed.data.answersForIt ?? null} findings={placed.data.findings} />;
}

interface Shown {
  all: Index;
  node: LandscapeNode;
}

function Node({ all, node, answers, findings }: Shown & { answers: string | null; findings: Parameters<ReturnType<typeof useFindingText>>[0][] }) {
  const { t } = useTranslation(["plan", "common"]);
  const say = useSaid();
  const finding = useFindingText();
  const navigate = useNavigate();
  const edits = useMay()("design-models");
  const coverage = useQuery(coverageQuery);
  const parts = all.parts.get(node.id) ?? [];
  const measures = useMeasures();
  const [editing, setEditing] = useState(false);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState(false);
  const remove = useCommand((reason: string, key) => command("delete", "/api/v1/landscape/nodes/{id}", { path: { id: node.id }, body: { reason } }, key, { headers: { "if-match": `"${node.revision}"` } }), {
    stale: [keys.landscape()],
    onDone: () => void navigate(node.parent ? ({ to: "/landscape/$nodeId", params: { nodeId: node.parent } } as never) : ({ to: "/landscape" } as never)),
  });
  const isProcess = node.level === 3 || node.level === 4;
  return (
    <Page
      title={say(node.name)}
      actions={
        edits && (
          <Group gap="xs" ms="auto">
            {isProcess && (
              <Button component={Link} {...({ to: "/templates", search: { node: node.id } } as object)} variant="default" leftSection={<Library size={14} aria-hidden />}>
                {t("template.forNode")}
              </Button>
            )}
            {node.level < 5 && (
              <Button variant="default" leftSection={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)}>
                {t("node.addPart")}
              </Button>
            )}
            <Button leftSection={<Pencil size={14} aria-hidden />} onClick={() => setEditing(true)}>
              {t("node.edit")}
            </Button>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="subtle" color="gray" px={8} aria-label={t("node.more")}>
                  <MoreHorizontal size={16} />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item color="red" leftSection={<Trash2 size={14} />} onClick={() => setRemoving(true)}>
                  {t("common:action.remove")}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
        )
      }
    >
      <nav className={classes.crumbs} aria-label={t("node.way")}>
        <Link to="/landscape">{t("landscape.title")}</Link>
        {wayTo(all, node.id).map((above) => (
          <span key={above.id} style={{ display: "inline-flex", alignItems: "center", gap: 4 }}>
            <ChevronRight size={12} aria-hidden />
            {above.id === node.id ? (
              <span aria-current="page">{say(above.name)}</span>
            ) : (
              <Link to="/landscape/$nodeId" params={{ nodeId: above.id } as never}>
                {say(above.name)}
              </Link>
            )}
          </span>
        ))}
      </nav>
      <dl className={classes.facts}>
        <div>
          <dt>{t("field.level")}</dt>
          <dd>{t(`level.${node.level}`)}</dd>
        </div>
        <div>
          <dt>{t("field.owner")}</dt>
          <dd data-testid="owner">
            {node.owner ? <PartyName party={node.owner} all={all} /> : answers ? <span className={classes.owner}>{t("node.answers")} <PartyName party={answers} all={all} /></span> : t("node.noOwner")}
          </dd>
        </div>
        <div>
          <dt>{t("field.maturity")}</dt>
          <dd>{node.maturity === 0 ? t("node.unjudged") : t("node.maturityOf", { now: node.maturity, target: node.maturityTarget || "–" })}</dd>
        </div>
      </dl>
      <div className={classes.section}>
        <CoverageBars covered={coverage.data?.nodes[node.id]} wide />
      </div>
      {say(node.description) && <p className={classes.section} style={{ margin: 0 }}>{say(node.description)}</p>}
      {findings.length > 0 && (
        <div className={classes.section}>
          <h2>{t("view.findings")}</h2>
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {findings.map((one, place) => (
              <li key={place}>{finding(one)}</li>
            ))}
          </ul>
        </div>
      )}
      <Parts all={all} node={node} parts={parts} measures={measures} coverage={coverage.data} />
      <div className={classes.columns}>
        <Indicators node={node} measures={measures} />
        <Related all={all} node={node} />
      </div>
      {editing && <NodeEditor all={all} node={node} parent={null} onClose={() => setEditing(false)} />}
      {adding && <NodeEditor all={all} node={null} parent={node} onClose={() => setAdding(false)} />}
      {removing && <ReasonDialog danger hint={t("reason.hint")} title={t("node.removeTitle", { name: say(node.name) })} effect={<Text>{t("node.removeEffect")}</Text>} confirm={t("common:action.remove")} busy={remove.isPending} error={remove.error} onConfirm={(reason) => remove.mutate(reason)} onClose={() => setRemoving(false)} />}
    </Page>
  );
}

function Parts({ all, node, parts, measures, coverage }: Shown & { parts: LandscapeNode[]; measures: Measures; coverage: import("@/api/types").Coverage | undefined }) {
  const { t } = useTranslation("plan");
  if (node.level === 5) return null;
  return (
    <div className={classes.section}>
      <h2>{t(`parts.${node.level}`)}</h2>
      {parts.length === 0 && <Text c="dimmed">{t("node.noParts")}</Text>}
      {node.level >= 3 && parts.some((part) => part.duties.length > 0) && (
        <Text c="dimmed" size="sm" mb={4}>
          {t("roles.legend")}
        </Text>
      )}
      {parts.length > 0 && node.level >= 3 ? (
        <table className={`${classes.lines} ${classes.stacked} ${classes.parts}`} aria-label={t(`parts.${node.level}`)}>
          <tbody>
            {parts.map((part) => (
              <tr key={part.id}>
                <td>
                  <NodeLink node={part} light={lightOf(part, measures)} covered={coverage?.nodes[part.id]} />
                </td>
                <td style={{ verticalAlign: "middle" }}>
                  {part.duties.map((duty) => (
                    <span key={duty.who} style={{ marginInlineEnd: 12, whiteSpace: "nowrap" }}>
                      <b>{duty.parts.join("/")}</b> <PartyName party={duty.who} all={all} />
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <div className={classes.groups} style={{ padding: 0 }}>
          {parts.map((part) => (
            <div key={part.id}>
              <NodeLink node={part} light={lightOf(part, measures)} covered={coverage?.nodes[part.id]} />
              {node.level === 1 && (all.parts.get(part.id) ?? []).map((inner) => <NodeLink key={inner.id} node={inner} light={lightOf(inner, measures)} covered={coverage?.nodes[inner.id]} />)}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function Indicators({ node, measures }: { node: LandscapeNode; measures: Measures }) {
  const inWords = useUnit();
  const target = useTarget();
  const { t } = useTranslation("plan");
  const say = useSaid();
  const others = defined(measures, node.id);
  const figure = (value: number) => new Intl.NumberFormat(language(), { maximumSignificantDigits: 3 }).format(value);
  return (
    <div className={classes.section}>
      <h2>{t("field.indicators")}</h2>
      {node.indicators.length + others.length === 0 ? (
        <Text c="dimmed">{t("indicator.none")}</Text>
      ) : (
        <table className={classes.lines} aria-label={t("field.indicators")} data-testid="indicators">
          <thead>
            <tr>
              <th>{t("indicator.name")}</th>
              <th className={classes.number}>{t("indicator.value")}</th>
              <th className={classes.number}>{t("indicator.target")}</th>
            </tr>
          </thead>
          <tbody>
            {node.indicators.map((one) => {
              const found = measured(measures, node.id, one.id);
              const value = found?.value ?? null;
              const unit = inWords(one.unit);
              return (
                <tr key={one.id}>
                  <td>
                    {say(one.name)}
                    {one.proposed && (
                      <Text component="span" size="xs" c="dimmed">
                        {" "}
                        · {t("indicator.proposed")}
                      </Text>
                    )}
                  </td>
                  <td className={classes.number}>
                    {value === null ? null : `${figure(value)} ${unit} `}
                    <LightMark light={lightFor(found)} words={value === null} />
                  </td>
                  <td className={classes.number}>
                    {target(one)}
                  </td>
                </tr>
              );
            })}
            {others.map((one) => (
              <tr key={one.indicator}>
                <td>
                  <Link to={`/monitor/indicators/${encodeURIComponent(one.indicator)}`}>{say(one.name)}</Link>
                </td>
                <td className={classes.number}>
                  {typeof one.value === "number" && `${figure(one.value)} ${inWords(one.unit)} `}
                  <LightMark light={lightFor(one)} words={typeof one.value !== "number"} />
                </td>
                <td className={classes.number}>
                  {target(one)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function Related({ all, node }: Shown) {
  const { t } = useTranslation("plan");
  const may = useMay();
  const called = useCalled(node.links);
  const way = (kind: string, id: string) => {
    if (kind === "draft") return <Link to="/models/$id" params={{ id } as never}>{t("link.open")}</Link>;
    if (kind !== "process") return null;
    return (
      <Group gap="sm" justify="flex-end">
        {may("see-instances") && <Link to={`/suggestions/${encodeURIComponent(id)}`}>{t("link.better")}</Link>}
        {may("see-operations") && <Link to="/ops/processes/$key" params={{ key: id } as never}>{t("link.run")}</Link>}
      </Group>
    );
  };
  return (
    <div className={classes.section}>
      <h2>{t("node.related")}</h2>
      {node.duties.length > 0 && (
        <p style={{ margin: "0 0 8px" }}>
          {node.duties.map((duty) => (
            <span key={duty.who} style={{ marginInlineEnd: 12 }}>
              <b>{duty.parts.join("/")}</b> <PartyName party={duty.who} all={all} />
            </span>
          ))}
        </p>
      )}
      {node.links.length === 0 ? (
        <Text c="dimmed">{t("link.none")}</Text>
      ) : (
        <table className={classes.lines} aria-label={t("field.links")}>
          <tbody>
            {node.links.map((link) => (
              <tr key={`${link.kind} ${link.id}`}>
                <td>{t(`link.${link.kind}`)}</td>
                <td>
                  {link.kind === "draft" ? <DraftName id={link.id} /> : <bdi title={link.id}>{called(link.kind, link.id)}</bdi>}
                </td>
                <td className={classes.number}>{way(link.kind, link.id)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {node.level >= 3 && (
        <p style={{ margin: "8px 0 0" }}>
          <Link to="/roles" search={{ within: node.id } as never}>
            {t("roles.ofNode")}
          </Link>
        </p>
      )}
    </div>
  );
}
