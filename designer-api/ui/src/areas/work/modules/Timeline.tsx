import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { TimelineEntry } from "@/api/types";
import { Duration } from "@/shared/Duration";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { People, StepsAhead } from "./StepsAhead";
import classes from "../work.module.css";

const BAD = new Set(["rejected", "refused", "invalidated", "revoked"]);
const BACK = new Set(["returned", "withdrawn", "voteWithdrawn", "reminded"]);
const QUIET = new Set(["asked", "claimed", "putBack", "copied"]);

/** Of a vote those whom it concerns are those for whom it was given. */
const VOTES = new Set(["approved", "rejected", "abstained"]);

const kindOf = (what: string) => (BAD.has(what) ? "bad" : BACK.has(what) ? "back" : QUIET.has(what) ? "quiet" : "good");

/** Who did what, when, in which words, and how long it took; then who comes next. */
export function Timeline({ instance, ended = false }: { instance: string; ended?: boolean }) {
  const { t } = useTranslation("work");
  const lines = useQuery({
    queryKey: keys.instancePart(instance, "timeline"),
    queryFn: () => get("/api/v1/instances/{id}/timeline", { path: { id: instance } }),
  });
  if (lines.isPending) return <LoadingRows />;
  if (lines.isError) return <ErrorState error={lines.error} retry={() => void lines.refetch()} />;
  return (
    <ol className={classes.timeline}>
      {lines.data.map((line, index) => (
        <li key={index} className={classes.line}>
          <span className={classes.dot} data-kind={kindOf(line.what)} aria-hidden />
          <div className={classes.lineBody}>
            <div>
              <Sentence line={line} />
            </div>
            <div className={classes.muted}>
              {line.name ?? line.element} · <When at={line.at} />
              {line.tookMs !== null && line.tookMs !== undefined && (
                <>
                  {" · "}
                  {t("timeline.took")} <Duration ms={line.tookMs} />
                </>
              )}
            </div>
            {line.comment && <blockquote className={classes.quote}>{line.comment}</blockquote>}
          </div>
        </li>
      ))}
      {!ended && <Coming instance={instance} />}
    </ol>
  );
}

/** Who did it and to whom; whoever is asked is who it is about. */
export function Sentence({ line }: { line: TimelineEntry }) {
  const { t } = useTranslation("work");
  const asked = line.what === "asked" && line.to.length > 0;
  const verb = t(`timeline.${line.what}`);
  if (asked) {
    return (
      <>
        <span className={classes.strong}>
          <People ids={line.to} />
        </span>{" "}
        {verb}
      </>
    );
  }
  return (
    <>
      <span className={classes.strong}>{line.by === "engine" ? t("timeline.engine") : <PersonName id={line.by} />}</span> {verb}{" "}
      {VOTES.has(line.what) && line.by !== "engine" && line.to.length > 0 && `${t("progress.standsFor")} `}
      {line.what === "returned" ? (line.toName ?? line.to[0]) : <People ids={line.to} />}
    </>
  );
}

/** The model played through with the data as they are, everybody agreeing. */
function Coming({ instance }: { instance: string }) {
  const { t } = useTranslation("work");
  const coming = useQuery({
    queryKey: keys.instancePart(instance, "forecast"),
    queryFn: () => get("/api/v1/instances/{id}/forecast", { path: { id: instance } }),
    retry: false,
  });
  const tasks = (coming.data?.tasks ?? []).filter((task) => !task.open);
  if (tasks.length === 0) return null;
  return (
    <li>
      <Text className={classes.muted} mb={6}>
        {t("timeline.coming")}
      </Text>
      <StepsAhead tasks={tasks} />
    </li>
  );
}
