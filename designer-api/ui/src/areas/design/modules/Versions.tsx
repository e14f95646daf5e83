import { Badge, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import type { Model } from "@/api/types";
import { Dialog } from "@/shared/Dialog";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { notifyDone } from "@/shared/notify";
import { PersonName } from "@/shared/PersonName";
import { useProblemText } from "@/shared/problemText";
import { When } from "@/shared/When";
import { useVersionName, useVersions, versionBefore } from "./versions";
import classes from "../design.module.css";

interface Props {
  model: Model;
  /** The address of the draft, below which two versions are compared. */
  base: string;
  mayEdit: boolean;
  onRestored: (model: Model) => void;
}

/** What the draft was: each version, what is other since, what it has changed itself, and the way back. */
export function Versions({ model, base, mayEdit, onRestored }: Props) {
  const { t } = useTranslation(["design", "common"]);
  const say = useProblemText();
  const list = useVersions(model.id);
  const nameOf = useVersionName(model);
  const [keeping, setKeeping] = useState(false);
  const [comment, setComment] = useState("");
  const match = { headers: { "if-match": `"${model.revision}"` } };
  const stale = [keys.model(model.id), keys.models()];
  const restore = useCommand(
    (revision: number, key) => command("post", "/api/v1/models/{id}/restore", { path: { id: model.id }, body: { revision } } as never, key, match) as Promise<Model>,
    {
      stale,
      onDone: (restored) => {
        notifyDone(t("versions.restored"));
        onRestored(restored);
      },
    },
  );
  const keep = useCommand((text: string, key) => command("post", "/api/v1/models/{id}/versions", { path: { id: model.id }, body: { comment: text } } as never, key, match) as Promise<Model>, {
    stale,
    onDone: () => {
      setKeeping(false);
      setComment("");
    },
  });
  const { hasMore, loading, onMore } = list.table;
  return (
    <div className={classes.versions} tabIndex={0} role="region" aria-label={t("view.versions")}>
      {mayEdit && (
        <Button m="sm" variant="default" onClick={() => setKeeping(true)}>
          {t("versions.keep")}
        </Button>
      )}
      {list.error ? <ErrorState error={list.error} retry={list.refetch} /> : null}
      {restore.error && (
        <Text c="red" role="alert" p="sm">
          {say(restore.error)}
        </Text>
      )}
      {list.rows.length === 0 && loading && <LoadingRows />}
      <ul className={classes.versionList} data-testid="versions">
        {list.rows.map((version) => {
          const earlier = versionBefore(list.rows, version.revision);
          return (
            <li key={version.revision} className={classes.version}>
              <div>
                <Group gap="xs">
                  <Text fw={600}>{nameOf(version)}</Text>
                  {version.kept && <Badge variant="light">{t("versions.kept")}</Badge>}
                </Group>
                <Text c="dimmed" size="sm">
                  <PersonName id={version.by} /> · <When at={version.saved} />
                  {version.restored ? ` · ${t("versions.of", { revision: version.restored })}` : ""}
                </Text>
              </div>
              <Group gap="xs">
                <Button component={Link} variant="subtle" size="compact-sm" to={`${base}/diff` as never} search={{ a: version.revision } as never}>
                  {t("versions.compare")}
                </Button>
                {earlier !== undefined && (
                  <Button component={Link} variant="subtle" size="compact-sm" to={`${base}/diff` as never} search={{ a: earlier, b: version.revision } as never}>
                    {t("versions.changed")}
                  </Button>
                )}
                {mayEdit && version.revision !== model.text && (
                  <Button variant="subtle" size="compact-sm" loading={restore.isPending && restore.variables === version.revision} onClick={() => restore.mutate(version.revision)}>
                    {t("versions.restore")}
                  </Button>
                )}
              </Group>
            </li>
          );
        })}
      </ul>
      {hasMore && (
        <Button m="sm" variant="default" loading={loading} onClick={onMore}>
          {t("versions.more")}
        </Button>
      )}
      {keeping && (
        <Dialog onClose={() => setKeeping(false)} title={t("versions.keep")}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (comment.trim()) keep.mutate(comment.trim());
            }}
          >
            <Stack gap="sm">
              <Textarea data-autofocus label={t("versions.comment")} required value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
              {keep.error && (
                <Text c="red" role="alert">
                  {say(keep.error)}
                </Text>
              )}
              <Group justify="flex-end">
                <Button type="submit" loading={keep.isPending} disabled={!comment.trim()}>
                  {t("common:action.save")}
                </Button>
              </Group>
            </Stack>
          </form>
        </Dialog>
      )}
    </div>
  );
}
