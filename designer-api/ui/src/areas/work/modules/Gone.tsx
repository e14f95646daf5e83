import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { useMe } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { LoadingPage } from "@/shared/Loading";
import { When } from "@/shared/When";
import { Sentence } from "./Timeline";
import { Typed } from "./Typed";
import { lastOf } from "./lastOf";
import classes from "../work.module.css";

/** It is not to be done any more: what happened, as far as one may see it, and what one had typed. */
export function Gone({ id, onBack }: { id: string; onBack: () => void }) {
  const { t } = useTranslation("work");
  const { person } = useMe();
  const navigate = useNavigate();
  const [instance = "", element = ""] = id.split(".");
  // Whoever has not done anything there may not see it: then it is said in general.
  const matter = useQuery({ queryKey: keys.instance(instance), queryFn: () => get("/api/v1/instances/{id}", { path: { id: instance } }), retry: false });
  const lines = useQuery({ queryKey: keys.instancePart(instance, "timeline"), queryFn: () => get("/api/v1/instances/{id}/timeline", { path: { id: instance } }), retry: false });
  if (matter.isPending || lines.isPending) return <LoadingPage />;
  const last = lastOf(lines.data ?? [], Number(element));
  const ended = matter.data?.state === "terminated" ? matter.data.ended : null;
  const what = ended ? "ended" : last?.by === person ? "mine" : last ? "moved" : "unknown";
  return (
    <div className={classes.detailBody} data-gone={what}>
      <div className={classes.inner}>
        <EmptyState title={t(`gone.${what}`)} hint={t(`gone.${what}Hint`)}>
          {last && (
            <span>
              <Sentence line={last} /> · <When at={last.at} />
            </span>
          )}
          {ended && (
            <span>
              {t("instance.ended")} <When at={ended} />
            </span>
          )}
          <Group>
            <Button variant="default" onClick={onBack}>
              {t("task.back")}
            </Button>
            {matter.data && (
              <Button variant="default" onClick={() => void navigate({ to: "/tasks/instances/$instanceId", params: { instanceId: instance } })}>
                {t("gone.open")}
              </Button>
            )}
          </Group>
        </EmptyState>
        <Typed task={id} />
      </div>
    </div>
  );
}
