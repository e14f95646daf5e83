import { Button, Checkbox, FileInput, Group, Menu, Stack, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { command } from "@/api/request";
import { Dialog } from "@/shared/Dialog";
import { Reason } from "@/shared/ReasonDialog";
import { useProblemText } from "@/shared/problemText";
import { FindingList } from "./Findings";

/** The landscape as a file. */
export function ExportMenu({ icon }: { icon: ReactNode }) {
  const { t } = useTranslation("plan");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={icon}>
          {t("file.export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(["csv", "json"] as const).map((format) => (
          <Menu.Item key={format} component="a" href={`/api/v1/landscape/export?format=${format}`} download={`landscape.${format}`}>
            {t(`file.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Loads a file: wholly, or every fault with its line. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["plan", "common"]);
  const say = useProblemText();
  const [file, setFile] = useState<File | null>(null);
  const [replace, setReplace] = useState(false);
  const [reason, setReason] = useState("");
  const load = useCommand(
    async (input: { name: string; replace: boolean; reason: string }, key) => {
      const type = input.name.toLowerCase().endsWith(".json") ? "application/json" : "text/csv";
      const body = new Blob([await file!.arrayBuffer()], { type });
      return command("post", "/api/v1/landscape/import", { query: { mode: input.replace ? "replace" : "merge", reason: input.reason }, body: body as never }, key);
    },
    { stale: [keys.landscape()], onDone: onClose },
  );
  const faults = isProblem(load.error) ? (load.error.document.findings ?? []) : [];
  return (
    <Dialog onClose={onClose} size="lg" title={t("file.importTitle")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file && reason.trim()) load.mutate({ name: file.name, replace, reason: reason.trim() });
        }}
      >
        <Stack gap="sm">
          <FileInput required label={t("file.file")} description={t("file.fileHint")} accept=".csv,.json" value={file} onChange={setFile} clearable clearButtonProps={{ "aria-label": t("common:action.clear") }} />
          <Checkbox label={t("file.replace")} description={t("file.replaceHint")} checked={replace} onChange={(event) => setReplace(event.currentTarget.checked)} />
          <Reason hint={t("reason.hint")} value={reason} onChange={setReason} />
          {load.error ? (
            <div role="alert">
              <Text c="red">{say(load.error)}</Text>
              {faults.length > 0 && <FindingList findings={faults} />}
            </div>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={load.isPending} disabled={!file || !reason.trim()}>
              {t("file.confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
