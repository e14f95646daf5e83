import { createContext, useContext } from "react";
import type { Faults } from "./validate";
import { NOTHING_LIVE, type Live, type Value, type Values } from "./schema";

/** Files belong to an instance, and to the task that asks for them; before there is one, to the definition that is started. */
export type Place = { instance: string; task?: string } | { definition: string };

/** What all parts of a form share. */
export interface FormState {
  values: Values;
  /** Other variables that expressions and choices look at. */
  context: Values;
  live: Live;
  faults: Faults;
  /** Nothing may be written. */
  readOnly: boolean;
  /** Where files go; nowhere, and none can be added. */
  files: Place | null;
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
