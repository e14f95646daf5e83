import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { Suspense, forwardRef, lazy, useState, type ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Notice } from "@/api/types";
import { useMe } from "./session";
import classes from "./app.module.css";

const NoticesMenu = lazy(() => import("./NoticesMenu"));

/** What the caller was told of and has not read. */
export function NoticesButton() {
  const { person } = useMe();
  const [asked, setAsked] = useState(false);
  const unread = useQuery({
    queryKey: keys.notices("unread"),
    queryFn: () => get("/api/v1/people/{id}/notices", { path: { id: person }, query: { unread: true, limit: 20 } }),
  });
  const items: Notice[] = unread.data?.items ?? [];
  const button = <BellButton count={items.length} aria-haspopup="menu" onClick={() => setAsked(true)} />;
  return asked ? (
    <Suspense fallback={button}>
      <NoticesMenu items={items} />
    </Suspense>
  ) : (
    button
  );
}

/** The bell with how many there are. */
export const BellButton = forwardRef<HTMLButtonElement, { count: number } & ComponentProps<"button">>(function BellButton({ count, ...rest }, ref) {
  const { t } = useTranslation();
  return (
    <ActionIcon {...rest} ref={ref} aria-label={t("notices.open", { count })} style={{ overflow: "visible" }}>
      <Bell size={16} />
      {count > 0 && (
        <span className={classes.count} aria-hidden>
          {count > 19 ? "20+" : count}
        </span>
      )}
    </ActionIcon>
  );
});
