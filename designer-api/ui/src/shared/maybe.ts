import { useTranslation } from "react-i18next";

/** Words by the first of these keys that has some, each with its namespace; what it is called itself where none has. */
function useFirst(namespaces: string[]): (keys: string[], otherwise: string, detail?: string) => string {
  const { t, i18n } = useTranslation(namespaces);
  return (keys, otherwise, detail = "") => {
    const found = keys.find((key) => i18n.exists(key));
    return found ? t(found, { detail }) : otherwise;
  };
}

/** Words for what comes in kinds that are not all known here: codes, types. */
export function useMaybe(namespace: string): (key: string, otherwise: string) => string {
  const first = useFirst([namespace]);
  return (key, otherwise) => first([`${namespace}:${key}`], otherwise);
}

/** Words for what the server finds in files: by the page of rules, or by that of problems for what is about other files. */
export function useFinding(): (code: string, message: string) => string {
  const first = useFirst(["findings", "problems"]);
  return (code, message) => first([`findings:${code}`, `problems:${code}`], message, message);
}

/** What a refused intervention names in its message: what stood against it first, at which element, and how many more there are. */
export function refusalIn(message: string): { obstacle: string | null; element: string | null; more: number } {
  const obstacle = /: ([a-z-]+): /.exec(message)?.[1] ?? null;
  return { obstacle, element: obstacle ? (/`([^`]+)`/.exec(message)?.[1] ?? null) : null, more: Number(/\(and (\d+) more\)$/.exec(message)?.[1] ?? 0) };
}

/** Words for why an instance was left out; those of the server only where there are no others. */
export function useRefused(): (code: string, message: string) => string {
  const first = useFirst(["ops", "problems"]);
  return (code, message) => first([`ops:obstacle.${refusalIn(message).obstacle}`, `problems:${code}`], message || code, message);
}

/** Words for what stands against an intervention. */
export function useObstacle(): (code: string, message: string) => string {
  const first = useFirst(["ops", "problems"]);
  return (code, message) => first([`ops:obstacle.${code}`, `problems:${code}`], message);
}
