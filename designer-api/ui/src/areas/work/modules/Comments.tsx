import { Alert, Button, Stack, Textarea } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { useMe } from "@/app/session";
import { PeoplePicker } from "@/shared/PersonPicker";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { useList } from "@/shared/useList";
import { useProblemText } from "@/shared/problemText";
import classes from "../work.module.css";

/** What people say about an instance; whoever is mentioned is told. */
export function Comments({ instance, task }: { instance: string; task?: string }) {
  const { t } = useTranslation("work");
  const say = useProblemText();
  const { person } = useMe();
  const queryKey = keys.instancePart(instance, "comments");
  const [text, setText] = useState("");
  const [mentions, setMentions] = useState<string[]>([]);
  const list = useList(queryKey, (cursor) =>
    get("/api/v1/instances/{id}/comments", { path: { id: instance }, query: { limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
  const add = useCommand(
    (body: { text: string; mentions: string[]; task?: string }, key) => command("post", "/api/v1/instances/{id}/comments", { path: { id: instance }, body }, key),
    {
      stale: [queryKey],
      onDone: () => {
        setText("");
        setMentions([]);
      },
    },
  );
  const remove = useCommand(
    (comment: string, key) => command("delete", "/api/v1/instances/{id}/comments/{comment}", { path: { id: instance, comment } }, key),
    { stale: [queryKey] },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) add.mutate({ text: text.trim(), mentions, ...(task ? { task } : {}) });
  };
  return (
    <div>
      <ul className={classes.timeline}>
        {list.rows.map((comment) => (
          <li key={comment.id} className={classes.lineBody}>
            <span className={classes.strong}>
              <PersonName id={comment.by} />
            </span>{" "}
            <span className={classes.muted}>
              <When at={comment.at} />
            </span>{" "}
            {comment.by === person && !comment.deletedAt && (
              <Button variant="subtle" color="gray" size="compact-xs" onClick={() => remove.mutate(comment.id)}>
                {t("comment.takeBack")}
              </Button>
            )}
            {comment.deletedAt ? (
              <div className={classes.muted}>{t("comment.takenBack")}</div>
            ) : (
              <blockquote className={classes.quote}>{comment.text}</blockquote>
            )}
            {comment.mentions.length > 0 && (
              <div className={classes.muted}>
                {comment.mentions.map((one) => (
                  <span key={one}>
                    {"@"}
                    <PersonName id={one} />{" "}
                  </span>
                ))}
              </div>
            )}
          </li>
        ))}
      </ul>
      <form onSubmit={submit}>
        <Stack gap="xs">
          <Textarea label={t("comment.text")} value={text} onChange={(event) => setText(event.currentTarget.value)} autosize minRows={2} />
          <PeoplePicker label={t("comment.mentions")} value={mentions} onChange={setMentions} />
          {add.isError && <Alert color="red">{say(add.error)}</Alert>}
          <Button type="submit" variant="default" loading={add.isPending} disabled={!text.trim()} style={{ alignSelf: "flex-start" }}>
            {t("comment.send")}
          </Button>
        </Stack>
      </form>
    </div>
  );
}
