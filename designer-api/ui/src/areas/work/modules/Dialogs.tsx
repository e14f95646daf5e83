// What is asked before something is done to a task: whom, where to, and in which words.
import "@mantine/core/styles/Radio.layer.css";
import { Alert, Button, Group, Radio, Select, Stack, Switch, Textarea } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Involved, UserTask } from "@/api/types";
import { useMe } from "@/app/session";
import { Dialog } from "@/shared/Dialog";
import { PeoplePicker, PersonPicker } from "@/shared/PersonPicker";
import { formatTime } from "@/shared/When";
import { personQuery } from "@/shared/PersonName";
import { useProblemText } from "@/shared/problemText";
import { wordOf } from "./useTaskActions";

export type Asked = "reject" | "abstain" | "return" | "transfer" | "delegate" | "addSigner" | "copy" | "resolve";

/** What was answered. */
export interface Answered {
  comment: string;
  to: string;
  people: string[];
  place: "before" | "after" | "beside";
  comeBack: boolean;
}

interface Props {
  what: Asked;
  task: UserTask;
  opinion: string;
  pending: boolean;
  error: unknown;
  onClose: () => void;
  onDone: (answered: Answered) => void;
}

export function TaskDialog({ what, task, opinion, pending, error, onClose, onDone }: Props) {
  const { t } = useTranslation("work");
  const { t: common } = useTranslation();
  const say = useProblemText();
  const { person } = useMe();
  const [answered, setAnswered] = useState<Answered>({ comment: opinion, to: what === "return" ? "previous" : "", people: [], place: "beside", comeBack: false });
  const put = (change: Partial<Answered>) => setAnswered((now) => ({ ...now, ...change }));
  const ofPeople = ["transfer", "delegate", "addSigner", "copy"].includes(what);
  const whole =
    what === "transfer" || what === "delegate" ? answered.to !== "" : what === "addSigner" || what === "copy" ? answered.people.length > 0 : true;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole) onDone(answered);
  };
  const words = ["reject", "abstain", "return", "transfer", "delegate", "addSigner", "resolve"].includes(what);
  return (
    <Dialog onClose={onClose} title={t(`action.${wordOf(what, task, person)}`)}>
      <form onSubmit={submit}>
        <Stack>
          {(what === "transfer" || what === "delegate") && (
            <PersonPicker label={t(`ask.${what}`)} required data-autofocus value={answered.to || null} onChange={(to) => put({ to: to ?? "" })} without={[person]} />
          )}
          {(what === "addSigner" || what === "copy") && (
            <PeoplePicker label={t(`ask.${what}`)} required data-autofocus value={answered.people} onChange={(people) => put({ people })} without={[person]} />
          )}
          {what === "addSigner" && (
            <Radio.Group label={t("ask.place")} value={answered.place} onChange={(place) => put({ place: place as Answered["place"] })}>
              <Stack gap={6} mt={4}>
                {(["before", "after", "beside"] as const).map((place) => (
                  <Radio key={place} value={place} label={t(`place.${place}`)} />
                ))}
              </Stack>
            </Radio.Group>
          )}
          {what === "return" && <ReturnTo task={task} answered={answered} put={put} />}
          {words && (
            <Textarea
              label={t("opinion.label")}
              value={answered.comment}
              onChange={(event) => put({ comment: event.currentTarget.value })}
              autosize
              minRows={2}
              data-autofocus={ofPeople ? undefined : true}
            />
          )}
          {error !== null && error !== undefined && (
            <Alert color="red" role="alert">
              {say(error)}
            </Alert>
          )}
          <Buttons>
            <Button variant="default" onClick={onClose}>
              {common("action.cancel")}
            </Button>
            <Button type="submit" loading={pending} disabled={!whole} color={what === "reject" ? "red.9" : undefined}>
              {t(`action.${wordOf(what, task, person)}`)}
            </Button>
          </Buttons>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Does the matter leave the called process: to a task of what has called it, or to the one before where there is none in it? */
function leaves(to: string, targets: Involved[]) {
  return to.includes("/") || (to === "previous" && Boolean(targets[0]?.instance));
}

function Buttons({ children }: { children: ReactNode }) {
  return <Group justify="flex-end">{children}</Group>;
}

/** The tasks that the matter may go back to, the latest first. */
function ReturnTo({ task, answered, put }: { task: UserTask; answered: Answered; put: (change: Partial<Answered>) => void }) {
  const { t } = useTranslation("work");
  const targets = useQuery({
    queryKey: keys.returnTargets(task.id),
    queryFn: () => get("/api/v1/user-tasks/{id}/return-targets", { path: { id: task.id } }),
  });
  const by = [...new Set((targets.data ?? []).map((one) => one.by))];
  const people = useQueries({ queries: by.map(personQuery) });
  const nameOf = (id: string) => people[by.indexOf(id)]?.data?.name ?? id;
  const last = targets.data?.[0];
  const data = [
    { value: "previous", label: last ? t("ask.previous", { name: nameOf(last.by) }) : t("ask.before") },
    { value: "initiator", label: t("ask.initiator") },
    ...(targets.data ?? []).map((one) => ({
      value: one.instance ? `${one.instance}/${one.element}` : one.element,
      label: t(one.instance ? "ask.targetAbove" : "ask.target", { task: one.name ?? one.element, by: nameOf(one.by), at: formatTime(one.at) }),
    })),
  ];
  const known = new Set<string>();
  return (
    <>
      <Select
        label={t("ask.return")}
        data={data.filter(({ value }) => !known.has(value) && known.add(value))}
        value={answered.to}
        onChange={(to) => put({ to: to ?? "previous" })}
        allowDeselect={false}
        description={leaves(answered.to, targets.data ?? []) ? t("ask.ends") : undefined}
      />
      <Switch label={t("ask.comeBack")} checked={answered.comeBack} onChange={(event) => put({ comeBack: event.currentTarget.checked })} />
    </>
  );
}
