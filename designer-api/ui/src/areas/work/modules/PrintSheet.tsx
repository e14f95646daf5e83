import { useIsFetching } from "@tanstack/react-query";
import { useEffect, useRef, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import type { UserTask } from "@/api/types";
import { useMe } from "@/app/session";
import { useDrawing } from "@/diagram/drawing";
import { formatTime } from "@/shared/When";
import { Facts } from "./TaskFacts";
import { Timeline } from "./Timeline";
import classes from "../work.module.css";

/** So long is waited for what is still on its way, in milliseconds; then what is there is printed. */
const PATIENCE = 5_000;

interface Props {
  instance: string;
  ended: boolean;
  title: string;
  /** Number, people, times. */
  facts: ReactNode;
  /** What was filled in. */
  children: ReactNode;
  onDone: () => void;
}

/** A matter on paper: what was filled in, who said what, and its diagram, whichever tab is open. It prints itself. */
export function PrintSheet({ instance, ended, title, facts, children, onDone }: Props) {
  const { t } = useTranslation("work");
  const me = useMe();
  const drawing = useDrawing({ instance });
  const busy = useIsFetching() > 0;
  const printed = useRef(false);
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    if (printed.current) return;
    const print = () => {
      printed.current = true;
      window.print();
    };
    // Names and the image may come a moment later than the sheet.
    const timer = setTimeout(print, busy ? PATIENCE : 80);
    return () => clearTimeout(timer);
  }, [busy]);
  useEffect(() => {
    const over = () => done.current();
    window.addEventListener("afterprint", over);
    return () => window.removeEventListener("afterprint", over);
  }, []);
  return createPortal(
    <div className={classes.sheet} data-testid="sheet">
      <h1>{title}</h1>
      <div className={classes.sheetFacts}>{facts}</div>
      {children}
      <h2>{t("tab.timeline")}</h2>
      <Timeline instance={instance} ended={ended} />
      {drawing.source && (
        <>
          <h2>{t("tab.diagram")}</h2>
          <img src={drawing.source} alt="" />
        </>
      )}
      <footer>
        {t("print.by")}{t("common:colon")}{me.name || me.user} · {t("print.at")}{t("common:colon")}{formatTime(new Date().toISOString())}
      </footer>
    </div>,
    document.body,
  );
}

/** A task on paper. */
export function TaskSheet({ task, ...rest }: { task: UserTask } & Pick<Props, "title" | "children" | "onDone">) {
  return <PrintSheet instance={task.instance} ended={false} facts={<Facts task={task} paper />} {...rest} />;
}
