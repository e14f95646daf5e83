import { useMemo } from "react";
import { Form } from "@/form/Form";
import type { FormState } from "@/form/context";
import { NOTHING_LIVE, type Schema, type Values } from "@/form/schema";
import type { Faults } from "@/form/validate";
import { put } from "@/form/values";

interface Props {
  schema: Schema;
  values: Values;
  faults: Faults;
  onValues: (change: (now: Values) => Values) => void;
}

/** The start form of what is tried out. Files go nowhere; what its fields depend on is found out when it is started. */
export default function StartForm({ schema, values, faults, onValues }: Props) {
  const state: FormState = useMemo(
    () => ({ values, context: {}, live: NOTHING_LIVE, faults, readOnly: false, files: null, change: (path, value) => onValues((now) => put(now, path, value)) }),
    [values, faults, onValues],
  );
  return <Form schema={schema} state={state} />;
}
