import { Button, Group, SegmentedControl, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FileDown, FileUp, Plus } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import type { Coverage, LandscapeNode } from "@/api/types";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { LoadingPage, LoadingRows } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { ReasonDialog } from "@/shared/ReasonDialog";
import { ExportMenu, ImportDialog } from "../modules/Files";
import { Findings } from "../modules/Findings";
import { NodeEditor } from "../modules/NodeEditor";
import { Versions } from "../modules/Versions";
import { coverageQuery, matching, useLandscape, useSaid, wayTo, type Index } from "../modules/landscape";
import { lightOf, useMeasures, type Measures } from "../modules/measures";
import { CoverageBars, LightMark, NodeLink, PartyName } from "../modules/parts";
import { BANDS, VIEWS, type Grouping, type LandscapeView } from "../modules/search";
import classes from "../plan.module.css";

const Collaborations = lazy(() => import("../modules/Collaborations"));

/** All that the organisation does, from its domains down to the processes. */
export function LandscapePage() {
  const { t } = useTranslation(["plan", "common"]);
  const search = useSearch({ strict: false }) as { view?: LandscapeView; by?: Grouping; text?: string };
  const navigate = useNavigate();
  const edits = useMay()("design-models");
  const { index: all, error, refetch } = useLandscape();
  const coverage = useQuery(coverageQuery);
  const measures = useMeasures();
  const [adding, setAdding] = useState(false);
  const [importing, setImporting] = useState(false);
  const [seeding, setSeeding] = useState(false);
  const view = search.view ?? "map";
  const go = (change: object) => void navigate({ to: ".", search: { ...search, ...change }, replace: true } as never);
  const seed = useCommand((reason: string, key) => command("post", "/api/v1/landscape/seed", { body: { reason } }, key), {
    stale: [keys.landscape()],
    onDone: () => setSeeding(false),
  });
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!all) return <LoadingPage />;
  const empty = all.nodes.length === 0;
  return (
    <Page
      title={t("landscape.title")}
      actions={
        <>
          {!empty && <FilterBar label={t("landscape.search")} text={search.text} onText={(text) => go({ text: text.trim() || undefined, view: undefined })} />}
          <Group gap="xs" ms="auto">
            {!empty && <ExportMenu icon={<FileDown size={14} aria-hidden />} />}
            {edits && (
              <Button variant="default" leftSection={<FileUp size={14} aria-hidden />} onClick={() => setImporting(true)}>
                {t("file.import")}
              </Button>
            )}
            {edits && !empty && (
              <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)}>
                {t("node.addDomain")}
              </Button>
            )}
          </Group>
        </>
      }
    >
      {empty ? (
        <EmptyState title={t("landscape.none")} hint={t("landscape.noneHint")}>
          {edits && <Button onClick={() => setSeeding(true)}>{t("landscape.seed")}</Button>}
        </EmptyState>
      ) : (
        <>
          <Group px="md" py={8} gap="sm">
            <SegmentedControl
              size="xs"
              aria-label={t("landscape.view")}
              value={view}
              onChange={(value) => go({ view: value === "map" ? undefined : value, before: undefined, after: undefined })}
              data={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
            />
            {view === "map" && !search.text && (
              <SegmentedControl
                size="xs"
                aria-label={t("landscape.by")}
                value={search.by ?? "areas"}
                onChange={(value) => go({ by: value === "areas" ? undefined : value })}
                data={(["areas", "bands"] as const).map((value) => ({ value, label: t(`by.${value}`) }))}
              />
            )}
          </Group>
          {view === "map" && (search.text ? <Found all={all} text={search.text} measures={measures} coverage={coverage.data} /> : <Map all={all} by={search.by ?? "areas"} measures={measures} coverage={coverage.data} />)}
          {view === "collaborations" && (
            <Suspense fallback={<LoadingRows />}>
              <Collaborations all={all} />
            </Suspense>
          )}
          {view === "versions" && <Versions all={all} />}
          {view === "findings" && <Findings all={all} />}
        </>
      )}
      {adding && <NodeEditor all={all} node={null} parent={null} onClose={() => setAdding(false)} />}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
      {seeding && <ReasonDialog hint={t("reason.hint")} title={t("landscape.seed")} effect={<Text>{t("landscape.seedEffect")}</Text>} confirm={t("landscape.seedConfirm")} busy={seed.isPending} error={seed.error} onConfirm={(reason) => seed.mutate(reason)} onClose={() => setSeeding(false)} />}
    </Page>
  );
}

interface Drawn {
  all: Index;
  measures: Measures;
  coverage: Coverage | undefined;
}

function Map({ all, by, measures, coverage }: Drawn & { by: Grouping }) {
  const { t } = useTranslation("plan");
  const domains = all.parts.get("") ?? [];
  const draw = (list: LandscapeNode[]) => list.map((domain) => <Domain key={domain.id} domain={domain} all={all} measures={measures} coverage={coverage} />);
  if (by === "areas") return <div className={classes.domains}>{draw(domains)}</div>;
  const rest = domains.filter((domain) => !BANDS.some((band) => band === domain.band));
  return (
    <>
      {BANDS.map((band) => {
        const list = domains.filter((domain) => domain.band === band);
        return list.length > 0 && <Band key={band} label={t(`band.${band}`)}>{draw(list)}</Band>;
      })}
      {rest.length > 0 && <Band label={t("band.none")}>{draw(rest)}</Band>}
    </>
  );
}

function Band({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <section aria-label={label}>
      <div className={classes.band}>{label}</div>
      <div className={classes.domains}>{children}</div>
    </section>
  );
}

function Domain({ domain, all, measures, coverage }: Drawn & { domain: LandscapeNode }) {
  const { t } = useTranslation("plan");
  const say = useSaid();
  const covered = (node: LandscapeNode) => coverage?.nodes[node.id];
  return (
    <section className={classes.domain} aria-label={say(domain.name)} data-testid="domain">
      <div className={classes.domainHead}>
        <Link to="/landscape/$nodeId" params={{ nodeId: domain.id } as never} className={classes.domainName}>
          <bdi>{say(domain.name)}</bdi>
        </Link>
        <span className={classes.owner}>{domain.owner ? <PartyName party={domain.owner} all={all} /> : t("node.noOwner")}</span>
        <CoverageBars covered={covered(domain)} />
      </div>
      <div className={classes.groups}>
        {(all.parts.get(domain.id) ?? []).map((group) => {
          const light = lightOf(group, measures);
          return (
            <div key={group.id}>
              <Link to="/landscape/$nodeId" params={{ nodeId: group.id } as never} className={classes.groupName}>
                <bdi>{say(group.name)}</bdi>
                {light && <LightMark light={light} />}
              </Link>
              {(all.parts.get(group.id) ?? []).map((node) => (
                <NodeLink key={node.id} node={node} light={lightOf(node, measures)} covered={covered(node)} />
              ))}
            </div>
          );
        })}
      </div>
    </section>
  );
}

function Found({ all, text, measures, coverage }: Drawn & { text: string }) {
  const { t } = useTranslation("plan");
  const say = useSaid();
  const found = matching(all, text);
  if (found.length === 0) return <EmptyState title={t("landscape.nothing")} />;
  return (
    <table className={classes.lines} aria-label={t("landscape.found")} style={{ margin: "0 16px", width: "calc(100% - 32px)" }}>
      <tbody>
        {found.slice(0, 200).map((node) => (
          <tr key={node.id}>
            <td className={classes.levelOf}>{t("level.short", { level: node.level })}</td>
            <td>
              <NodeLink node={node} light={lightOf(node, measures)} covered={coverage?.nodes[node.id]} />
              <span className={classes.owner}>
                {wayTo(all, node.id)
                  .slice(0, -1)
                  .map((above) => say(above.name))
                  .join(" / ")}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
