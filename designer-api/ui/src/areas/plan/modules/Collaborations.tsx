import dagre from "@dagrejs/dagre";
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Collaborations as Found } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { usePhone } from "@/shared/usePhone";
import { useSaid, type Index } from "./landscape";
import { PartyName } from "./parts";
import classes from "../plan.module.css";

const WIDE = 168;
const HIGH = 46;

/** Who works with whom, across departments and enterprises: a picture, and the same as a list. */
export default function Collaborations({ all }: { all: Index }) {
  const { t } = useTranslation("plan");
  const say = useSaid();
  const phone = usePhone();
  const found = useQuery({ queryKey: keys.landscape("collaborations"), queryFn: () => get("/api/v1/landscape/collaborations") });
  const data = found.data;
  const drawn = useMemo(() => (data ? layout(data, phone) : null), [data, phone]);
  if (found.error) return <ErrorState error={found.error} />;
  if (!data || !drawn) return <LoadingRows />;
  if (data.links.length === 0) return <EmptyState title={t("collaboration.none")} hint={t("collaboration.noneHint")} />;
  const name = (place: number) => {
    const side = data.sides[place]!;
    return (side.kind === "node" && say(all.byId.get(side.id)?.name)) || side.name;
  };
  return (
    <>
      <div className={classes.graph} role="region" aria-label={t("collaboration.picture")} tabIndex={0}>
        <svg width={drawn.width} height={drawn.height} role="img" aria-label={t("collaboration.picture")}>
          <defs>
            <marker id="weir-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0 8 4 0 8z" fill="var(--weir-done)" />
            </marker>
          </defs>
          {drawn.edges.map((edge, place) => (
            <g key={place}>
              <path className={classes.edge} data-crossing={edge.crossing} d={edge.path} markerEnd="url(#weir-arrow)" />
              <text className={classes.edgeLabel} x={edge.x} y={edge.y} textAnchor="middle">
                {short(edge.label, 18)}
              </text>
            </g>
          ))}
          {drawn.sides.map((side, place) => (
            <g key={place} className={classes.side} data-kind={side.kind} transform={`translate(${side.x - WIDE / 2} ${side.y - HIGH / 2})`}>
              <title>{name(place)}</title>
              <rect width={WIDE} height={HIGH} rx={4} />
              <text x={10} y={20}>
                {short(name(place), 19)}
              </text>
              <text x={10} y={36} className={classes.sideKind}>
                {t(`side.${side.kind}`)}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <div className={classes.section}>
        <table className={`${classes.lines} ${classes.words}`} aria-label={t("view.collaborations")}>
          <thead>
            <tr>
              <th>{t("collaboration.from")}</th>
              <th>{t("collaboration.to")}</th>
              <th>{t("collaboration.messages")}</th>
              <th>{t("collaboration.crossing")}</th>
            </tr>
          </thead>
          <tbody>
            {data.links.map((link, place) => (
              <tr key={place}>
                {[link.from, link.to].map((end, which) => {
                  const side = data.sides[end]!;
                  return (
                    <td key={which}>
                      {side.kind === "node" ? (
                        <Link to="/landscape/$nodeId" params={{ nodeId: side.id } as never}>
                          {name(end)}
                        </Link>
                      ) : (
                        <bdi>{name(end)}</bdi>
                      )}
                      {side.owner && (
                        <Text size="xs" c="dimmed">
                          <PartyName party={side.owner} all={all} />
                        </Text>
                      )}
                    </td>
                  );
                })}
                <td>
                  <bdi>{link.messages.join(" · ")}</bdi>
                </td>
                <td className={classes.unbroken}>{t(`crossing.${link.crossing}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {data.unread > 0 && <Text c="dimmed">{t("collaboration.unread", { count: data.unread })}</Text>}
      </div>
    </>
  );
}

function short(text: string, most: number): string {
  const letters = [...text];
  let width = 0;
  for (const [place, letter] of letters.entries()) {
    // Chinese is about twice as wide.
    width += letter > "\u2e7f" ? 1.7 : 1;
    if (width > most) return `${letters.slice(0, place).join("")}…`;
  }
  return text;
}

/** Places for all, from left to right, or from top to bottom on a phone. */
function layout(found: Found, upright: boolean) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: upright ? "TB" : "LR", nodesep: 28, ranksep: upright ? 64 : 120, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  found.sides.forEach((_, place) => graph.setNode(String(place), { width: WIDE, height: HIGH }));
  found.links.forEach((link, place) => graph.setEdge(String(link.from), String(link.to), { width: 90, height: 14, labelpos: "c" }, String(place)));
  dagre.layout(graph);
  const sides = found.sides.map((side, place) => ({ ...side, ...(graph.node(String(place)) as { x: number; y: number }) }));
  const edges = found.links.map((link, place) => {
    const edge = graph.edge({ v: String(link.from), w: String(link.to), name: String(place) }) as { points: { x: number; y: number }[]; x?: number; y?: number };
    const path = edge.points.map((point, step) => `${step === 0 ? "M" : "L"}${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join("");
    const [first, last] = [edge.points[0]!, edge.points.at(-1)!];
    const middle = edge.points[Math.floor(edge.points.length / 2)]!;
    const more = link.messages.length > 1 ? ` +${link.messages.length - 1}` : "";
    // On the outer side of its bend, so that no line goes through its words.
    const beside = middle.y > (first.y + last.y) / 2 + 1 ? 13 : -5;
    return { path, crossing: link.crossing, label: `${link.messages[0] ?? ""}${more}`, x: edge.x ?? middle.x, y: (edge.y ?? middle.y) + beside };
  });
  const { width = 0, height = 0 } = graph.graph();
  return { sides, edges, width: Math.ceil(width), height: Math.ceil(height) };
}
