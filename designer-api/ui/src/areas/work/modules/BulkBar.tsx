import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { UserTask } from "@/api/types";
import { useMe } from "@/app/session";
import { Dialog } from "@/shared/Dialog";
import { PersonPicker } from "@/shared/PersonPicker";
import { allowing, useBulk } from "./useBulk";
import classes from "../work.module.css";

interface Props {
  /** What is listed, and may be chosen. */
  tasks: UserTask[];
  chosen: string[];
  onChosen: (change: (now: string[]) => string[]) => void;
}

/** What can be done to the tasks that were chosen, and what of it was refused. */
export function BulkBar({ tasks, chosen, onChosen }: Props) {
  const { t } = useTranslation("work");
  const [giving, setGiving] = useState(false);
  const bulk = useBulk((gone) => onChosen((now) => now.filter((id) => !gone.includes(id))));
  const ticked = tasks.filter((task) => chosen.includes(task.id));
  const [approve, transfer] = [allowing(ticked, "approve"), allowing(ticked, "transfer")];
  const label = (action: "approve" | "transfer", some: UserTask[]) => (some.length < ticked.length ? t(`bulk.${action}Some`, { count: some.length }) : t(`bulk.${action}`));
  return (
    <>
      {chosen.length > 0 && (
        <div className={classes.bulk} role="status">
          <span>{t("bulk.chosen", { count: ticked.length })}</span>
          {approve.length > 0 && (
            <Button loading={bulk.doing === "approve"} disabled={bulk.doing === "transfer"} onClick={() => void bulk.start({ do: "approve" }, approve)}>
              {label("approve", approve)}
            </Button>
          )}
          {transfer.length > 0 && (
            <Button variant="default" disabled={bulk.doing !== null} onClick={() => setGiving(true)}>
              {label("transfer", transfer)}
            </Button>
          )}
          {ticked.length < tasks.length && (
            <Button variant="subtle" disabled={bulk.doing !== null} onClick={() => onChosen(() => tasks.map((task) => task.id))}>
              {t("bulk.all", { count: tasks.length })}
            </Button>
          )}
          <Button variant="subtle" disabled={bulk.doing !== null} onClick={() => onChosen(() => [])}>
            {t("bulk.none")}
          </Button>
        </div>
      )}
      {bulk.failed.length > 0 && (
        <Alert color="red" role="alert" withCloseButton onClose={bulk.clear} closeButtonLabel={t("bulk.none")}>
          {bulk.failed.map(({ task, message }) => (
            <div key={task.id}>
              {task.businessKey ?? task.name}: {message}
            </div>
          ))}
        </Alert>
      )}
      {giving && (
        <Give
          count={transfer.length}
          pending={bulk.doing !== null}
          onClose={() => setGiving(false)}
          onGive={(to) => void bulk.start({ do: "transfer", to }, transfer).then(() => setGiving(false))}
        />
      )}
    </>
  );
}

/** To whom they go. */
function Give({ count, pending, onClose, onGive }: { count: number; pending: boolean; onClose: () => void; onGive: (to: string) => void }) {
  const { t } = useTranslation("work");
  const { t: common } = useTranslation();
  const { person } = useMe();
  const [to, setTo] = useState<string | null>(null);
  return (
    <Dialog onClose={onClose} title={t("bulk.give", { count })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (to) onGive(to);
        }}
      >
        <Stack>
          <Text>{t("bulk.giveEffect", { count })}</Text>
          <PersonPicker label={t("ask.transfer")} required value={to} onChange={setTo} without={[person]} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common("action.cancel")}
            </Button>
            <Button type="submit" loading={pending} disabled={!to}>
              {t("action.transfer")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
