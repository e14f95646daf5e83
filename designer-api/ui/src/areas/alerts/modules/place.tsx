import { useTranslation } from "react-i18next";
import type { AlertScope } from "@/api/types";
import { useDepartments } from "@/form/useDepartments";
import { useProcessName } from "@/shared/definitions";

/** What a rule looks at, in words. */
export function usePlace(): (scope: AlertScope) => string {
  const { t } = useTranslation("alerts");
  const nameOf = useProcessName();
  const departments = useDepartments();
  const at = (scope: AlertScope) => {
    if (scope.landscape) return t("place.landscape", { node: scope.landscape });
    if (!scope.process) return t("form.everywhere");
    const version = scope.version ? ` ${t("place.version", { version: scope.version })}` : "";
    return `${nameOf(scope.process)}${version}${scope.node ? ` · ${scope.node}` : ""}`;
  };
  return (scope) => {
    const department = departments.data?.find((one) => one.id === scope.department)?.name ?? scope.department;
    return [at(scope), ...(scope.tag ? [t("place.tag", { tag: scope.tag })] : []), ...(department ? [t("place.department", { department })] : [])].join(" · ");
  };
}
