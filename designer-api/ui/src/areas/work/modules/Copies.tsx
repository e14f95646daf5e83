import { Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import { useMe } from "@/app/session";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import classes from "../work.module.css";

/** Who was told of it, and who of them has read it. Whoever looks at their own copy has read it. */
export function Copies({ instance }: { instance: string }) {
  const { t } = useTranslation("work");
  const { person } = useMe();
  const client = useQueryClient();
  const queryKey = keys.instancePart(instance, "copies");
  const copies = useQuery({ queryKey, queryFn: () => get("/api/v1/instances/{id}/copies", { path: { id: instance } }) });
  const mine = copies.data?.items.find((one) => one.person === person);
  const unread = mine !== undefined && !mine.read;
  useEffect(() => {
    if (!unread) return;
    void command("post", "/api/v1/people/{id}/copies/{instance}/read", { path: { id: person, instance } }, freshKey())
      .then(() => client.invalidateQueries({ queryKey: keys.instancePart(instance, "copies") }))
      .catch(() => undefined);
  }, [unread, person, instance, client]);
  const items = copies.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={classes.section} aria-label={t("copies.title")}>
      <Text fw={600}>{t("copies.title")}</Text>
      <ul className={classes.seats}>
        {items.map((copy) => (
          <li key={copy.person} className={classes.seat}>
            <PersonName id={copy.person} />
            <span className={classes.muted}>
              <When at={copy.at} />
              {" · "}
              {copy.read ? (
                <>
                  {t("copies.read")} <When at={copy.read} />
                </>
              ) : (
                t("copies.unread")
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
