import { ActionIcon, Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Paperclip, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get, upload } from "@/api/request";
import type { Attachment } from "@/api/types";
import { useMe } from "@/app/session";
import { useAttachments } from "@/form/FileList";
import { FILE_BYTES_MAX } from "@/form/FilesField";
import type { Values } from "@/form/schema";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { useProblemText } from "@/shared/problemText";
import classes from "../work.module.css";

/** The files of an instance. Of those that were added in a form it is said when no field has them any more. `values`: what is being filled in. */
export function Files({ instance, values }: { instance: string; values?: Values }) {
  const { t } = useTranslation("work");
  const say = useProblemText();
  const { person } = useMe();
  const input = useRef<HTMLInputElement>(null);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const stale = [keys.instancePart(instance, "attachments")];
  const all = useAttachments(instance);
  const fromForms = (all.data?.items ?? []).some((file) => file.task);
  const variables = useQuery({
    queryKey: keys.instancePart(instance, "variables"),
    queryFn: () => get("/api/v1/instances/{id}/variables", { path: { id: instance } }),
    enabled: fromForms,
    retry: false,
  });
  const held = JSON.stringify([variables.data?.items, values]);
  const isLoose = (file: Attachment) => Boolean(file.task) && variables.data !== undefined && !held.includes(`"${file.id}"`);
  const send = useCommand(
    (file: File, key) => upload<Attachment>(`/api/v1/instances/${instance}/attachments?${new URLSearchParams({ name: file.name })}`, file, key),
    { stale },
  );
  const remove = useCommand(
    (attachment: string, key) => command("delete", "/api/v1/instances/{id}/attachments/{attachment}", { path: { id: instance, attachment } }, key),
    { stale },
  );
  const choose = async (files: FileList | null) => {
    setTooLarge(null);
    for (const file of [...(files ?? [])]) {
      if (file.size > FILE_BYTES_MAX) setTooLarge(file.name);
      else if (!(await send.mutateAsync(file).catch(() => null))) break;
    }
    if (input.current) input.current.value = "";
  };
  const failed = send.error ?? remove.error;
  return (
    <div>
      <ul className={classes.seats}>
        {(all.data?.items ?? []).map((file) => (
          <li key={file.id} className={classes.seat}>
            <Paperclip size={13} aria-hidden />
            <a href={`/api/v1/instances/${instance}/attachments/${file.id}`} download={file.name}>
              <bdi>{file.name}</bdi>
            </a>
            <span className={classes.muted}>
              {size(file.size)} · <PersonName id={file.by} /> · <When at={file.at} />
              {isLoose(file) && ` · ${t("files.loose")}`}
            </span>
            {file.by === person && (
              <ActionIcon aria-label={t("files.remove", { name: file.name })} onClick={() => remove.mutate(file.id)}>
                <Trash2 size={13} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {all.data?.items.length === 0 && <Text c="dimmed">{t("files.none")}</Text>}
      {(failed || tooLarge) && <Text c="var(--mantine-color-error)">{tooLarge ? t("files.tooLarge", { name: tooLarge }) : say(failed)}</Text>}
      <input ref={input} type="file" multiple hidden tabIndex={-1} aria-label={t("files.add")} onChange={(event) => void choose(event.currentTarget.files)} />
      <Button variant="default" mt="sm" loading={send.isPending} leftSection={<Paperclip size={14} aria-hidden />} onClick={() => input.current?.click()}>
        {t("files.add")}
      </Button>
    </div>
  );
}

function size(bytes: number): string {
  const units = ["B", "kB", "MB"];
  let [at, left] = [0, bytes];
  while (left >= 1000 && at < units.length - 1) {
    left /= 1000;
    at += 1;
  }
  return `${at === 0 ? left : left.toFixed(1)} ${units[at]}`;
}
