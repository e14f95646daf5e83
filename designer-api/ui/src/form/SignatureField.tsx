import { Button, Group, Input, SegmentedControl, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { useProblemText } from "@/shared/problemText";
import type { Common } from "./Field";
import { SignatureImage, rememberImage } from "./SignatureImage";
import type { Place } from "./context";
import classes from "./form.module.css";
import type { Value } from "./schema";
import { sendFile } from "./sendFile";
import { PAPER, draw, onPaper, wipe, write, type Point } from "./signature";

interface Props {
  common: Common;
  value: Value | undefined;
  set: (value: Value) => void;
  /** Where it is kept; nowhere, and it can only be tried. */
  files: Place | null;
}

const WAYS = ["draw", "type"] as const;
type Way = (typeof WAYS)[number];

/** Somebody signs: by pen, finger or mouse, or with their name as they type it. */
export function SignatureField({ common, value, set, files }: Props) {
  const { t } = useTranslation("form");
  const say = useProblemText();
  const label = useId();
  const client = useQueryClient();
  const [again, setAgain] = useState(false);
  const send = useCommand((image: File, key) => (files ? sendFile(files, image, key) : Promise.reject(new Error("nowhere"))));
  const id = typeof value === "string" && value ? value : null;
  const take = async (image: Blob) => {
    if (!files) return;
    const sent = await send.mutateAsync(new File([image], t("signature.file"), { type: "image/png" })).catch(() => null);
    if (!sent) return;
    await rememberImage(sent.id, image);
    set(sent.id);
    setAgain(false);
    if ("instance" in files) void client.invalidateQueries({ queryKey: keys.instancePart(files.instance, "attachments") });
  };
  return (
    <Input.Wrapper label={common.label} labelProps={{ id: label }} description={common.description} error={send.isError ? say(send.error) : common.error} withAsterisk={common.withAsterisk}>
      <div role="group" aria-label={typeof common.label === "string" ? common.label : (common["aria-label"] ?? t("signature.pad"))} tabIndex={-1} data-path={common["data-path"]}>
        {id && !again ? (
          <>
            <SignatureImage id={id} files={files} />
            <Group gap="xs" mt={4}>
              <Button variant="default" onClick={() => setAgain(true)}>
                {t("signature.again")}
              </Button>
              <Button variant="subtle" onClick={() => set(null)}>
                {t("signature.remove")}
              </Button>
            </Group>
          </>
        ) : (
          <Pad pending={send.isPending} kept={files !== null} onTake={(image) => void take(image)} onCancel={id ? () => setAgain(false) : undefined} />
        )}
      </div>
    </Input.Wrapper>
  );
}

/** The paper. */
function Pad({ pending, kept, onTake, onCancel }: { pending: boolean; kept: boolean; onTake: (image: Blob) => void; onCancel: (() => void) | undefined }) {
  const { t } = useTranslation("form");
  const [way, setWay] = useState<Way>("draw");
  const [name, setName] = useState("");
  const [begun, setBegun] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<Point | null>(null);
  const paper = () => canvas.current?.getContext("2d") ?? null;
  useEffect(() => {
    const on = paper();
    if (!on) return;
    if (way === "type") write(on, name.trim());
    else wipe(on);
  }, [way, name]);
  const at = (event: PointerEvent<HTMLCanvasElement>) => onPaper({ x: event.clientX, y: event.clientY }, event.currentTarget.getBoundingClientRect());
  const move = (event: PointerEvent<HTMLCanvasElement>, from: Point) => {
    const on = paper();
    const to = at(event);
    if (on) draw(on, from, to);
    last.current = to;
    setBegun(true);
  };
  const clear = () => {
    setName("");
    setBegun(false);
    const on = paper();
    if (on) wipe(on);
  };
  const signed = way === "type" ? name.trim() !== "" : begun;
  const take = () => {
    if (signed) canvas.current?.toBlob((image) => image && onTake(image), "image/png");
  };
  return (
    <div className={classes.sign}>
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={t("signature.way")}
          value={way}
          onChange={(next) => {
            setWay(next as Way);
            setBegun(false);
          }}
          data={WAYS.map((one) => ({ value: one, label: t(`signature.${one}`) }))}
        />
        {way === "type" && (
          <TextInput
            aria-label={t("signature.name")}
            placeholder={t("signature.name")}
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              // The form around it is not handed in by it.
              event.preventDefault();
              take();
            }}
          />
        )}
      </Group>
      <canvas
        ref={canvas}
        width={PAPER.width}
        height={PAPER.height}
        className={classes.paper}
        role="img"
        aria-label={t("signature.pad")}
        data-way={way}
        onPointerDown={(event) => {
          if (way !== "draw" || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          move(event, at(event));
        }}
        onPointerMove={(event) => way === "draw" && last.current && move(event, last.current)}
        onPointerUp={() => void (last.current = null)}
        onPointerCancel={() => void (last.current = null)}
      />
      {way === "draw" && (
        <Text size="sm" c="dimmed">
          {t("signature.hint")}
        </Text>
      )}
      <Group gap="xs">
        <Button variant="light" disabled={!signed || !kept} loading={pending} onClick={take}>
          {t("signature.take")}
        </Button>
        <Button variant="subtle" disabled={!signed} onClick={clear}>
          {t("signature.clear")}
        </Button>
        {onCancel && (
          <Button variant="subtle" onClick={onCancel}>
            {t("signature.keep")}
          </Button>
        )}
      </Group>
    </div>
  );
}
