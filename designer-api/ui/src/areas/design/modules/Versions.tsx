import { Badge, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { Difference, Model, ModelVersion } from "@/api/types";
import { Diagram } from "@/diagram";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { notifyDone } from "@/shared/notify";
import { PersonName } from "@/shared/PersonName";
import { useProblemText } from "@/shared/problemText";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { DifferenceList, paintOf } from "./DifferenceList";
import { TextDifference } from "./TextDifference";
import classes from "../design.module.css";

interface Props {
  model: Model;
  before: number | undefined;
  mayEdit: boolean;
  onCompare: (revision: number | undefined) => void;
  onRestored: (model: Model) => void;
}

/** What the draft was: each version, what is other since, and the way back. */
export function Versions({ model, before, mayEdit, onCompare, onRestored }: Props) {
  const { t } = useTranslation(["design", "common"]);
  const say = useProblemText();
  const list = useList<ModelVersion>(keys.modelPart(model.id, "versions"), (cursor) =>
    get("/api/v1/models/{id}/versions", { path: { id: model.id }, query: { limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
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
  const difference = useQuery({
    queryKey: keys.modelPart(model.id, `diff ${model.revision} ${before}`),
    queryFn: () => get("/api/v1/models/{id}/difference", { path: { id: model.id }, query: { before: String(before ?? "") } }) as Promise<Difference>,
    enabled: before !== undefined && model.kind === "bpmn",
    retry: false,
  });
  const xml = useQuery({
    queryKey: keys.modelPart(model.id, `xml ${model.revision}`),
    queryFn: () => get("/api/v1/models/{id}/xml", { path: { id: model.id }, query: { layout: true } }) as Promise<string>,
    enabled: before !== undefined && model.kind === "bpmn",
  });
  const paint = paintOf(difference.data);
  return (
    <div className={classes.versions}>
      <div className={classes.versionList}>
        {mayEdit && (
          <Button m="sm" variant="default" onClick={() => setKeeping(true)}>
            {t("versions.keep")}
          </Button>
        )}
        {list.error ? <ErrorState error={list.error} retry={list.refetch} /> : null}
        {list.rows.map((version) => (
          <div key={version.revision} className={classes.version} aria-current={version.revision === before}>
            <Group gap="xs" justify="space-between">
              <Text fw={600}>{version.comment ?? t("versions.number", { revision: version.revision })}</Text>
              {version.kept && <Badge variant="light">{t("versions.kept")}</Badge>}
            </Group>
            <Text c="dimmed" size="sm">
              <PersonName id={version.by} /> · <When at={version.saved} />
              {version.restored ? ` · ${t("versions.of", { revision: version.restored })}` : ""}
            </Text>
            <Group gap="xs" mt={4}>
              <Button variant="subtle" size="compact-xs" onClick={() => onCompare(version.revision === before ? undefined : version.revision)}>
                {t("versions.compare")}
              </Button>
              {mayEdit && version.revision !== model.text && (
                <Button variant="subtle" size="compact-xs" loading={restore.isPending && restore.variables === version.revision} onClick={() => restore.mutate(version.revision)}>
                  {t("versions.restore")}
                </Button>
              )}
            </Group>
          </div>
        ))}
        {restore.error && (
          <Text c="red" role="alert" p="sm">
            {say(restore.error)}
          </Text>
        )}
      </div>
      {before && model.kind !== "bpmn" ? (
        <div className={classes.changes} tabIndex={0} role="region" aria-label={t("versions.text")}>
          <TextDifference model={model} before={before} />
        </div>
      ) : before ? (
        <div className={classes.diff}>
          <div className={classes.canvas}>
            {xml.data && (
              <Suspense fallback={<LoadingPage />}>
                <Diagram xml={xml.data} label={t("versions.diagram")} paint={paint} drawn={{ model: model.id, revision: model.revision, before }} />
              </Suspense>
            )}
          </div>
          <div className={classes.changes}>
            {difference.error ? <ErrorState error={difference.error} /> : null}
            {difference.data && <DifferenceList difference={difference.data} />}
          </div>
        </div>
      ) : (
        <EmptyState title={t("versions.choose")} hint={t("versions.chooseHint")} />
      )}
      {keeping && (
        <Modal opened onClose={() => setKeeping(false)} title={t("versions.keep")} closeButtonProps={{ "aria-label": t("common:action.close") }}>
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
        </Modal>
      )}
    </div>
  );
}
