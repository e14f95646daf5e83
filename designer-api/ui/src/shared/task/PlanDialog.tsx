import { Alert, Button, Group, NumberInput, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { UserTask } from "@/api/types";
import { Dialog } from "@/shared/Dialog";
import { MomentField } from "@/shared/MomentField";
import { useProblemText } from "@/shared/problemText";

const PRIORITY_MAX = 100;

/** What is other about when a task is to be done; null takes a time away. */
export interface Plan {
  followUp?: string | null;
  due?: string | null;
  priority?: number;
  reason: string;
}

interface Props {
  task: UserTask;
  /** What the dialog is called, where somebody else's task is planned. */
  title?: string;
  pending: boolean;
  error: unknown;
  onClose: () => void;
  onDone: (plan: Plan) => void;
}

/** When a task is looked at again, which is one's own matter; when it is due and how urgent it is, where one may say so. */
export function PlanDialog({ task, title, pending, error, onClose, onDone }: Props) {
  const { t } = useTranslation("work");
  const { t: common } = useTranslation();
  const say = useProblemText();
  const [followUp, setFollowUp] = useState(task.followUp ?? "");
  const [due, setDue] = useState(task.due ?? "");
  const [priority, setPriority] = useState<number | string>(task.priority);
  const [reason, setReason] = useState("");
  const mine = task.allowedActions.includes("plan");
  const others = task.allowedActions.includes("reschedule");
  const plan = changed(task, { followUp, due, priority });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (plan) onDone({ ...plan, reason: reason.trim() });
  };
  const moment = (name: "followUp" | "due", value: string, set: (value: string) => void) => (
    <MomentField label={t(`plan.${name}`)} description={t(`plan.${name}Hint`)} value={value} onChange={set} />
  );
  return (
    <Dialog onClose={onClose} title={title ?? t("action.plan")}>
      <form onSubmit={submit}>
        <Stack>
          {(mine || others) && moment("followUp", followUp, setFollowUp)}
          {others && (
            <>
              {moment("due", due, setDue)}
              <NumberInput
                label={t("plan.priority")}
                description={t("plan.priorityHint")}
                min={0}
                max={PRIORITY_MAX}
                allowDecimal={false}
                clampBehavior="strict"
                value={priority}
                onChange={setPriority}
              />
            </>
          )}
          <TextInput label={common("reason.label")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          {error !== null && error !== undefined && (
            <Alert color="red" role="alert">
              {say(error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common("action.cancel")}
            </Button>
            <Button type="submit" loading={pending} disabled={!plan}>
              {t("plan.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** What is other than before; nothing where all is as it was. */
export function changed(task: Pick<UserTask, "followUp" | "due" | "priority">, now: { followUp: string; due: string; priority: number | string }): Omit<Plan, "reason"> | null {
  const plan: Omit<Plan, "reason"> = {};
  const same = (before: string | null | undefined, after: string) => (before ? new Date(before).getTime() : null) === (after ? new Date(after).getTime() : null);
  if (!same(task.followUp, now.followUp)) plan.followUp = now.followUp ? new Date(now.followUp).toISOString() : null;
  if (!same(task.due, now.due)) plan.due = now.due ? new Date(now.due).toISOString() : null;
  if (typeof now.priority === "number" && now.priority !== task.priority) plan.priority = now.priority;
  return Object.keys(plan).length > 0 ? plan : null;
}
