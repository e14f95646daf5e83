import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { MoveRight, Pause, Play, RotateCcw, XCircle } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { InstanceDetail } from "@/api/types";
import { notifyDone } from "@/shared/notify";
import classes from "../ops.module.css";

const ReasonDialog = lazy(() => import("@/shared/ReasonDialog").then((module) => ({ default: module.ReasonDialog })));
const RestartDialog = lazy(() => import("./RestartDialog").then((module) => ({ default: module.RestartDialog })));

type Asked = "suspend" | "resume" | "cancel";

/** What an operator can do with the whole of an instance: one that runs stands still or ends, one that has ended begins again. */
export function InstanceActions({ detail, onEdit }: { detail: InstanceDetail; onEdit: () => void }) {
  const { t } = useTranslation(["ops", "common"]);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [restarting, setRestarting] = useState(false);
  const children = useQuery({ queryKey: keys.instances("children", detail.id), queryFn: () => get("/api/v1/instances", { query: { parent: detail.id, limit: 200 } }), enabled: asked === "cancel" });
  const act = useCommand(
    async ({ what, reason }: { what: Asked; reason: string }, key) => {
      const path = { id: detail.id };
      if (what === "suspend") return command("post", "/api/v1/instances/{id}/suspend", { path, body: { reason } as never }, key);
      if (what === "resume") return command("post", "/api/v1/instances/{id}/resume", { path, body: { reason } as never }, key);
      return command("post", "/api/v1/instances/{id}/cancel", { path, body: { reason } }, key);
    },
    {
      stale: [keys.instance(detail.id), keys.instances(), keys.incidents()],
      onDone: () => {
        setAsked(null);
        notifyDone(t("done"));
      },
    },
  );
  const running = (children.data?.items ?? []).filter((child) => child.state === "running").length;
  const tasks = detail.elements.flatMap((element) => element.waits).filter((wait) => wait.kind === "userTask").length;
  if (detail.state !== "running") {
    return (
      <Group gap="xs" ms="auto">
        <Button variant="default" leftSection={<RotateCcw size={14} aria-hidden />} onClick={() => setRestarting(true)}>
          {t("restart.title")}
        </Button>
        {restarting && (
          <Suspense fallback={null}>
            <RestartDialog detail={detail} onClose={() => setRestarting(false)} />
          </Suspense>
        )}
      </Group>
    );
  }
  return (
    <Group gap="xs" ms="auto" className={classes.acts}>
      <Button variant="default" leftSection={<MoveRight size={14} aria-hidden />} onClick={onEdit} disabled={Boolean(detail.suspended)}>
        {t("tokens.enter")}
      </Button>
      {detail.suspended ? (
        <Button variant="default" leftSection={<Play size={14} aria-hidden />} onClick={() => setAsked("resume")}>
          {t("resume.title")}
        </Button>
      ) : (
        <Button variant="default" leftSection={<Pause size={14} aria-hidden />} onClick={() => setAsked("suspend")}>
          {t("suspend.title")}
        </Button>
      )}
      <Button variant="default" color="red" leftSection={<XCircle size={14} aria-hidden />} onClick={() => setAsked("cancel")}>
        {t("cancel.title")}
      </Button>
      {asked && (
        <Suspense fallback={null}>
        <ReasonDialog
          title={t(`${asked}.title`)}
          effect={<Text>{asked === "cancel" ? t("cancel.effect", { tasks, children: running }) : t(`${asked}.effect`)}</Text>}
          confirm={t(`${asked}.confirm`)}
          danger={asked === "cancel"}
          busy={act.isPending}
          error={act.error}
          onConfirm={(reason) => act.mutate({ what: asked, reason })}
          onClose={() => setAsked(null)}
        />
        </Suspense>
      )}
    </Group>
  );
}
