import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { LandscapeNode } from "@/api/types";
import { useProcessName } from "@/shared/definitions";
import { told, type Piece } from "./fields";
import { useSaid, type Index } from "./landscape";
import { PartyName, useTarget } from "./parts";
import classes from "../plan.module.css";

type Links = LandscapeNode["links"];

/** A draft, whoever asks for it. */
const draftQuery = (id: string) => queryOptions({ queryKey: keys.model(id), queryFn: () => get("/api/v1/models/{id}", { path: { id } }), retry: false, staleTime: Infinity });

/** What a draft is called; one that is gone, or not to be seen, is known by its id alone. */
export function DraftName({ id }: { id: string }) {
  const model = useQuery(draftQuery(id));
  return <bdi title={id}>{model.isPending ? "…" : (model.data?.name ?? id)}</bdi>;
}

/** What processes, decisions and forms among links are called: what was never deployed is called what its draft is called. */
export function useCalled(links: Links): (kind: string, id: string) => string {
  const nameOf = useProcessName();
  const drafts = useQueries({ queries: links.filter((link) => link.kind === "draft").map((link) => draftQuery(link.id)) });
  return (kind, id) => {
    const draft = drafts.find(({ data }) => (kind === "process" ? data?.processes : data?.offers)?.includes(id));
    return draft?.data?.name ?? (kind === "process" ? nameOf(id) : id);
  };
}

/** What a field was and is; of a list, what went and what came. */
export function FieldChange({ all, field, before, after }: { all: Index; field: string; before: unknown; after: unknown }) {
  const { t } = useTranslation("plan");
  const change = told(field, before, after);
  const called = useCalled([...change.before, ...change.after].flatMap((piece) => (piece.piece === "link" ? [piece.link] : [])));
  if (!change.list) {
    return (
      <>
        {change.before.length > 0 ? <del><Pieces all={all} called={called} pieces={change.before} /></del> : <span className={classes.muted}>{t("versions.nothing")}</span>}
        {" → "}
        {change.after.length > 0 ? <Pieces all={all} called={called} pieces={change.after} /> : <span className={classes.muted}>{t("versions.nothing")}</span>}
      </>
    );
  }
  return (
    <ul className={classes.pieces}>
      {change.before.map((piece, place) => (
        <li key={`- ${place}`}>
          <span aria-label={t("versions.removed")}>− </span>
          <del><Pieces all={all} called={called} pieces={[piece]} /></del>
        </li>
      ))}
      {change.after.map((piece, place) => (
        <li key={`+ ${place}`}>
          <span aria-label={t("versions.added")}>+ </span>
          <Pieces all={all} called={called} pieces={[piece]} />
        </li>
      ))}
    </ul>
  );
}

interface Names {
  all: Index;
  called: ReturnType<typeof useCalled>;
}

function Pieces({ pieces, ...names }: Names & { pieces: Piece[] }) {
  return pieces.map((piece, place) => <One key={place} {...names} piece={piece} />);
}

function One({ all, called, piece }: Names & { piece: Piece }) {
  const { t, i18n } = useTranslation("plan");
  const say = useSaid();
  const target = useTarget();
  const nameOf = (id: string) => say(all.byId.get(id)?.name) || id;
  switch (piece.piece) {
    case "words":
      return <bdi>{say(piece.words)}</bdi>;
    case "party":
      return (
        <>
          {piece.parts.length > 0 && <b>{piece.parts.join("/")} </b>}
          <PartyName party={piece.party} all={all} />
        </>
      );
    case "indicator":
      return (
        <>
          <bdi title={piece.indicator.formula ?? undefined}>{say(piece.indicator.name) || piece.indicator.id}</bdi> {target(piece.indicator)}
        </>
      );
    case "link":
      return <Linked link={piece.link} called={called} />;
    case "node":
      return <bdi title={piece.id}>{nameOf(piece.id)}</bdi>;
    case "named": {
      const key = `${piece.of}.${piece.id}`;
      return <>{i18n.exists(`plan:${key}`) ? t(key) : piece.id}</>;
    }
    case "text":
      return <bdi>{piece.text}</bdi>;
  }
}

function Linked({ link, called }: { link: Links[number]; called: Names["called"] }) {
  const { t } = useTranslation("plan");
  return (
    <>
      {t(`link.${link.kind}`)} {link.kind === "draft" ? <DraftName id={link.id} /> : <bdi title={link.id}>{called(link.kind, link.id)}</bdi>}
    </>
  );
}
