import { TextInput } from "@mantine/core";
import { Suspense, lazy, type ReactNode } from "react";
import classes from "./shared.module.css";

// The language of the page, whatever that of the browser is: what browsers bring for times speaks theirs.
const TimeField = lazy(() => import("@/form/TimeField"));

interface Props {
  label: string;
  description?: string;
  /** In UTC, as the server takes it; empty for none. */
  value: string;
  onChange: (value: string) => void;
  width?: number;
  /** The label is read, and not seen. */
  quiet?: boolean;
}

const MOMENT = { key: "moment", type: "datetime", subtype: "datetime", timeSerializingFormat: "utc_normalized" };
const DAY = { key: "day", type: "datetime", subtype: "date" };

/** A date and time by the clock of whoever enters it. */
export function MomentField({ label, description, value, onChange, width, quiet = false }: Props) {
  const named = quiet ? { "aria-label": label, title: label, placeholder: label } : { label, description };
  return <Field component={MOMENT} common={{ ...named, ...(width ? { w: width } : {}) }} value={value} onChange={onChange} />;
}

/** From when until when: beside each other where both have room, a date with its time whole. */
export function Period({ children }: { children: ReactNode }) {
  return <div className={classes.period}>{children}</div>;
}

/** A day, `2026-03-02`, in a row of controls: its label is read, and not seen. */
export function DayField({ label, value, wrong = false, onChange }: { label: string; value: string; wrong?: boolean; onChange: (value: string) => void }) {
  return <Field component={DAY} common={{ "aria-label": label, title: label, w: 132, error: wrong }} value={value} onChange={onChange} />;
}

function Field({ component, common, value, onChange }: { component: object; common: object; value: string; onChange: (value: string) => void }) {
  return (
    <Suspense fallback={<TextInput {...common} readOnly />}>
      <TimeField component={component as never} value={value} common={common as never} set={(now) => onChange(String(now ?? ""))} />
    </Suspense>
  );
}
