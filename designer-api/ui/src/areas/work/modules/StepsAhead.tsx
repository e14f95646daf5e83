import { useTranslation } from "react-i18next";
import type { Coming } from "@/api/types";
import { listed } from "@/app/i18n";
import { PersonName, usePerson } from "@/shared/PersonName";
import classes from "../work.module.css";

/** Names, one after the other. */
export function People({ ids }: { ids: string[] }) {
  const { t } = useTranslation();
  return ids.map((id, place) => (
    <span key={id}>
      {place > 0 && t("list")}
      <PersonName id={id} />
      <Outside id={id} />
    </span>
  ));
}

/** An id that is nobody's is told as such: whoever reads it knows that a task would come to no one. */
function Outside({ id }: { id: string }) {
  const { t } = useTranslation("work");
  const person = usePerson(id);
  return person.data === null ? <span className={classes.muted}>{t("ahead.outside")}</span> : null;
}

/** What a group is called, and that it is one. */
export function groupsOf(task: Coming): { name: string; known: boolean }[] {
  return task.groups.map((id, place) => ({ name: task.groupNames[place] ?? id, known: Boolean(task.groupNames[place]) }));
}

/** Tasks to come: who would be asked, and for what. */
export function StepsAhead({ tasks }: { tasks: Coming[] }) {
  const { t } = useTranslation("work");
  return tasks.map((task, index) => (
    <div key={index} className={classes.line} data-step={task.element}>
      <span className={classes.dot} data-kind="quiet" aria-hidden />
      <div className={classes.lineBody}>
        <People ids={task.people} />
        {task.people.length === 0 && (listed(groupsOf(task).map(({ name, known }) => t(known ? "ahead.group" : "ahead.noGroup", { name }))) || t("timeline.nobody"))}
        <span className={classes.muted}> · {task.name ?? task.element}</span>
      </div>
    </div>
  ));
}
