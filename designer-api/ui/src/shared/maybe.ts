import { useTranslation } from "react-i18next";

/** Words for what comes in kinds that are not all known here: codes, types. Where there are none, what it is called itself. */
export function useMaybe(namespace: string): (key: string, otherwise: string) => string {
  const { t, i18n } = useTranslation(namespace);
  return (key, otherwise) => (i18n.exists(`${namespace}:${key}`) ? t(key) : otherwise);
}
