import { ActionIcon, Menu, UnstyledButton } from "@mantine/core";
import { ArrowLeft, ArrowRight, Clock, CircleStop, GitBranch, GitFork, Hand, MoreHorizontal, Move, Plus, Send, Split, Trash2, UserCheck, UserRound, Workflow, Zap } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ModelProblem } from "@/api/types";
import { KINDS, type Kind, type TreeBranch, type TreeNode } from "./ask";
import { useCard } from "./card";
import classes from "./tree.module.css";

export interface Acts {
  edits: boolean;
  chosen: string | null;
  moving: string | null;
  problems: ModelProblem[];
  busy: boolean;
  choose: (id: string) => void;
  add: (at: string, kind: Kind) => void;
  move: (at: string) => void;
  startMove: (node: string) => void;
  remove: (node: string) => void;
  addBranch: (node: string) => void;
  removeBranch: (flow: string) => void;
  moveBranch: (flow: string, earlier: boolean) => void;
}

export const ICONS = { start: UserRound, approver: UserCheck, handler: Hand, copy: Send, condition: GitBranch, parallel: GitFork, inclusive: Split, subprocess: Workflow, delay: Clock, trigger: Zap, end: CircleStop } as const satisfies Record<Kind, unknown>;

/** Steps one below the other. */
export function Steps({ nodes, acts }: { nodes: TreeNode[]; acts: Acts }) {
  return nodes.map((node, index) => (
    <Step key={node.id} node={node} acts={acts} last={index === nodes.length - 1} />
  ));
}

function Step({ node, acts, last }: { node: TreeNode; acts: Acts; last: boolean }) {
  const at = node.next ?? (last && node.branches.length === 0 && node.kind !== "end" ? node.id : null);
  return (
    <>
      {node.branches.length > 0 ? <Fork node={node} acts={acts} /> : <Card node={node} acts={acts} />}
      {at && <Between at={at} acts={acts} end={!node.next} />}
    </>
  );
}

function Card({ node, acts }: { node: TreeNode; acts: Acts }) {
  const { t } = useTranslation("tree");
  const { title, lines } = useCard(node);
  const Icon = ICONS[node.kind];
  if (node.kind === "end")
    return (
      <UnstyledButton className={classes.end} onClick={() => acts.choose(node.id)} data-step={node.id}>
        <span className={classes.dot} aria-hidden />
        {title}
      </UnstyledButton>
    );
  const worst = worstOf(acts.problems, [node.id]);
  return (
    <div
      className={classes.card}
      data-kind={node.kind}
      data-chosen={acts.chosen === node.id}
      data-moving={acts.moving === node.id}
      data-problem={worst ?? undefined}
      draggable={acts.edits && node.kind !== "start"}
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", node.id);
        event.dataTransfer.effectAllowed = "move";
        acts.startMove(node.id);
      }}
    >
      <UnstyledButton className={classes.cardBody} onClick={() => acts.choose(node.id)} data-step={node.id}>
        <span className={classes.kind}>
          <Icon size={14} aria-hidden />
          {t(`kind.${node.kind}`)}
        </span>
        <span className={classes.name}><bdi>{title}</bdi></span>
        {lines.map((line, index) => (
          <span key={index} className={classes.says}><bdi>{line}</bdi></span>
        ))}
        {worst && <span className={classes.problem}>{t(`problem.${worst}`)}</span>}
      </UnstyledButton>
      {acts.edits && node.kind !== "start" && <NodeMenu node={node} acts={acts} name={title} />}
      {node.inside.length > 0 && (
        <div className={classes.inside}>
          <Steps nodes={node.inside} acts={acts} />
        </div>
      )}
    </div>
  );
}

function NodeMenu({ node, acts, name }: { node: TreeNode; acts: Acts; name: string }) {
  const { t } = useTranslation(["tree", "common"]);
  const moves = node.branches.length === 0 || node.join;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon className={classes.more} variant="subtle" color="gray" aria-label={t("more", { name })}>
          <MoreHorizontal size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {node.branches.length > 0 && <Menu.Item leftSection={<Plus size={14} />} onClick={() => acts.addBranch(node.id)}>{t("addBranch")}</Menu.Item>}
        {moves && <Menu.Item leftSection={<Move size={14} />} onClick={() => acts.startMove(node.id)}>{t("move")}</Menu.Item>}
        <Menu.Item color="red" leftSection={<Trash2 size={14} />} onClick={() => acts.remove(node.id)}>{t("common:action.remove")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** A step with its ways side by side. */
function Fork({ node, acts }: { node: TreeNode; acts: Acts }) {
  const { t } = useTranslation("tree");
  const { title } = useCard(node);
  const Icon = ICONS[node.kind];
  const worst = worstOf(acts.problems, [node.id, ...(node.join ? [node.join] : [])]);
  return (
    <div className={classes.fork} data-kind={node.kind} data-moving={acts.moving === node.id}>
      <div className={classes.forkHead} data-chosen={acts.chosen === node.id} data-problem={worst ?? undefined}>
        <UnstyledButton className={classes.forkName} onClick={() => acts.choose(node.id)} data-step={node.id}>
          <Icon size={14} aria-hidden />
          <bdi>{title}</bdi>
        </UnstyledButton>
        {acts.edits && (
          <ActionIcon variant="subtle" color="gray" aria-label={t("addBranchTo", { name: title })} disabled={acts.busy} onClick={() => acts.addBranch(node.id)}>
            <Plus size={16} />
          </ActionIcon>
        )}
        {acts.edits && <NodeMenu node={node} acts={acts} name={title} />}
      </div>
      <div className={classes.ways}>
        {node.branches.map((branch, index) => (
          <Way key={branch.flow} branch={branch} of={node} index={index} acts={acts} />
        ))}
      </div>
    </div>
  );
}

function Way({ branch, of, index, acts }: { branch: TreeBranch; of: TreeNode; index: number; acts: Acts }) {
  const { t } = useTranslation(["tree", "common"]);
  const name = branch.name || (branch.default ? t("way.default") : t(`way.${of.kind === "parallel" ? "parallel" : "condition"}`, { number: index + 1 }));
  const ordered = of.kind !== "parallel";
  const unsaid = ordered && !branch.condition && !branch.default;
  const worst = worstOf(acts.problems, [branch.flow]);
  return (
    <div className={classes.way}>
      <div className={classes.line} />
      <div className={classes.wayHead} data-chosen={acts.chosen === branch.flow} data-problem={worst ?? undefined}>
        <UnstyledButton className={classes.cardBody} onClick={() => acts.choose(branch.flow)} data-step={branch.flow}>
          <span className={classes.wayName}><bdi>{name}</bdi></span>
          {ordered && <span className={unsaid ? classes.unsaid : classes.says}><bdi>{branch.default ? t("way.otherwise") : (branch.condition ?? t("way.unsaid"))}</bdi></span>}
        </UnstyledButton>
        {acts.edits && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon className={classes.more} variant="subtle" color="gray" aria-label={t("more", { name })}>
                <MoreHorizontal size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {ordered && index > 0 && <Menu.Item leftSection={<ArrowLeft size={14} />} onClick={() => acts.moveBranch(branch.flow, true)}>{t("earlier")}</Menu.Item>}
              {ordered && index < of.branches.length - 1 && <Menu.Item leftSection={<ArrowRight size={14} />} onClick={() => acts.moveBranch(branch.flow, false)}>{t("later")}</Menu.Item>}
              <Menu.Item color="red" leftSection={<Trash2 size={14} />} onClick={() => acts.removeBranch(branch.flow)}>{t("common:action.remove")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <Between at={branch.flow} acts={acts} />
      <Steps nodes={branch.nodes} acts={acts} />
      <div className={classes.rest} />
    </div>
  );
}

/** The line between two steps, with the button that puts a step there. */
function Between({ at, acts, end = false }: { at: string; acts: Acts; end?: boolean }) {
  const { t } = useTranslation("tree");
  return (
    <div
      className={classes.between}
      onDragOver={(event) => {
        if (acts.moving) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        acts.move(at);
      }}
    >
      {acts.edits && acts.moving && !end && (
        <UnstyledButton className={classes.here} data-at={at} onClick={() => acts.move(at)}>
          {t("moveHere")}
        </UnstyledButton>
      )}
      {acts.edits && !acts.moving && (
        <Menu position="right" withinPortal>
          <Menu.Target>
            <ActionIcon className={classes.plus} radius="xl" variant="filled" aria-label={t("add")} data-at={at} disabled={acts.busy}>
              <Plus size={14} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {KINDS.map((kind) => {
              const Icon = ICONS[kind];
              return (
                <Menu.Item key={kind} leftSection={<Icon size={14} />} onClick={() => acts.add(at, kind)}>
                  {t(`kind.${kind}`)}
                </Menu.Item>
              );
            })}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

function worstOf(problems: ModelProblem[], ids: string[]): "error" | "warning" | null {
  const mine = problems.filter((problem) => problem.element && ids.includes(problem.element));
  return mine.some((one) => one.severity === "error") ? "error" : mine.some((one) => one.severity === "warning") ? "warning" : null;
}
