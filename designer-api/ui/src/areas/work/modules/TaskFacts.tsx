import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UserTask } from "@/api/types";
import { useMay, useMe } from "@/app/session";
import { PersonName } from "@/shared/PersonName";
import { StatusTag, isLate } from "@/shared/StatusTag";
import { When } from "@/shared/When";
import { useProcessName } from "@/shared/definitions";
import classes from "../work.module.css";

/** What one has to know before one reads the form: whose matter it is, since when it waits and until when. */
export function TaskFacts({ task }: { task: UserTask }) {
  const { t } = useTranslation("work");
  const operates = useMay()("see-operations");
  const nameOf = useProcessName();
  return (
    <div className={classes.facts}>
      <span>{nameOf(task.definition)}</span>
      <Facts task={task} />
      {isLate(task) && <StatusTag status="overdue" />}
      {operates && (
        <Link to="/ops/instances/$id" params={{ id: task.instance } as never} data-noprint>
          {t("task.instance")}
        </Link>
      )}
    </div>
  );
}

/** The same on the page and on paper; on paper it also says of oneself that one has it. */
export function Facts({ task, paper = false }: { task: UserTask; paper?: boolean }) {
  const { t } = useTranslation("work");
  const { person } = useMe();
  const facts: [string, ReactNode][] = [
    ["column.initiator", task.initiator && <PersonName id={task.initiator} />],
    ["task.since", <When at={task.created} />],
    ["task.due", task.due && <When at={task.due} />],
    ["task.followUp", task.followUp && <When at={task.followUp} />],
    ["task.begun", task.started && <When at={task.started} />],
    ["task.with", task.assignee && (paper || task.assignee !== person) && <PersonName id={task.assignee} />],
    ["task.delegatedBy", task.owner && <PersonName id={task.owner} />],
  ];
  return (
    <>
      {task.businessKey && <bdi>{task.businessKey}</bdi>}
      {facts.map(
        ([word, fact]) =>
          fact && (
            <span key={word}>
              {t(word)} {fact}
            </span>
          ),
      )}
    </>
  );
}
