import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense, lazy, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Difference, Model, ModelVersion } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage, LoadingRows } from "@/shared/Loading";
import { formatTime } from "@/shared/When";
import { namesIn } from "@/shared/versions";
import classes from "../compare.module.css";
import { DifferenceList } from "./DifferenceList";
import { TextDifference } from "./TextDifference";
import { KINDS, SIGNS } from "./difference";
import type { ModelSearch } from "./search";
import { useDrawnText, useVersionName, useVersions } from "./versions";

const Sides = lazy(() => import("./Sides").then((all) => ({ default: all.Sides })));

interface Props {
  model: Model;
  /** The address of the draft. */
  base: string;
  search: ModelSearch;
  /** Something else is compared, or looked at. */
  onGo: (change: ModelSearch) => void;
}

/** Two versions of a draft side by side: what is gone, new and other, on both and in words. */
export function Compare({ model, base, search, onGo }: Props) {
  const { t } = useTranslation("design");
  const { a, b, element } = search;
  const drawn = model.kind === "bpmn";
  const versions = useVersions(model.id);
  const difference = useQuery({
    queryKey: keys.modelPart(model.id, `diff ${b ?? model.revision} ${a}`),
    queryFn: () => get("/api/v1/models/{id}/difference", { path: { id: model.id }, query: { before: String(a), after: b } }) as Promise<Difference>,
    enabled: a !== undefined && drawn,
    retry: false,
  });
  const texts = [useDrawnText(model, a, a !== undefined && drawn), useDrawnText(model, b, drawn)];
  const names = useMemo(() => new Map(texts.flatMap(({ data }) => [...namesIn(data)])), [texts[0]?.data, texts[1]?.data]);
  const nameOf = useVersionName(model);
  const known = (revision: number) => {
    const version = versions.rows.find((one) => one.revision === revision);
    return version ? `${nameOf(version)} · ${formatTime(version.saved)}` : t("versions.number", { revision });
  };
  const called = (revision: number | string | undefined) => {
    if (typeof revision === "string") return t("compare.deployed", { version: revision.split(":").at(-1) });
    return revision === undefined ? t("compare.now") : known(revision);
  };
  return (
    <div className={classes.whole} data-text={!drawn || a === undefined}>
      <div className={classes.bar}>
        <Link to={`${base}/versions` as never}>{t("compare.all")}</Link>
        <Which label={t("compare.before")} value={a} rows={versions.rows} called={called} onChange={(revision) => onGo({ a: revision, element: undefined })} />
        <Which label={t("compare.after")} value={b} rows={versions.rows} called={called} now onChange={(revision) => onGo({ b: typeof revision === "number" ? revision : undefined, element: undefined })} />
        {drawn && difference.data && (
          <ul className={classes.legend} aria-label={t("compare.legend")}>
            {KINDS.map((kind) => (
              <li key={kind}>
                <span className={classes.sign} data-kind={kind} aria-hidden>
                  {SIGNS[kind]}
                </span>
                {t(`compare.${kind}`, { n: difference.data![kind].length })}
              </li>
            ))}
          </ul>
        )}
      </div>
      {a === undefined ? (
        <EmptyState title={t("versions.choose")} hint={t("versions.chooseHint")} />
      ) : drawn ? (
        <>
          <Suspense fallback={<LoadingPage />}>
            <Sides model={model} a={a} b={b} called={called} difference={difference.data} chosen={element} onChoose={(chosen) => onGo({ element: chosen })} />
          </Suspense>
          <div className={classes.changes} tabIndex={0} role="region" aria-label={t("compare.changes")}>
            {difference.error ? <ErrorState error={difference.error} /> : difference.data ? <DifferenceList difference={difference.data} names={names} chosen={element} onChoose={(chosen) => onGo({ element: chosen })} /> : <LoadingRows rows={3} />}
          </div>
        </>
      ) : (
        <div className={classes.changes} tabIndex={0} role="region" aria-label={t("versions.text")}>
          {typeof a === "number" && <TextDifference model={model} before={a} after={b} />}
        </div>
      )}
    </div>
  );
}

interface WhichProps {
  label: string;
  value: number | string | undefined;
  rows: ModelVersion[];
  called: (revision: number | string | undefined) => string;
  /** What is there now may be chosen too. */
  now?: boolean;
  onChange: (revision: number | string | undefined) => void;
}

function Which({ label, value, rows, called, now = false, onChange }: WhichProps) {
  const known: (number | string)[] = rows.map((one) => one.revision);
  // One that is further back than was read yet.
  const all = value === undefined || known.includes(value) ? known : [...known, value];
  const none = now || value === undefined ? [{ value: "", label: now ? called(undefined) : "–" }] : [];
  return (
    <label className={classes.which}>
      <span>{label}</span>
      <NativeSelect
        data={[...none, ...all.map((revision) => ({ value: String(revision), label: called(revision) }))]}
        value={value === undefined ? "" : String(value)}
        onChange={({ currentTarget }) => onChange(all.find((one) => String(one) === currentTarget.value))}
      />
    </label>
  );
}
