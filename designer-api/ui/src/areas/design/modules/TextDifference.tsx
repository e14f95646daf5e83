import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Model } from "@/api/types";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import classes from "../design.module.css";
import { differenceOf } from "./lines";

const SIGN = { same: " ", gone: "−", new: "+" } as const;

/** What is other in a decision or a form since a version of it, or in another version, line by line. */
export function TextDifference({ model, before, after }: { model: Model; before: number; after?: number | undefined }) {
  const { t } = useTranslation("design");
  const old = useText(model, before);
  const now = useText(model, after);
  const lines = useMemo(() => (old.data === undefined || now.data === undefined ? undefined : differenceOf(textOf(old.data), textOf(now.data))), [old.data, now.data]);
  const error = old.error ?? now.error;
  if (error) return <ErrorState error={error} />;
  if (!lines) return <LoadingRows />;
  if (lines.every((line) => line.kind === "left-out")) return <Text c="dimmed">{t("diff.none")}</Text>;
  return (
    <ol className={classes.texts} data-testid="text-difference" aria-label={t("versions.text")}>
      {lines.map((line, place) =>
        line.kind === "left-out" ? (
          <li key={place} data-line="left-out">{t("versions.leftOut", { count: line.count })}</li>
        ) : (
          <li key={place} data-line={line.kind}>
            <span aria-hidden>{SIGN[line.kind]} </span>
            {line.kind !== "same" && <span className={classes.unseen}>{t(`versions.line.${line.kind}`)} </span>}
            <code>{line.text}</code>
          </li>
        ),
      )}
    </ol>
  );
}

function useText(model: Model, revision: number | undefined) {
  return useQuery({
    queryKey: keys.modelPart(model.id, revision === undefined ? `plain ${model.revision}` : `version ${revision}`),
    queryFn: () =>
      (revision === undefined
        ? get("/api/v1/models/{id}/xml", { path: { id: model.id } })
        : get("/api/v1/models/{id}/versions/{revision}/xml", { path: { id: model.id, revision } })) as Promise<unknown>,
    staleTime: revision === undefined ? 0 : Infinity,
  });
}

/** A form comes read already. */
const textOf = (answer: unknown) => (typeof answer === "string" ? answer : JSON.stringify(answer));
