import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { UserTask } from "@/api/types";
import { useMay, useMe } from "@/app/session";
import { PersonName } from "@/shared/PersonName";
import { StatusTag } from "@/shared/StatusTag";
import { When } from "@/shared/When";
import { useProcessName } from "@/shared/definitions";
import classes from "../work.module.css";

/** What one has to know before one reads the form: whose matter it is, since when it waits and until when. */
export function TaskFacts({ task }: { task: UserTask }) {
  const { t } = useTranslation("work");
  const { person } = useMe();
  const operates = useMay()("see-operations");
  const nameOf = useProcessName();
  const late = task.due !== null && task.due !== undefined && new Date(task.due) < new Date();
  return (
    <div className={classes.facts}>
      <span>{nameOf(task.definition)}</span>
      {task.businessKey && <bdi>{task.businessKey}</bdi>}
      {task.initiator && (
        <span>
          {t("column.initiator")} <PersonName id={task.initiator} />
        </span>
      )}
      <span>
        {t("task.since")} <When at={task.created} />
      </span>
      {task.due && (
        <span>
          {t("task.due")} <When at={task.due} />
        </span>
      )}
      {late && <StatusTag status="overdue" />}
      {task.followUp && (
        <span>
          {t("task.followUp")} <When at={task.followUp} />
        </span>
      )}
      {task.started && (
        <span>
          {t("task.begun")} <When at={task.started} />
        </span>
      )}
      {task.assignee && task.assignee !== person && (
        <span>
          {t("task.with")} <PersonName id={task.assignee} />
        </span>
      )}
      {task.owner && (
        <span>
          {t("task.delegatedBy")} <PersonName id={task.owner} />
        </span>
      )}
      {operates && (
        <Link to="/ops/instances/$id" params={{ id: task.instance } as never} data-noprint>
          {t("task.instance")}
        </Link>
      )}
    </div>
  );
}
