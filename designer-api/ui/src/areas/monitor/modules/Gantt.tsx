// The visits of one instance on one line of time, with what each waited for.
import { useTranslation } from "react-i18next";
import type { InstanceAnalysis } from "@/api/types";
import { useMaybe } from "@/shared/maybe";
import { When } from "@/shared/When";
import classes from "../monitor.module.css";
import { Head } from "./Head";
import { Way, pathOf } from "./Level";
import { useFigures } from "./figures";
import { CAUSES, piecesOf, waitOf, type Visit } from "./gantt";

interface Props {
  process: string;
  data: InstanceAnalysis;
  nameOf: (node: string) => string;
}

/** Every visit as a bar: in the queue, taken, worked on; below it why it waited. The table beside it says the same. */
export function Gantt({ process, data, nameOf }: Props) {
  const { t } = useTranslation("monitor");
  const maybe = useMaybe("monitor");
  const say = useFigures();
  const from = Date.parse(data.began);
  const until = Math.max(from + data.sojourn, from + 1);
  if (data.visits.length === 0) return null;
  return (
    <section aria-label={t("gantt.title")} className={classes.block}>
      <h2>{t("gantt.title")}</h2>
      <p className={classes.legend}>
        {["queue", "claimed", "service"].map((part) => (
          <span key={part}>
            <span className={classes.swatch} data-part={part} aria-hidden /> {maybe(`part.${part}`, part)}
          </span>
        ))}
        {data.waits.length > 0 &&
          CAUSES.map((cause) => (
            <span key={cause} title={t(`waits.${cause}Hint`)}>
              <span className={classes.swatch} data-cause={cause} aria-hidden /> {t(`waits.${cause}`)}
            </span>
          ))}
        {data.path.length > 0 && <span>◆ {t("gantt.critical")}</span>}
      </p>
      {data.visitsLeftOut > 0 && <p className={classes.missed}>{t("gantt.leftOut", { n: say.count(data.visitsLeftOut), shown: say.count(data.visits.length) })}</p>}
      <div className={classes.split}>
        <ol className={classes.gantt} data-testid="gantt">
          {data.visits.map((visit, index) => (
            <Row key={index} visit={visit} data={data} span={[from, until]} name={nameOf(visit.node)} />
          ))}
        </ol>
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("gantt.table")}>
          <table className={classes.lines} data-testid="visits">
            <Head
              columns={[
                { label: t("column.node") },
                { label: t("column.from"), wide: true },
                ...(["queue", "claimed", "service"] as const).map((part) => ({ label: maybe(`part.${part}`, part), figure: true })),
                { label: t("column.contribution"), figure: true },
              ]}
            />
            <tbody>
              {data.visits.map((visit, index) => {
                const pieces = piecesOf(visit, until);
                const ms = (part: string) => pieces.find((piece) => piece.part === part)?.ms;
                return (
                  <tr key={index}>
                    <td>
                      <Way to={pathOf(process, `/e/${encodeURIComponent(visit.node)}`)}>
                        <bdi>{nameOf(visit.node)}</bdi>
                      </Way>
                    </td>
                    <td className={classes.wide}><When at={visit.enabled} /></td>
                    {["queue", "claimed", "service"].map((part) => (
                      <td key={part} className={classes.number}>{ms(part) === undefined ? "–" : say.time(ms(part)!)}</td>
                    ))}
                    <td className={classes.number}>{typeof visit.critical === "number" && visit.critical > 0 ? say.time(visit.critical) : "–"}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}

function Row({ visit, data, span: [from, until], name }: { visit: Visit; data: InstanceAnalysis; span: [number, number]; name: string }) {
  const { t } = useTranslation("monitor");
  const maybe = useMaybe("monitor");
  const say = useFigures();
  const x = (at: number) => ((Math.min(Math.max(at, from), until) - from) / (until - from)) * 1000;
  const pieces = piecesOf(visit, until);
  const told = (part: string, ms: number) => `${maybe(`part.${part}`, part)} ${say.time(ms)}`;
  const wait = waitOf(visit, data.waits);
  const causes = wait?.causes.map((one) => `${t(`waits.${one.cause}`)} ${say.time(one.ms)}`) ?? [];
  const critical = typeof visit.critical === "number" && visit.critical > 0;
  const label = [name, ...pieces.map((piece) => told(piece.part, piece.ms)), ...causes, ...(critical ? [t("gantt.onPath", { time: say.time(visit.critical!) })] : []), ...(visit.ended ? [] : [t("instance.runs")])].join(" · ");
  return (
    <li>
      <span className={classes.ganttName}>
        <bdi>{name}</bdi>
        {critical && <span aria-hidden> ◆</span>}
      </span>
      <svg role="img" aria-label={label} viewBox="0 0 1000 24" preserveAspectRatio="none" className={classes.ganttBar}>
        <title>{label}</title>
        <rect x={0} y={8} width={1000} height={1} className={classes.track} />
        {pieces.map((piece) => (
          <rect key={piece.part} x={x(piece.from)} y={2} width={Math.max(2, x(piece.from + piece.ms) - x(piece.from))} height={12} data-part={piece.part} className={classes.part} />
        ))}
        {wait?.causes.map((one) => (
          <rect key={one.cause} x={x(one.from)} y={17} width={Math.max(1, x(one.from + one.ms) - x(one.from))} height={6} data-cause={one.cause} className={classes.cause} />
        ))}
      </svg>
    </li>
  );
}
