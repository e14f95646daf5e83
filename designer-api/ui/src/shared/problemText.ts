import { useTranslation } from "react-i18next";
import { isProblem } from "@/api/problem";

/** What went wrong, in the language of the page, by its code; what the server said stays behind it when there is more in it. */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation("problems", { useSuspense: false });
  return (error) => {
    if (!isProblem(error)) return t("unexpected", { detail: error instanceof Error ? error.message : String(error) });
    if (i18n.exists(error.code, { ns: "problems" })) return t(error.code, { detail: error.detail, limit: "" });
    const kind = error.status >= 500 ? "server" : error.status === 409 ? "conflict" : "refused";
    return t(`kind.${kind}`, { code: error.code, detail: error.detail });
  };
}
