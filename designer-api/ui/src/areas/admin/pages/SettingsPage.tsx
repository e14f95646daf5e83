import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { LoadingRows } from "@/shared/Loading";
import { useMaybe } from "@/shared/maybe";
import { AdminFrame } from "../modules/AdminFrame";
import { useUrl } from "../modules/parts";
import classes from "../admin.module.css";

/** What the server was started with, and where each value came from. It is changed in the file, and not here. */
export function SettingsPage() {
  const { t } = useTranslation("admin");
  const [search, go] = useUrl();
  const text = search["text"]?.toLowerCase();
  const maybe = useMaybe("admin");
  const about = (key: string, help: string) => maybe(`settings.about.${key}`, help);
  const settings = useQuery({ queryKey: keys.admin("settings"), queryFn: () => get("/api/v1/settings"), staleTime: Infinity });
  const shown = (settings.data ?? []).filter((one) => !text || one.key.includes(text) || about(one.key, one.help).toLowerCase().includes(text));
  const plain = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return (
    <AdminFrame title={t("way.settings")} actions={<FilterBar label={t("settings.search")} text={search["text"]} onText={(now) => go({ text: now.trim() || undefined })} active={Boolean(text)} onClear={() => go({ text: undefined })} />}>
      {settings.error ? (
        <ErrorState error={settings.error} />
      ) : !settings.data ? (
        <LoadingRows />
      ) : (
        <div className={classes.scroll} style={{ height: "100%" }} tabIndex={0} role="region" aria-label={t("way.settings")}>
          <div className={classes.bar}>
            <span className={classes.muted}>{t("settings.hint")}</span>
          </div>
          <table className={`${classes.lines} ${classes.plain} ${classes.settings}`}>
            <thead>
              <tr>
                <th scope="col">{t("settings.key")}</th>
                <th scope="col">{t("settings.value")}</th>
                <th scope="col">{t("settings.from")}</th>
                <th scope="col">{t("settings.help")}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={one.key}>
                  <td className={classes.code}>{one.key}</td>
                  <td className={classes.code}>{plain(one.value) || "–"}</td>
                  <td className={`${classes.unbroken} ${classes.muted} ${one.from === "default" ? "" : classes.good}`}>{t(`settings.layer.${one.from}`)}</td>
                  <td className={classes.muted}>{about(one.key, one.help)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </AdminFrame>
  );
}
