import { Button, Input } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Paperclip } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { useProblemText } from "@/shared/problemText";
import type { Place } from "./context";
import { FileList, rememberName } from "./FileList";
import type { Common } from "./Field";
import type { Component, Value } from "./schema";
import { sendFile } from "./sendFile";

interface Props {
  component: Component;
  common: Common;
  many: boolean;
  value: Value | undefined;
  set: (value: Value) => void;
  files: Place;
}

/** Bytes that a file may have: the server takes no more. */
export const FILE_BYTES_MAX = 64 << 20;

/** Files of an instance: each is sent when it is chosen, and the form keeps their ids. */
export function FilesField({ component, common, many, value, set, files }: Props) {
  const { t } = useTranslation("form");
  const say = useProblemText();
  const input = useRef<HTMLInputElement>(null);
  const label = useId();
  const client = useQueryClient();
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const ids = Array.isArray(value) ? value.map(String) : value ? [String(value)] : [];
  const send = useCommand((file: File, key) => sendFile(files, file, key));
  const choose = async (list: FileList | null) => {
    setTooLarge(null);
    let now = ids;
    for (const file of [...(list ?? [])]) {
      if (file.size > FILE_BYTES_MAX) {
        setTooLarge(file.name);
        continue;
      }
      const sent = await send.mutateAsync(file).catch(() => null);
      if (!sent) break;
      if ("definition" in files) rememberName(sent.id, file.name);
      now = many ? [...now, sent.id] : [sent.id];
      set(many ? now : sent.id);
    }
    if ("instance" in files) void client.invalidateQueries({ queryKey: keys.instancePart(files.instance, "attachments") });
    if (input.current) input.current.value = "";
  };
  const fault = tooLarge ? t("tooLarge", { name: tooLarge }) : send.isError ? say(send.error) : common.error;
  return (
    <Input.Wrapper
      label={common.label}
      labelProps={{ id: label }}
      description={common.description}
      error={fault}
      withAsterisk={common.withAsterisk}
    >
      <FileList {...("instance" in files ? { instance: files.instance } : {})} ids={ids} onRemove={(id) => set(many ? ids.filter((one) => one !== id) : null)} />
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        multiple={many}
        accept={component.accept}
        aria-labelledby={label}
        data-path={common["data-path"]}
        onChange={(event) => void choose(event.currentTarget.files)}
      />
      <Button variant="default" mt={4} leftSection={<Paperclip size={14} aria-hidden />} loading={send.isPending} onClick={() => input.current?.click()}>
        {t("addFile")}
      </Button>
    </Input.Wrapper>
  );
}
