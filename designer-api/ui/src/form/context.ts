import { createContext, useContext } from "react";
import type { Faults } from "./validate";
import { NOTHING_LIVE, type Live, type Value, type Values } from "./schema";

/** What all parts of a form share. */
export interface FormState {
  values: Values;
  /** Other variables that expressions and choices look at. */
  context: Values;
  live: Live;
  faults: Faults;
  /** Nothing may be written. */
  readOnly: boolean;
  /** Files belong to an instance, and to the task that asks for them. */
  files: { instance: string; task?: string } | null;
  change: (path: string, value: Value | undefined) => void;
}

export const FormContext = createContext<FormState>({
  values: {},
  context: {},
  live: NOTHING_LIVE,
  faults: {},
  readOnly: true,
  files: null,
  change: () => undefined,
});

export const useForm = () => useContext(FormContext);
