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

/** Files by their names, each a link to it. */
export function FileList({ instance, ids, onRemove }: { instance: string; ids: string[]; onRemove?: (id: string) => void }) {
  const { t } = useTranslation("form");
  const all = useAttachments(ids.length > 0 ? instance : undefined);
  if (ids.length === 0) return null;
  const names = new Map((all.data?.items ?? []).map((file) => [file.id, file.name]));
  return (
    <ul className={classes.files}>
      {ids.map((id) => (
        <li key={id} className={classes.file}>
          <Paperclip size={13} aria-hidden />
          <a href={`/api/v1/instances/${instance}/attachments/${id}`} download={names.get(id) ?? id}>
            <bdi>{names.get(id) ?? id}</bdi>
          </a>
          {onRemove && (
            <ActionIcon size="sm" aria-label={t("removeFile", { name: names.get(id) ?? id })} onClick={() => onRemove(id)}>
              <X size={13} />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}
