import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Paperclip, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import classes from "./form.module.css";

/** The files of an instance. */
export function useAttachments(instance: string | undefined) {
  return useQuery({
    queryKey: keys.instancePart(instance ?? "", "attachments"),
    queryFn: () => get("/api/v1/instances/{id}/attachments", { path: { id: instance ?? "" }, query: { limit: 500 } }),
    enabled: Boolean(instance),
  });
}

const NAMES = "weir-file-names";

/** What a file is called that belongs to no instance yet: nobody else can tell, and a reload must not forget it. */
export function rememberName(id: string, name: string): void {
  const known = Object.entries(names());
  localStorage.setItem(NAMES, JSON.stringify(Object.fromEntries([...known, [id, name]].slice(-NAMES_MAX))));
}

const NAMES_MAX = 100;

function names(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(NAMES) ?? "{}") as Record<string, string>;
  } catch {
    return {};
  }
}

/** Files by their names, each a link to it where it belongs to an instance. */
export function FileList({ instance, ids, onRemove }: { instance?: string; ids: string[]; onRemove?: (id: string) => void }) {
  const { t } = useTranslation("form");
  const all = useAttachments(ids.length > 0 ? instance : undefined);
  if (ids.length === 0) return null;
  const kept = instance ? {} : names();
  const named = new Map((all.data?.items ?? []).map((file) => [file.id, file.name]));
  const nameOf = (id: string) => named.get(id) ?? kept[id] ?? id;
  return (
    <ul className={classes.files}>
      {ids.map((id) => (
        <li key={id} className={classes.file}>
          <Paperclip size={13} aria-hidden />
          {instance ? (
            <a href={`/api/v1/instances/${instance}/attachments/${id}`} download={nameOf(id)}>
              <bdi>{nameOf(id)}</bdi>
            </a>
          ) : (
            <bdi>{nameOf(id)}</bdi>
          )}
          {onRemove && (
            <ActionIcon size="sm" aria-label={t("removeFile", { name: nameOf(id) })} onClick={() => onRemove(id)}>
              <X size={13} />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}
