import { useTranslation } from "react-i18next";
import type { Notice } from "@/api/types";
import { i18n } from "@/app/i18n";
import { queryClient } from "@/app/query";
import { personQuery, usePerson } from "./PersonName";

type Say = (key: string, values: Record<string, unknown>) => string;

function say(t: Say, notice: Notice, by: string): string {
  if (notice.alert) {
    const [own, other] = i18n.language === "en" ? [notice.alert.name.en, notice.alert.name["zh-CN"]] : [notice.alert.name["zh-CN"], notice.alert.name.en];
    const what = own || other;
    if (notice.alert.count > 1) return t("notices.alerts", { what, more: notice.alert.count - 1 });
    return t(notice.alert.phase === "resolved" ? "notices.alertOver" : "notices.alert", { what });
  }
  const what = notice.text || notice.businessKey || notice.definition?.split(":")[0] || notice.instance;
  return t(`notices.${notice.kind}`, { by, what, ...notice.leftOut });
}

/** What a notice says in one line. */
export function useNoticeText(notice: Notice): string {
  const { t } = useTranslation();
  const by = usePerson(notice.by === "engine" ? null : notice.by);
  return say((key, values) => t(key, values), notice, by.data?.name ?? notice.by);
}

// -- a few words at the top of the page, gone after a while -----------------------------------------------------

export interface Toast {
  id: string;
  kind: "done" | "told" | "failed";
  text: string;
}

const STAYS = { done: 2_500, told: 5_000, failed: 8_000 };
const MOST = 3;
let shown: Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

export const toasts = () => shown;

export function whenToastsChange(then: () => void): () => void {
  listeners.add(then);
  return () => listeners.delete(then);
}

function keep(now: Toast[]): void {
  shown = now;
  for (const listener of listeners) listener();
}

export function dropToast(id: string): void {
  keep(shown.filter((toast) => toast.id !== id));
}

function show(kind: Toast["kind"], text: string, id = `toast-${(count += 1)}`): void {
  keep([...shown.filter((toast) => toast.id !== id), { id, kind, text }].slice(-MOST));
  setTimeout(() => dropToast(id), STAYS[kind]);
}

/** Something was told as it happened; by whom is said by name. */
export async function notifyNotice(_kind: string, notice: Notice): Promise<void> {
  const by = await queryClient.fetchQuery(personQuery(notice.by)).catch(() => null);
  show("told", say((key, values) => i18n.t(key, values), notice, by?.name ?? notice.by), notice.id);
}

export const notifyDone = (text: string) => show("done", text);
export const notifyFailed = (text: string) => show("failed", text);
