import classes from "../analyze.module.css";
import { namer, short } from "./say";

/** So many activities of a variant are drawn; the rest is a number. */
const SHOWN = 12;

/** The activities of a variant, one after the other. */
export function Trace({ trace, names }: { trace: string[]; names: Record<string, string> }) {
  const name = namer(names);
  const shown = trace.length > SHOWN ? trace.slice(0, SHOWN - 1) : trace;
  return (
    <ol className={classes.trace} title={trace.map(name).join(" → ")}>
      {shown.map((activity, place) => (
        <li key={place} data-again={trace.indexOf(activity) < place || undefined}>
          <bdi>{short(name(activity), 14)}</bdi>
        </li>
      ))}
      {shown.length < trace.length && <li>+{trace.length - shown.length}</li>}
    </ol>
  );
}
