// Whether what stands here is saved; and what can be done when somebody else has saved something else.
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Check, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import type { Model } from "@/api/types";
import { PersonName } from "@/shared/PersonName";
import { useProblemText } from "@/shared/problemText";
import { formatTime } from "@/shared/When";
import type { SaveState } from "./draft";
import { addressOf } from "./search";
import classes from "../design.module.css";

export function SaveMark({ state }: { state: SaveState }) {
  const { t } = useTranslation("design");
  const say = useProblemText();
  const Icon = { saved: Check, changed: LoaderCircle, saving: LoaderCircle, offline: CloudOff, failed: TriangleAlert, conflict: TriangleAlert }[state.kind];
  return (
    <span className={classes.save} role="status" data-save={state.kind}>
      <Icon size={13} aria-hidden />
      {state.kind === "failed" ? say(state.error) : t(state.kind === "conflict" && !state.own ? "save.behind" : `save.${state.kind}`)}
    </span>
  );
}

interface ConflictProps {
  model: Model;
  state: Extract<SaveState, { kind: "conflict" }>;
  onTheirs: () => void;
  onMine: () => void;
  /** What stands here. */
  copy: () => Promise<string>;
}

export function Conflict({ model, state, onTheirs, onMine, copy }: ConflictProps) {
  const { t } = useTranslation("design");
  return (
    <div className={classes.banner} role="alert">
      <PersonName id={state.by} />
      {t(state.own ? "conflict.text" : "conflict.behind", { at: state.at ? formatTime(state.at) : "" })}
      <Button size="compact-sm" variant="default" onClick={onTheirs}>
        {t("conflict.theirs")}
      </Button>
      {state.own && (
        <Button size="compact-sm" variant="default" onClick={onMine}>
          {t("conflict.mine")}
        </Button>
      )}
      {state.own && <KeepCopy model={model} copy={copy} />}
    </div>
  );
}

/** Somebody has removed it: what stands here can still be kept. */
export function Removed({ model, copy }: { model: Model; copy: () => Promise<string> }) {
  const { t } = useTranslation("design");
  return (
    <div className={classes.banner} role="alert">
      {t("conflict.removed")}
      <KeepCopy model={model} copy={copy} />
    </div>
  );
}

function KeepCopy({ model, copy }: { model: Model; copy: () => Promise<string> }) {
  const { t } = useTranslation("design");
  const say = useProblemText();
  const navigate = useNavigate();
  const keep = useCommand(async (_: null, key) => (await command("post", "/api/v1/models", { body: { name: t("conflict.copyName", { name: model.name }), xml: await copy() } } as never, key)) as Model, {
    stale: [keys.models()],
    onDone: (made) => void navigate({ to: addressOf(made), params: { id: made.id } } as never),
  });
  return (
    <>
      <Button size="compact-sm" variant="default" loading={keep.isPending} onClick={() => keep.mutate(null)}>
        {t("conflict.copy")}
      </Button>
      {keep.error && <span>{say(keep.error)}</span>}
    </>
  );
}
