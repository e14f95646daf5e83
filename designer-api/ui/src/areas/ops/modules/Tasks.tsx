import { Alert, Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { LOOK } from "@/api/topics";
import type { UserTask } from "@/api/types";
import { GroupName } from "@/shared/GroupName";
import { PersonName } from "@/shared/PersonName";
import { useProblemText } from "@/shared/problemText";
import { StatusTag } from "@/shared/StatusTag";
import { STEPS, type Step } from "@/shared/task/steps";
import { When } from "@/shared/When";
import classes from "../ops.module.css";

const StepIn = lazy(() => import("@/shared/task/StepIn").then((all) => ({ default: all.StepIn })));

/** The open tasks of an instance: who has each, and what an operator may do about it. */
export function Tasks({ instance, nameOf }: { instance: string; nameOf: (element: string) => string }) {
  const { t } = useTranslation("ops");
  const say = useProblemText();
  const [asked, setAsked] = useState<{ task: UserTask; step: Step } | null>(null);
  const found = useQuery({ queryKey: keys.tasks("instance", instance), queryFn: () => get("/api/v1/user-tasks", { query: { instance, limit: 200 } }), refetchInterval: LOOK });
  const tasks = found.data?.items ?? [];
  if (found.error) return <Alert color="red" role="alert">{say(found.error)}</Alert>;
  if (tasks.length === 0) return null;
  return (
    <>
      <table className={classes.lines} aria-label={t("tasks.title")}>
        <thead>
          <tr>
            <th scope="col">{t("tasks.task")}</th>
            <th scope="col">{t("tasks.with")}</th>
            <th scope="col">{t("tasks.due")}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {tasks.map((task) => (
            <tr key={task.id}>
              <td>
                <Link to="/tasks/$taskId" params={{ taskId: task.id } as never}>
                  <bdi>{task.name ?? nameOf(task.element)}</bdi>
                </Link>
                <br />
                {t("tasks.arrived")} <When at={task.created} />
              </td>
              <td><With task={task} /></td>
              <td>
                <When at={task.due} />
                {isLate(task) && <StatusTag status="overdue" />}
              </td>
              <td className={classes.number}><StepMenu task={task} nameOf={nameOf} onAsk={(step) => setAsked({ task, step })} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked && (
        <Suspense fallback={null}>
          <StepIn {...asked} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </>
  );
}

const isLate = (task: UserTask) => Boolean(task.due) && new Date(task.due!) < new Date();

/** Whoever has it; else those who may claim it. */
function With({ task }: { task: UserTask }) {
  const { t } = useTranslation("ops");
  if (task.assignee) return <PersonName id={task.assignee} />;
  if (task.candidateUsers.length + task.candidateGroups.length === 0) return t("tasks.nobody");
  return (
    <>
      {t("tasks.offered")}{" "}
      {task.candidateUsers.map((person) => (
        <span key={person}>
          <PersonName id={person} />{" "}
        </span>
      ))}
      {task.candidateGroups.map((group, place) => (
        <span key={group}>
          {place > 0 && ", "}
          <GroupName id={group} />
        </span>
      ))}
    </>
  );
}

function StepMenu({ task, nameOf, onAsk }: { task: UserTask; nameOf: (element: string) => string; onAsk: (step: Step) => void }) {
  const { t } = useTranslation("ops");
  const steps = STEPS.filter((step) => task.allowedActions.includes(step));
  if (steps.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="compact-sm" rightSection={<ChevronDown size={13} aria-hidden />} aria-label={t("tasks.stepInto", { task: task.name ?? nameOf(task.element) })}>
          {t("tasks.stepIn")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {steps.map((step) => (
          <Menu.Item key={step} onClick={() => onAsk(step)}>
            {t(`tasks.${step}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
