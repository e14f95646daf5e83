import { Button, Group, Select, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { command, freshKey } from "@/api/request";
import type { Changes, ElementState } from "@/api/types";
import { Dialog } from "@/shared/Dialog";
import { useObstacle } from "@/shared/maybe";
import { notifyDone } from "@/shared/notify";
import { useProblemText } from "@/shared/problemText";
import { ChangesView } from "./ChangesView";
import classes from "../ops.module.css";

/** One thing that is to be done to the tokens. */
export type Step = { kind: "move"; from: string; to: string } | { kind: "cancel"; from: string } | { kind: "start"; to: string };

function instruction(step: Step): object {
  if (step.kind === "move") return { move: { from: { element: step.from }, to: { before: step.to } } };
  if (step.kind === "cancel") return { cancel: { element: step.from } };
  return { start: { before: step.to } };
}

interface Props {
  instance: string;
  elements: ElementState[];
  /** Where a token may begin. */
  places: { value: string; label: string }[];
  chosen: string | undefined;
  nameOf: (element: string) => string;
  onLeave: () => void;
}

/** The mode in which tokens are moved: nothing happens before the list was tried and is carried out as a whole. */
export function Tokens({ instance, elements, places, chosen, nameOf, onLeave }: Props) {
  const { t } = useTranslation(["ops", "common"]);
  const say = useProblemText();
  const wordsOf = useObstacle();
  const [steps, setSteps] = useState<Step[]>([]);
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [trying, setTrying] = useState(false);
  const live = [...new Set(elements.filter((one) => one.scope !== null && one.scope !== undefined).map((one) => one.element))];
  const tokens = live.map((element) => ({ value: element, label: nameOf(element) }));
  const [reason, setReason] = useState("");
  const body = (dryRun: boolean) => ({ instructions: steps.map(instruction), dryRun, reason: reason || null }) as never;
  const trial = useMutation({ mutationFn: () => command("post", "/api/v1/instances/{id}/modify", { path: { id: instance }, body: body(true) }, freshKey()) as Promise<Changes> });
  const apply = useCommand((_: null, key) => command("post", "/api/v1/instances/{id}/modify", { path: { id: instance }, body: body(false) }, key), {
    stale: [keys.instance(instance), keys.incidents(), keys.instances()],
    onDone: () => {
      notifyDone(t("tokens.done"));
      onLeave();
    },
  });
  const add = (step: Step) => {
    setSteps([...steps, step]);
    setFrom(null);
    setTo(null);
  };
  const told = (step: Step) =>
    step.kind === "move"
      ? t("tokens.move", { from: nameOf(step.from), to: nameOf(step.to) })
      : step.kind === "cancel"
        ? t("tokens.cancel", { from: nameOf(step.from) })
        : t("tokens.start", { to: nameOf(step.to) });
  const obstacles = isProblem(trial.error) ? (trial.error.document.obstacles ?? []) : [];
  return (
    <Stack gap="sm">
      <Text c="dimmed">{t("tokens.hint")}</Text>
      <Select label={t("tokens.from")} data={tokens} value={from ?? (live.includes(chosen ?? "") ? chosen! : null)} onChange={setFrom} clearable clearButtonProps={{ "aria-label": t("common:action.clear") }} />
      <Select label={t("tokens.to")} data={places} searchable value={to} onChange={setTo} clearable clearButtonProps={{ "aria-label": t("common:action.clear") }} />
      <Group gap="xs">
        {(() => {
          const source = from ?? (live.includes(chosen ?? "") ? chosen! : null);
          return (
            <>
              <Button variant="default" disabled={!source || !to} onClick={() => add({ kind: "move", from: source!, to: to! })}>
                {t("tokens.addMove")}
              </Button>
              <Button variant="default" disabled={!source} onClick={() => add({ kind: "cancel", from: source! })}>
                {t("tokens.addCancel")}
              </Button>
              <Button variant="default" disabled={!to} onClick={() => add({ kind: "start", to: to! })}>
                {t("tokens.addStart")}
              </Button>
            </>
          );
        })()}
      </Group>
      <Text fw={600}>{t("tokens.pending", { count: steps.length })}</Text>
      <table className={classes.lines} data-testid="pending">
        <tbody>
          {steps.map((step, index) => (
            <tr key={index}>
              <td>{told(step)}</td>
              <td className={classes.number}>
                <Button variant="subtle" color="gray" size="compact-xs" aria-label={t("tokens.drop", { step: told(step) })} onClick={() => setSteps(steps.filter((_, at) => at !== index))}>
                  <Trash2 size={13} />
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Group justify="flex-end">
        <Button variant="default" onClick={onLeave}>
          {t("tokens.leave")}
        </Button>
        <Button
          disabled={steps.length === 0}
          loading={trial.isPending}
          onClick={() => {
            setTrying(true);
            trial.mutate();
          }}
        >
          {t("tokens.try")}
        </Button>
      </Group>
      {trying && !trial.isPending && (
        <Dialog onClose={() => setTrying(false)} title={t("tokens.tried")}>
          <Stack gap="sm">
            {trial.data && <ChangesView changes={trial.data} nameOf={nameOf} />}
            {trial.error && (
              <Text c="red" role="alert">
                {say(trial.error)}
              </Text>
            )}
            {obstacles.map((obstacle, index) => (
              <div key={index}>
                <Text c="red">
                  {obstacle.element && <bdi>{nameOf(obstacle.element)}{t("common:colon")}</bdi>}
                  {wordsOf(obstacle.code, obstacle.message ?? "")}
                </Text>
                <Text c="dimmed" size="sm">
                  <bdi>{obstacle.message}</bdi>
                </Text>
              </div>
            ))}
            {trial.data && <Textarea label={t("reason.label")} description={t("reason.hint")} required autosize value={reason} onChange={(event) => setReason(event.currentTarget.value)} />}
            {apply.error && (
              <Text c="red" role="alert">
                {say(apply.error)}
              </Text>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setTrying(false)}>
                {t("common:action.cancel")}
              </Button>
              <Button disabled={!trial.data || !reason.trim()} loading={apply.isPending} onClick={() => apply.mutate(null)}>
                {t("tokens.apply")}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </Stack>
  );
}
