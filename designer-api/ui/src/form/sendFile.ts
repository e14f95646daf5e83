import { upload } from "@/api/request";
import type { Attachment, StartFile } from "@/api/types";
import type { Place } from "./context";

/** Sends a file to where a form belongs; the form keeps its id. */
export function sendFile(files: Place, file: File, key: string): Promise<StartFile | Attachment> {
  if ("definition" in files) return upload<StartFile>(`/api/v1/definitions/${encodeURIComponent(files.definition)}/attachments?${new URLSearchParams({ name: file.name })}`, file, key);
  const query = new URLSearchParams({ name: file.name, ...(files.task ? { task: files.task } : {}) });
  return upload<Attachment>(`/api/v1/instances/${files.instance}/attachments?${query}`, file, key);
}
