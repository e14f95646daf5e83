import { useTranslation } from "react-i18next";

/** What the other side said itself, which nobody here has words for. */
const THEIRS = ["mail-refused", "mail-refused-us", "webhook-status"];

/** Why something could not be delivered or carried out, in the language of the page; in the server's words only where there are no others. */
export function useTrouble(): (code: string, message: string) => string {
  const { t, i18n } = useTranslation(["admin", "events", "problems"]);
  return (code, message) => {
    const found = [`admin:outgoing.wrong.${code}`, `events:code.${code}`, `problems:${code}`].find((key) => i18n.exists(key));
    if (!found) return message;
    const words = t(found, { detail: message });
    return THEIRS.includes(code) ? `${words} (${message})` : words;
  };
}
