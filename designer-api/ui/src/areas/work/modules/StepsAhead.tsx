import { useTranslation } from "react-i18next";
import type { Forecast } from "@/api/types";
import { PersonName } from "@/shared/PersonName";
import classes from "../work.module.css";

/** Names, one after the other. */
export function People({ ids }: { ids: string[] }) {
  return ids.map((id, place) => (
    <span key={id}>
      {place > 0 && ", "}
      <PersonName id={id} />
    </span>
  ));
}

/** Tasks to come: who would be asked, and for what. */
export function StepsAhead({ tasks }: { tasks: Forecast["tasks"] }) {
  const { t } = useTranslation("work");
  return tasks.map((task, index) => (
    <div key={index} className={classes.line} data-step={task.element}>
      <span className={classes.dot} data-kind="quiet" aria-hidden />
      <div className={classes.lineBody}>
        <People ids={task.people} />
        {task.people.length === 0 && (task.groups.map((name) => t("ahead.group", { name })).join(", ") || t("timeline.nobody"))}
        <span className={classes.muted}> · {task.name ?? task.element}</span>
      </div>
    </div>
  ));
}
