import dagre from "@dagrejs/dagre";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { MinedMap } from "@/api/types";
import { usePhone } from "@/shared/usePhone";
import classes from "../analyze.module.css";
import { namer, short, useSay } from "./say";

const WIDE = 148;
const HIGH = 42;
const ROUND = 22;
/** No element of a model can be called so. */
const START = "$start";
const END = "$end";

interface Props {
  map: MinedMap;
  label: string;
  /** Times in place of frequencies. */
  time: boolean;
  /** Where it leads to; nowhere where nobody keeps the cases. */
  onNode?: (activity: string) => void;
  onFlow?: (from: string | null, to: string | null) => void;
}

/** What follows what, drawn from its beginning to its end; the tables beside it say the same. */
export default function MapGraph({ map, label, time, onNode, onFlow }: Props) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const upright = usePhone();
  const name = namer(map.names);
  const drawn = useMemo(() => layout(map, upright), [map, upright]);
  const weight = (value: number, most: number) => (most > 0 ? value / most : 0);
  const mostVisits = Math.max(0, ...map.nodes.map((node) => (time ? (node.median ?? 0) : node.visits)));
  const mostCount = Math.max(0, ...map.flows.map((flow) => (time ? (flow.mean ?? 0) : flow.count)));
  const end = (id: string | null | undefined, word: string) => (id ? name(id) : t(word));
  return (
    <div className={classes.graph} tabIndex={0} role="group" aria-label={label}>
      <svg role="img" aria-label={label} viewBox={`0 0 ${drawn.width} ${drawn.height}`} width={drawn.width} height={drawn.height} style={upright ? { maxWidth: "100%", height: "auto" } : undefined}>
        <defs>
          <marker id="analyze-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse">
            <path d="M0 0L8 4L0 8z" className={classes.arrow} />
          </marker>
        </defs>
        {drawn.edges.map(({ flow, path, x, y }) => {
          const value = time ? (flow.mean ?? 0) : flow.count;
          const text = time ? (flow.mean === null || flow.mean === undefined ? "" : say.time(flow.mean)) : say.count(flow.count);
          const told = t("map.flow", { from: end(flow.from, "map.start"), to: end(flow.to, "map.end"), n: say.count(flow.count), cases: say.count(flow.cases), time: say.time(flow.mean) });
          return (
            <g key={`${flow.from ?? START}>${flow.to ?? END}`} className={classes.flow} data-flow={`${flow.from ?? ""}>${flow.to ?? ""}`} onClick={() => onFlow?.(flow.from ?? null, flow.to ?? null)}>
              <title>{told}</title>
              <path d={path} className={classes.reach} />
              <path d={path} className={classes.line} strokeWidth={1 + 5 * weight(value, mostCount)} markerEnd="url(#analyze-arrow)" />
              {text && (
                <text x={x} y={y} className={classes.flowText}>
                  {text}
                </text>
              )}
            </g>
          );
        })}
        {drawn.nodes.map(({ id, x, y, node }) =>
          node ? (
            <g key={id} className={classes.node} data-activity={id} onClick={() => onNode?.(id)}>
              <title>{t("map.node", { name: name(id), n: say.count(node.visits), cases: say.count(node.cases), time: say.quantile(node.median, node.visits, map.least) })}</title>
              <rect x={x - WIDE / 2} y={y - HIGH / 2} width={WIDE} height={HIGH} rx={4} style={{ "--heat": `${Math.round(70 * weight(time ? (node.median ?? 0) : node.visits, mostVisits))}%` } as React.CSSProperties} />
              <text x={x} y={y - 3}>{short(name(id), 20)}</text>
              <text x={x} y={y + 13} className={classes.nodeFigure}>
                {time ? say.quantile(node.median, node.visits, map.least) : say.count(node.visits)}
              </text>
            </g>
          ) : (
            <g key={id} className={classes.end}>
              <title>{t(id === START ? "map.start" : "map.end")}</title>
              <circle cx={x} cy={y} r={ROUND / 2} data-end={id === END || undefined} />
            </g>
          ),
        )}
      </svg>
    </div>
  );
}

/** Places for all, from left to right, or from top to bottom on a phone. */
function layout(map: MinedMap, upright: boolean) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: upright ? "TB" : "LR", nodesep: 26, edgesep: 18, ranksep: upright ? 46 : 64, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of [START, END]) graph.setNode(id, { width: ROUND, height: ROUND });
  for (const node of map.nodes) graph.setNode(node.activity, { width: WIDE, height: HIGH });
  map.flows.forEach((flow, place) => graph.setEdge(flow.from ?? START, flow.to ?? END, { width: 46, height: 14, labelpos: "c", weight: flow.count }, String(place)));
  dagre.layout(graph);
  const at = (id: string) => graph.node(id) as { x: number; y: number };
  const nodes = [{ id: START, ...at(START) }, { id: END, ...at(END) }, ...map.nodes.map((node) => ({ id: node.activity, node, ...at(node.activity) }))] as { id: string; x: number; y: number; node?: MinedMap["nodes"][number] }[];
  const edges = map.flows.map((flow, place) => {
    const edge = graph.edge({ v: flow.from ?? START, w: flow.to ?? END, name: String(place) }) as { points: { x: number; y: number }[]; x?: number; y?: number };
    const middle = edge.points[Math.floor(edge.points.length / 2)]!;
    return { flow, path: smooth(edge.points), x: edge.x ?? middle.x, y: (edge.y ?? middle.y) - 5 };
  });
  const { width = 0, height = 0 } = graph.graph();
  return { nodes, edges, width: Math.ceil(width), height: Math.ceil(height) };
}

/** A line through the middles of its pieces, bent at its points. */
function smooth(points: { x: number; y: number }[]): string {
  const to = ({ x, y }: { x: number; y: number }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const [first, ...rest] = points;
  if (!first || rest.length === 0) return "";
  let path = `M${to(first)}`;
  for (let place = 0; place < rest.length - 1; place += 1) {
    const [at, next] = [rest[place]!, rest[place + 1]!];
    const middle = { x: (at.x + next.x) / 2, y: (at.y + next.y) / 2 };
    path += `Q${to(at)} ${to(place === rest.length - 2 ? next : middle)}`;
  }
  return rest.length === 1 ? `${path}L${to(rest[0]!)}` : path;
}
