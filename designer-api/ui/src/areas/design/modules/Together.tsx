// Who else has this draft open, and who has saved it last.
import { Tooltip } from "@mantine/core";
import { Pencil, Eye } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DraftNow, Model } from "@/api/types";
import { useMe } from "@/app/session";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import classes from "../design.module.css";

/** So many are named; of more their number is told. */
const NAMED = 3;

export function Together({ others, now, model }: { others: DraftNow["here"]; now: DraftNow | undefined; model: Model }) {
  const { t } = useTranslation("design");
  const me = useMe();
  // Somebody with several pages is one person; where they may change it in one of them they may.
  const people = new Map<string, boolean>();
  for (const { person, edits } of others) people.set(person, (people.get(person) ?? false) || edits);
  const shown = [...people].slice(0, NAMED);
  return (
    <>
      {shown.length > 0 && (
        <span className={classes.together} role="status" aria-label={t("here.label")} data-testid="together">
          {shown.map(([person, edits]) => (
            <Tooltip key={person} label={t(person === me.person ? "here.self" : edits ? "here.edits" : "here.looks")} openDelay={300}>
              <span className={classes.somebody} data-person={person}>
                {edits ? <Pencil size={11} aria-hidden /> : <Eye size={11} aria-hidden />}
                <span className={classes.somebodyName}>{person === me.person ? t("here.me") : <PersonName id={person} />}</span>
                <span className={classes.unseen}>{t(person === me.person ? "here.self" : edits ? "here.edits" : "here.looks")}</span>
              </span>
            </Tooltip>
          ))}
          {people.size > NAMED && <span>{t("here.more", { count: people.size - NAMED })}</span>}
        </span>
      )}
      <span className={classes.last} data-testid="saved-last">
        <PersonName id={now?.changedBy ?? model.changedBy} /> · <When at={now?.changed ?? model.changed} />
      </span>
    </>
  );
}
