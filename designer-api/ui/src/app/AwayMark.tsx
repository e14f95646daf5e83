import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useAway } from "@/api/away";
import { keys } from "@/api/keys";
import classes from "./app.module.css";

/** How often it is asked whether the server is back, in milliseconds. */
const AGAIN = 4_000;

/** Says that the server is out of reach; what was read meanwhile is read anew when it is back. */
export function AwayMark() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const away = useAway();
  const was = useRef(false);
  useEffect(() => {
    if (!away) {
      if (was.current) void client.invalidateQueries();
      was.current = false;
      return;
    }
    was.current = true;
    const timer = setInterval(() => void client.refetchQueries({ queryKey: keys.session }), AGAIN);
    return () => clearInterval(timer);
  }, [away, client]);
  return (
    <span role="status" className={classes.away} data-away={away}>
      {away && (
        <>
          <CloudOff size={14} aria-hidden />
          <span title={t("shell.awayHint")}>{t("shell.away")}</span>
        </>
      )}
    </span>
  );
}
