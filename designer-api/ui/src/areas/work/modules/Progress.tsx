import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CheckCircle2, CircleDashed, CircleMinus, Clock, UserMinus, XCircle, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { useMe } from "@/app/session";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { RemoveSeat, SeatNote } from "@/shared/task/SeatNote";
import { standOf } from "@/shared/task/seats";
import classes from "../work.module.css";

const LOOKS: Record<string, [LucideIcon, string]> = {
  waiting: [Clock, "waiting"],
  open: [CircleDashed, "running"],
  approve: [CheckCircle2, "running"],
  reject: [XCircle, "incident"],
  abstain: [CircleMinus, "waiting"],
  removed: [UserMinus, "waiting"],
};

/** How far an approval is: who is asked, what they said, and how many have agreed. */
export function Progress({ approval, onRemove }: { approval: string; onRemove?: (seat: number) => void }) {
  const { t } = useTranslation("work");
  const { person } = useMe();
  const found = useQuery({
    queryKey: keys.approval(approval),
    queryFn: () => get("/api/v1/approvals/{id}", { path: { id: approval } }),
  });
  if (!found.data) return null;
  const seats = found.data.seats.map((seat) => ({ seat, ...standOf(seat) }));
  const asked = seats.filter((one) => one.kind !== "removed");
  const agreed = asked.filter((one) => one.kind === "approve").length;
  return (
    <section aria-label={t("progress.title")} className={classes.section}>
      <Text fw={600}>{t("progress.agreed", { agreed, asked: asked.length })}</Text>
      <Text className={classes.muted}>{t(...modeOf(found.data.policy))}</Text>
      {found.data.timeout && (
        <Text className={classes.muted}>
          {t(`progress.timeout.${found.data.timeout.then}`)} <When at={found.data.timeout.at} />
        </Text>
      )}
      <ul className={classes.seats}>
        {seats.map(({ seat, kind, stand }) => {
          const [Icon, colour] = LOOKS[kind] ?? LOOKS["waiting"]!;
          const added = seat.added as { by: string } | null | undefined;
          return (
            <li key={seat.id} className={classes.seat}>
              <Icon size={14} aria-hidden style={{ color: `var(--weir-${colour})` }} />
              <PersonName id={seat.person} />
              <span className={classes.muted}>
                {t(`progress.${kind}`)}
                <SeatNote seat={seat} />
                {typeof stand?.at === "string" && (
                  <>
                    {" · "}
                    <When at={stand.at} />
                  </>
                )}
              </span>
              {onRemove && added?.by === person && (kind === "open" || kind === "waiting") && <RemoveSeat seat={seat} onRemove={({ id }) => onRemove(id)} />}
              {stand?.comment && <blockquote className={classes.quote}>{stand.comment}</blockquote>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The mode of a policy as the key of its words. */
export function modeOf(policy: unknown): [string, Record<string, number>] {
  const mode = (policy as { mode?: unknown } | null)?.mode;
  if (typeof mode === "string") return [`mode.${mode}`, {}];
  if (mode && typeof mode === "object") {
    const [name, value] = Object.entries(mode)[0] ?? ["one", 0];
    return [`mode.${name}`, { value: Number(value) }];
  }
  return ["mode.one", {}];
}
