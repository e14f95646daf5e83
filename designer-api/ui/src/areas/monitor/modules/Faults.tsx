import { useTranslation } from "react-i18next";
import type { Moved } from "@/api/types";
import { When } from "@/shared/When";
import classes from "../monitor.module.css";
import { useFigures } from "./figures";

/** What is wrong with the data: whoever reads figures that rest on them should know. */
export function Faults({ faults }: { faults: Moved["faults"] }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  return (
    <ul className={classes.reasons} role="status">
      {faults.map((fault) => (
        <li key={`${fault.code}-${fault.from ?? ""}`} title={fault.code} className={classes.missed}>
          {t(`moved.fault.${fault.code === "DQ_CLOCK_JUMP" && typeof fault.rows !== "number" ? "DQ_CLOCK_BACK" : fault.code}`, { rows: say.count(fault.rows ?? 0), time: say.time(fault.ms ?? 0), share: say.share(fault.share ?? 0) })} {fault.from && <When at={fault.from} />}
        </li>
      ))}
    </ul>
  );
}
