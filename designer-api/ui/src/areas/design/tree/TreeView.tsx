import { ActionIcon, Button, Group, Text, UnstyledButton } from "@mantine/core";
import { Maximize2, Minus, Plus, Redo2, Undo2 } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/EmptyState";
import { LoadingPage } from "@/shared/Loading";
import { useProblemText } from "@/shared/problemText";
import { useKind } from "@/diagram/kind";
import { useMaybe } from "@/shared/maybe";
import { namesIn } from "@/shared/versions";
import type { Located } from "../modules/faults";
import { find, type TreeChange } from "./ask";
import { NodeDrawer } from "./NodeDrawer";
import { Steps, type Acts } from "./Steps";
import { useTree } from "./useTree";
import classes from "./tree.module.css";

const ZOOMS = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5];

interface Props {
  xml: string;
  edits: boolean;
  problems: Located[];
  /** A step that is shown from outside: a problem was chosen. */
  wanted: string | null;
  onXml: (xml: string) => void;
  onReady: () => void;
  /** Shows an element where every model can be shown. */
  onCanvas: (element: string | null) => void;
}

/** A model as a tree of approvals, one step below the other. */
export default function TreeView({ xml, edits, problems, wanted, onXml, onReady, onCanvas }: Props) {
  const { t } = useTranslation(["tree", "common"]);
  const say = useProblemText();
  const tree = useTree(xml, onXml);
  const [chosen, setChosen] = useState<string | null>(null);
  const [moving, setMoving] = useState<string | null>(null);
  const [zoom, setZoom] = useState(ZOOMS.indexOf(1));
  const paper = useRef<HTMLDivElement>(null);
  const ready = useRef(onReady);
  useEffect(() => ready.current(), []);
  useEffect(() => {
    if (wanted) setChosen(wanted);
  }, [wanted]);
  const root = tree.shown?.tree;

  // A fork is wider than a phone: what is looked at first is its middle.
  useEffect(() => {
    const box = paper.current;
    if (box) box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
  }, [root === undefined, zoom]);

  if (!tree.shown && tree.error) return <EmptyState title={say(tree.error)}><Button onClick={tree.retry}>{t("common:action.retry")}</Button></EmptyState>;
  if (!tree.shown) return <LoadingPage />;
  if (!root) return <NoTree offenders={tree.shown.offenders} xml={xml} onCanvas={onCanvas} undo={tree.undo} />;

  const act = async (change: TreeChange, choose = false) => {
    setMoving(null);
    const made = await tree.change(change);
    if (choose && made) setChosen(made);
  };
  const keys = (event: React.KeyboardEvent) => {
    if (event.key === "Escape" && moving) setMoving(null);
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || !edits) return;
    event.preventDefault();
    if (event.shiftKey) tree.redo?.();
    else tree.undo?.();
  };
  const acts: Acts = {
    edits,
    chosen,
    moving,
    problems,
    busy: tree.busy,
    choose: setChosen,
    add: (at, kind) => void act({ do: "add", at, kind, name: t(`kind.${kind}`) }, true),
    move: (at) => {
      if (moving) void act({ do: "move", node: moving, at });
    },
    startMove: setMoving,
    remove: (node) => void act({ do: "remove", node }),
    addBranch: (node) => void act({ do: "addBranch", node }, true),
    removeBranch: (flow) => void act({ do: "removeBranch", flow }),
    moveBranch: (flow, earlier) => void act({ do: "moveBranch", flow, earlier }),
  };
  const known = chosen && find(root.nodes, chosen) ? chosen : null;
  return (
    <div className={classes.view} onKeyDown={keys}>
      <div className={classes.bar}>
        <Group gap={4}>
          <ActionIcon variant="default" size="lg" aria-label={t("undo")} disabled={!tree.undo || !edits} onClick={() => tree.undo?.()}>
            <Undo2 size={16} />
          </ActionIcon>
          <ActionIcon variant="default" size="lg" aria-label={t("redo")} disabled={!tree.redo || !edits} onClick={() => tree.redo?.()}>
            <Redo2 size={16} />
          </ActionIcon>
        </Group>
        <Group gap={4} ms="auto">
          <ActionIcon variant="default" size="lg" aria-label={t("zoomOut")} disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
            <Minus size={16} />
          </ActionIcon>
          <UnstyledButton className={classes.zoom} aria-label={t("zoomReset")} onClick={() => setZoom(ZOOMS.indexOf(1))}>
            {t("percent", { value: Math.round(ZOOMS[zoom]! * 100) })}
          </UnstyledButton>
          <ActionIcon variant="default" size="lg" aria-label={t("zoomIn")} disabled={zoom === ZOOMS.length - 1} onClick={() => setZoom(zoom + 1)}>
            <Plus size={16} />
          </ActionIcon>
          <ActionIcon variant="default" size="lg" aria-label={t("fit")} onClick={() => setZoom(fitting(paper.current, ZOOMS[zoom]!))}>
            <Maximize2 size={16} />
          </ActionIcon>
        </Group>
      </div>
      {tree.error !== null && (
        <Text className={classes.refused} role="alert">
          {say(tree.error)}
        </Text>
      )}
      {moving && (
        <div className={classes.moving} role="status">
          {t("moving")}
          <Button size="compact-sm" variant="default" onClick={() => setMoving(null)}>
            {t("common:action.cancel")}
          </Button>
        </div>
      )}
      <div className={classes.paper} ref={paper} data-testid="tree" data-busy={tree.busy}>
        <div className={classes.trunk} style={{ zoom: ZOOMS[zoom] }}>
          <Steps nodes={root.nodes} acts={acts} />
        </div>
      </div>
      {known && <NodeDrawer key={known} id={known} found={find(root.nodes, known)!} text={tree.text} edits={edits} problems={problems} acts={acts} onXml={tree.replace} onCanvas={onCanvas} onClose={() => setChosen(null)} />}
    </div>
  );
}

/** The largest zoom with which the whole width is seen. */
function fitting(box: HTMLDivElement | null, zoom: number): number {
  const inner = box?.firstElementChild;
  if (!box || !inner) return ZOOMS.indexOf(1);
  const width = inner.scrollWidth / (inner.getBoundingClientRect().width > inner.scrollWidth * 1.01 ? 1 : zoom) || 1;
  const best = ZOOMS.findLastIndex((one) => one <= 1 && width * one * zoom <= box.clientWidth);
  return Math.max(0, best);
}

function NoTree({ offenders, xml, onCanvas, undo }: { offenders: { element?: string | null; code: string; message: string }[]; xml: string; onCanvas: (element: string | null) => void; undo: (() => void) | null }) {
  const { t, i18n } = useTranslation("tree");
  const maybe = useMaybe("tree");
  const kindOf = useKind();
  const names = useMemo(() => namesIn(xml), [xml]);
  return (
    <div className={classes.none} data-testid="no-tree">
      <Text fw={600} component="h2" size="lg">{t("none.title")}</Text>
      <Text c="dimmed">{t("none.hint")}</Text>
      <ul className={classes.offenders}>
        {offenders.map((one, index) => {
          const words = i18n.language === "en" ? one.message : maybe(`reason.${one.code}`, one.message);
          return (
            <li key={index}>
              {one.element ? (
                <UnstyledButton className={classes.offender} data-code={one.code} onClick={() => onCanvas(one.element!)}>
                  <b><bdi title={one.element}>{names.get(one.element)?.name || kindOf(names.get(one.element)?.kind ?? "unknown")}</bdi></b> <span title={one.message}>{words}</span>
                </UnstyledButton>
              ) : (
                <span title={one.message}>{words}</span>
              )}
            </li>
          );
        })}
      </ul>
      <Group gap="xs">
        <Button onClick={() => onCanvas(null)}>{t("none.canvas")}</Button>
        {undo && <Button variant="default" onClick={undo}>{t("undo")}</Button>}
      </Group>
    </div>
  );
}
