import { useTranslation } from "react-i18next";
import type { AlertScope } from "@/api/types";
import { useProcessName } from "@/shared/definitions";

/** What a rule looks at, in words. */
export function usePlace(): (scope: AlertScope) => string {
  const { t } = useTranslation("alerts");
  const nameOf = useProcessName();
  return (scope) => {
    if (scope.landscape) return t("place.landscape", { node: scope.landscape });
    const process = nameOf(scope.process ?? "");
    const version = scope.version ? ` ${t("place.version", { version: scope.version })}` : "";
    return scope.node ? `${process}${version} · ${scope.node}` : `${process}${version}`;
  };
}
