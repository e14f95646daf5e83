import { useTranslation } from "react-i18next";
import classes from "./shared.module.css";
import { saidIn } from "./incident";

/** What went wrong, by its code; one that has no words is told as it is. */
export function useIncidentName(): (code: string) => string {
  const { t, i18n } = useTranslation("events");
  return (code) => (i18n.exists(`events:code.${code}`) ? t(`code.${code}`) : code);
}

/** What the engine says of an incident, in the language of the page; its own words where there are no others. */
export function useIncidentText(): (message: string) => string | null {
  const { t, i18n } = useTranslation("events");
  const type = (name: string) => {
    const key = name.trim().replaceAll(" ", "-");
    return i18n.exists(`events:type.${key}`) ? t(`type.${key}`) : name;
  };
  return (message) => {
    const said = saidIn(message);
    if (!said) return null;
    const { what, types, type: found, wanted } = said.of;
    const of = {
      ...said.of,
      ...(what ? { what: t(`what.${what}`) } : {}),
      ...(types ? { types: types.split(/ and (?!time\b)/).map(type).join(t("said.and")) } : {}),
      ...(found ? { type: type(found) } : {}),
      ...(wanted ? { wanted: type(wanted) } : {}),
    };
    const parts = [
      t(`said.${said.sentence}`, of),
      said.note,
      said.text && t("said.within", { text: said.text }),
      said.line && t("said.at", { line: said.line, column: said.column }),
      said.needs && t("said.needs", { needs: said.needs }),
      said.data && t("said.with", { data: said.data }),
    ];
    return parts.filter(Boolean).join(t("said.between"));
  };
}

/** It, and behind it what the engine said itself. */
export function IncidentText({ message }: { message: string }) {
  const { t } = useTranslation("events");
  const text = useIncidentText()(message);
  if (text === null) return <bdi>{message}</bdi>;
  return (
    <>
      <bdi>{text}</bdi>
      <details className={classes.original}>
        <summary>{t("original")}</summary>
        <bdi lang="en">{message}</bdi>
      </details>
    </>
  );
}
