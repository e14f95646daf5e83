import { Building2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./app.module.css";
import { useMe } from "./session";

/** In which tenant somebody works. They never leave it, so there is nothing to switch; whoever has none is told of none. */
export function TenantMark({ className = "" }: { className?: string | undefined }) {
  const { t } = useTranslation();
  const { tenant, tenantName } = useMe();
  if (!tenant) return null;
  const name = tenantName || tenant;
  return (
    <span className={`${classes.tenant} ${className}`} title={t("shell.tenantHint", { name })} data-testid="tenant">
      <Building2 size={14} aria-hidden />
      <span className={classes.unseen}>{t("shell.tenant")}</span>
      <bdi>{name}</bdi>
    </span>
  );
}
