import { X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { dropToast, toasts, whenToastsChange } from "./notify";
import classes from "./shared.module.css";

/** Words about what has just happened, at the top: the bottom right belongs to diagrams. */
export function Toasts() {
  const { t } = useTranslation();
  const all = useSyncExternalStore(whenToastsChange, toasts);
  return (
    <div className={classes.toasts} role="status" aria-live="polite" data-noprint>
      {all.map((toast) => (
        <div key={toast.id} className={classes.toast} data-kind={toast.kind}>
          <span>{toast.text}</span>
          <button type="button" aria-label={t("action.close")} onClick={() => dropToast(toast.id)}>
            <X size={14} />
          </button>
        </div>
      ))}
    </div>
  );
}
