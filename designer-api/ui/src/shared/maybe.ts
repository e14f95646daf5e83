import { useTranslation } from "react-i18next";

/** Words for what comes in kinds that are not all known here: codes, types. Where there are none, what it is called itself. */
export function useMaybe(namespace: string): (key: string, otherwise: string) => string {
  const { t, i18n } = useTranslation(namespace);
  return (key, otherwise) => (i18n.exists(`${namespace}:${key}`) ? t(key) : otherwise);
}

/** Words for what the server finds in files: by the page of rules, or by that of problems for what is about other files. */
export function useFinding(): (code: string, message: string) => string {
  const { t, i18n } = useTranslation(["findings", "problems"]);
  return (code, message) => {
    const found = ["findings", "problems"].find((namespace) => i18n.exists(`${namespace}:${code}`));
    return found ? t(`${found}:${code}`, { detail: message }) : message;
  };
}

/** Words for what stands against an intervention: what the server calls it itself where there are none. */
export function useObstacle(): (code: string, message: string) => string {
  const { t, i18n } = useTranslation(["ops", "problems"]);
  return (code, message) => (i18n.exists(`ops:obstacle.${code}`) ? t(`ops:obstacle.${code}`) : i18n.exists(`problems:${code}`) ? t(`problems:${code}`, { detail: "" }) : message);
}
