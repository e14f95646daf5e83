import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, freshKey } from "@/api/request";
import type { Model } from "@/api/types";
import { Dialog } from "@/shared/Dialog";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { useProblemText } from "@/shared/problemText";
import { broughtBy, nameOf, type Brought } from "./imports";

/** A text that is larger is saved after its draft was made: a request with JSON in it has a limit. */
const INLINE_MAX = 2_000_000;

interface Looked {
  brought: Brought;
  /** What the draft gets: of a process with what is broken mended and what is not drawn drawn. */
  text: string | null;
  repairs: { code: string; message: string; place: { line: number } }[];
  drawn: string[];
}

interface Report {
  repairs: Looked["repairs"];
  drawn: string[];
  xml?: string | null;
}

async function look(file: File): Promise<Looked> {
  const text = await file.text();
  const brought = broughtBy(text);
  if (brought?.kind === "form" || brought?.kind === "dmn") return { brought, text: text.replace(/^\uFEFF/, ""), repairs: [], drawn: [] };
  const form = new FormData();
  form.append("file", file, file.name);
  const { files } = (await command("post", "/api/v1/repairs", { query: { layout: true }, body: form as never } as never, freshKey())) as { files: Report[] };
  const { xml, repairs, drawn } = files[0]!;
  return { brought, text: xml ?? null, repairs, drawn };
}

interface Props {
  file: File;
  /** So many more come after it. */
  more: number;
  onClose: () => void;
  onMade: (model: Model) => void;
}

/** A file of another tool: what is broken in it is named, and mended in the draft; the file as it came is the first version. */
export function ImportDialog({ file, more, onClose, onMade }: Props) {
  const { t } = useTranslation(["design", "common"]);
  const say = useProblemText();
  const looked = useQuery({ queryKey: ["import", file.name, file.size, file.lastModified], queryFn: () => look(file), retry: false });
  const make = useCommand(
    async (mended: string, key) => {
      const original = await file.text();
      // What is sent is bytes: a letter may be three of them.
      const inline = new Blob([JSON.stringify(original)]).size < INLINE_MAX ? original : undefined;
      let made = (await command("post", "/api/v1/models", { body: { name: nameOf(file.name), comment: t("import.comment", { file: file.name }), ...(inline !== undefined ? { xml: inline } : {}) } } as never, key)) as Model;
      if (inline === undefined || mended !== original) {
        const body = new Blob([mended], { type: "application/xml" });
        made = (await command("put", "/api/v1/models/{id}/xml", { path: { id: made.id }, body: body as never } as never, freshKey(), { headers: { "if-match": `"${made.revision}"` } })) as Model;
      }
      return made;
    },
    { stale: [keys.models()], onDone: onMade },
  );
  const found = looked.data;
  const text = found?.brought ? found.text : null;
  return (
    <Dialog onClose={onClose} size="lg" title={t("import.title", { file: file.name })}>
      <Stack gap="sm">
        {looked.isLoading && <LoadingRows rows={3} />}
        {looked.error && <ErrorState error={looked.error} />}
        {found && !text && <Text c="red">{t("import.noText")}</Text>}
        {found?.brought?.kind === "form" && <Text>{t("import.form", { count: found.brought.fields })}</Text>}
        {found?.brought?.kind === "dmn" && <Text>{t("import.dmn", { count: found.brought.names.length, names: found.brought.names.join(t("import.and")) })}</Text>}
        {found && found.repairs.length > 0 && (
          <>
            <Text fw={600}>{t("import.repairs", { count: found.repairs.length })}</Text>
            <ul style={{ margin: 0, maxHeight: 260, overflow: "auto" }}>
              {found.repairs.map((repair, index) => (
                <li key={index}>
                  {`${repair.place.line}: `}
                  <bdi>{repair.message}</bdi>
                </li>
              ))}
            </ul>
          </>
        )}
        {found && found.drawn.length > 0 && <Text>{t("import.drawn", { count: found.drawn.length })}</Text>}
        {text && found?.brought?.kind === "bpmn" && found.repairs.length === 0 && found.drawn.length === 0 && <Text>{t("import.whole")}</Text>}
        {make.error && (
          <Text c="red" role="alert">
            {say(make.error)}
          </Text>
        )}
        <Group justify="flex-end">
          {more > 0 && (
            <Text c="dimmed" me="auto">
              {t("import.more", { count: more })}
            </Text>
          )}
          <Button variant="default" onClick={onClose}>
            {t(more > 0 ? "import.skip" : "common:action.cancel")}
          </Button>
          <Button disabled={!text} loading={make.isPending} onClick={() => text && make.mutate(text)}>
            {t("import.confirm")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
