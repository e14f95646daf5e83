// What an operator does with somebody else's task: another has it, another time, other signers.
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { Approval, Seat, UserTask } from "@/api/types";
import { Dialog } from "@/shared/Dialog";
import { notifyDone } from "@/shared/notify";
import { PersonName } from "@/shared/PersonName";
import { PeoplePicker, PersonPicker } from "@/shared/PersonPicker";
import { useProblemText } from "@/shared/problemText";
import { PlanDialog, type Plan } from "./PlanDialog";
import { RemoveSeat, SeatNote } from "./SeatNote";
import { standOf } from "./seats";
import type { Step } from "./steps";

interface Props {
  task: UserTask;
  step: Step;
  onClose: () => void;
}

type Deed = { to: string } | { plan: Plan } | { add: string[] } | { remove: number };

function run(task: UserTask, deed: Deed, key: string): Promise<unknown> {
  const path = { id: task.id };
  if ("to" in deed) return command("post", "/api/v1/user-tasks/{id}/transfer", { path, body: { to: deed.to, force: true } }, key);
  if ("plan" in deed) {
    const { reason, ...changed } = deed.plan;
    return command("patch", "/api/v1/user-tasks/{id}", { path, body: { ...changed, reason: reason || null } }, key);
  }
  return command("post", "/api/v1/approvals/{id}/signers", { path: { id: task.approval ?? "" }, body: { ...deed, force: true } as never }, key);
}

export function StepIn({ task, step, onClose }: Props) {
  const { t } = useTranslation("work");
  const act = useCommand((deed: Deed, key) => run(task, deed, key), {
    stale: [keys.tasks(), keys.task(task.id), keys.instance(task.instance), keys.instances(), keys.counts, ...(task.approval ? [keys.approval(task.approval)] : [])],
    onDone: (_, deed) => {
      notifyDone(t("add" in deed ? "done.addSigner" : "remove" in deed ? "done.removeSigner" : `done.${step}`));
      // Of signers often more than one is changed: that dialog stays, and shows what has become of them.
      if (step !== "changeSigners") onClose();
    },
  });
  const state = { task, pending: act.isPending, error: act.error, onClose };
  if (step === "reschedule") return <PlanDialog {...state} title={t("action.reschedule")} onDone={(plan) => act.mutate({ plan })} />;
  return step === "reassign" ? <Reassign {...state} onDone={(to) => act.mutate({ to })} /> : <Signers {...state} act={act.mutate} />;
}

interface Asking {
  task: UserTask;
  pending: boolean;
  error: unknown;
  onClose: () => void;
}

function Reassign({ task, pending, error, onClose, onDone }: Asking & { onDone: (to: string) => void }) {
  const { t } = useTranslation(["work", "common"]);
  const [to, setTo] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to) onDone(to);
  };
  return (
    <Dialog onClose={onClose} title={t("action.reassign")}>
      <form onSubmit={submit}>
        <Stack>
          <Text>
            {task.assignee ? (
              <>
                {t("stepIn.hasIt")} <PersonName id={task.assignee} />
              </>
            ) : (
              t("stepIn.nobodyHasIt")
            )}
          </Text>
          <PersonPicker label={t("ask.reassign")} description={t("stepIn.noted")} required value={to} onChange={setTo} without={task.assignee ? [task.assignee] : []} />
          <Refused error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={pending} disabled={!to}>
              {t("action.reassign")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function Signers({ task, pending, error, onClose, act }: Asking & { act: (deed: Deed, options?: { onSuccess: () => void }) => void }) {
  const { t } = useTranslation(["work", "common"]);
  const say = useProblemText();
  const [people, setPeople] = useState<string[]>([]);
  const id = task.approval ?? "";
  // Whoever asks others and leaves some out sees what is so now, not what was a moment ago.
  const found = useQuery({ queryKey: keys.approval(id), queryFn: () => get("/api/v1/approvals/{id}", { path: { id } }), staleTime: 0 });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (people.length > 0) act({ add: people }, { onSuccess: () => setPeople([]) });
  };
  return (
    <Dialog onClose={onClose} title={t("action.changeSigners")}>
      <form onSubmit={submit}>
        <Stack>
          {found.error ? <Alert color="red" role="alert">{say(found.error)}</Alert> : null}
          {found.data && <Seats approval={found.data} busy={pending} onRemove={(seat) => act({ remove: seat.id })} />}
          <PeoplePicker label={t("ask.addSigner")} description={t("stepIn.noted")} value={people} onChange={setPeople} without={found.data?.seats.filter(isAsked).map((seat) => seat.person) ?? []} />
          <Refused error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.close")}
            </Button>
            <Button type="submit" loading={pending} disabled={people.length === 0}>
              {t("action.addSigner")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

const isAsked = (seat: Seat) => standOf(seat).kind !== "removed";

/** Who is asked; whoever has not answered may be asked no more. */
function Seats({ approval, busy, onRemove }: { approval: Approval; busy: boolean; onRemove: (seat: Seat) => void }) {
  const { t } = useTranslation("work");
  return (
    <ul aria-label={t("progress.title")} style={{ margin: 0, padding: 0, listStyle: "none" }}>
      {approval.seats.map((seat) => {
        const { kind } = standOf(seat);
        return (
          <li key={seat.id} style={{ display: "flex", alignItems: "center", gap: 8, minHeight: 36, borderBottom: "1px solid var(--weir-line)" }}>
            <PersonName id={seat.person} />
            <Text size="sm" c="dimmed" flex={1}>
              {t(`progress.${kind}`)}
              <SeatNote seat={seat} />
            </Text>
            {(kind === "open" || kind === "waiting") && <RemoveSeat seat={seat} disabled={busy} onRemove={onRemove} />}
          </li>
        );
      })}
    </ul>
  );
}

function Refused({ error }: { error: unknown }) {
  const say = useProblemText();
  if (error === null || error === undefined) return null;
  return (
    <Alert color="red" role="alert">
      {say(error)}
    </Alert>
  );
}
