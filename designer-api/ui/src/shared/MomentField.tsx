import { TextInput } from "@mantine/core";
import { Suspense, lazy } from "react";

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

/** A date and time by the clock of whoever enters it. */
export function MomentField({ label, description, value, onChange, width, quiet = false }: Props) {
  const named = quiet ? { "aria-label": label, title: label, placeholder: label } : { label, description };
  const common = { ...named, ...(width ? { w: width } : {}) };
  return (
    <Suspense fallback={<TextInput {...common} readOnly />}>
      <TimeField
        component={{ key: "moment", type: "datetime", subtype: "datetime", timeSerializingFormat: "utc_normalized" } as never}
        value={value}
        common={common as never}
        set={(now) => onChange(String(now ?? ""))}
      />
    </Suspense>
  );
}
