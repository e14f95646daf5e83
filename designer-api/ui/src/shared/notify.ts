import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import type { Notice } from "@/api/types";
import { i18n } from "@/app/i18n";

type Say = (key: string, values: Record<string, unknown>) => string;

function say(t: Say, notice: Notice): string {
  const what = notice.text || notice.businessKey || notice.definition?.split(":")[0] || notice.instance;
  return t(`notices.${notice.kind}`, { by: notice.by, what });
}

/** What a notice says in one line. */
export function useNoticeText(): (notice: Notice) => string {
  const { t } = useTranslation();
  return (notice) => say((key, values) => t(key, values), notice);
}

/** A word about what has just happened. */
export function notifyNotice(kind: string, notice: Notice): void {
  notifications.show({ id: notice.id, message: say((key, values) => i18n.t(key, values), notice), color: kind === "reminded" ? "orange" : "teal" });
}

export function notifyDone(message: string): void {
  notifications.show({ message, color: "teal", autoClose: 2500 });
}

export function notifyFailed(message: string): void {
  notifications.show({ message, color: "red", autoClose: 8000 });
}
