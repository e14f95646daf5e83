import { useTranslation } from "react-i18next";
import type { MinedLink } from "@/api/types";
import classes from "../analyze.module.css";
import { namer, short, useSay } from "./say";

const WIDE = 520;
/** Few stand beside one another; more need a circle. */
const FEW = 3;
/** So many groups stand on the circle, those with most links; the table has all. */
const MOST = 14;

/** So far from the middle of a group a line ends, that its head is seen beside it. */
const BESIDE = 8;

interface Point {
  x: number;
  y: number;
}

/** Where a line that comes from a point ends at a group. */
export function beside(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: to.x - ((to.x - from.x) / length) * BESIDE, y: to.y - ((to.y - from.y) / length) * BESIDE };
}

/** Who works with whom, as a circle: lines as thick as there is much between two. */
export function Network({ links, names, label, directed, onOpen }: { links: MinedLink[]; names: Record<string, string>; label: string; directed: boolean; onOpen: (link: MinedLink) => void }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const name = namer(names);
  const sums = new Map<string, number>();
  for (const { from, to, count } of links) for (const group of [from, to]) sums.set(group, (sums.get(group) ?? 0) + count);
  const groups = [...sums].sort((a, b) => b[1] - a[1]).slice(0, MOST).map(([group]) => group);
  const few = groups.length <= FEW;
  const high = few ? 170 : 380;
  const at = new Map(
    groups.map((group, place) => {
      const angle = (place / groups.length) * 2 * Math.PI - (groups.length === 2 ? Math.PI : Math.PI / 2);
      return [group, { x: WIDE / 2 + 165 * Math.cos(angle), y: high / 2 + (few ? 42 : 140) * Math.sin(angle) }];
    }),
  );
  const most = Math.max(1, ...links.map((link) => link.count));
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${WIDE} ${high}`} className={classes.network}>
      <defs>
        <marker id="analyze-handover" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="12" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto">
          <path d="M0 0L8 4L0 8z" className={classes.arrow} />
        </marker>
      </defs>
      {links.map((link) => {
        const [from, to] = [at.get(link.from), at.get(link.to)];
        if (!from || !to) return null;
        const own = link.from === link.to;
        const told = t(directed ? "network.handover" : "network.both", { from: name(link.from), to: name(link.to), n: say.count(link.count), share: say.share(link.share) });
        const bend = { x: (from.x + to.x) / 2 + (to.y - from.y) * 0.12, y: (from.y + to.y) / 2 - (to.x - from.x) * 0.12 };
        const end = beside(bend, to);
        const path = own ? `M${from.x - 4} ${from.y - 4}C${from.x - 24} ${from.y - 38} ${from.x + 24} ${from.y - 38} ${from.x + 4} ${from.y - 4}` : `M${from.x} ${from.y}Q${bend.x} ${bend.y} ${end.x} ${end.y}`;
        return (
          <g key={`${link.from}>${link.to}`} className={classes.flow} onClick={() => onOpen(link)}>
            <title>{told}</title>
            <path d={path} className={classes.reach} />
            <path d={path} className={classes.line} strokeWidth={1 + 5 * (link.count / most)} {...(directed && !own ? { markerEnd: "url(#analyze-handover)" } : {})} />
          </g>
        );
      })}
      {groups.map((group) => {
        const { x, y } = at.get(group)!;
        const side = x > WIDE / 2 - 20 ? "start" : "end";
        const [dx, dy] = [side === "start" ? 11 : -11, 4];
        return (
          <g key={group} className={classes.who}>
            <circle cx={x} cy={y} r={6} />
            <text x={x + dx} y={y + dy} style={{ textAnchor: side }}>
              {short(group === "$rest" ? t("network.rest") : name(group), 16)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
