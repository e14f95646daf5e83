import { UnstyledButton } from "@mantine/core";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useFinding } from "@/shared/maybe";
import { offsetOf, type Located } from "./faults";
import classes from "../design.module.css";

interface Props {
  fault: Located;
  /** What stands in the field. */
  text: string;
  input?: RefObject<HTMLInputElement | HTMLTextAreaElement | null>;
}

/** So much of a line is shown on each side of what is wrong. */
const AROUND = 28;

/** What is wrong with a field, and of an expression where: a press on it leads there. */
export function FaultText({ fault, text, input }: Props) {
  const { t, i18n } = useTranslation("design");
  const say = useFinding();
  const said = i18n.language === "en" ? fault.message : say(fault.code, fault.message);
  const { within } = fault;
  if (!within) return <bdi title={fault.message}>{said}</bdi>;
  const at = offsetOf(text, within.line, within.column);
  const line = text.lastIndexOf("\n", at - 1) + 1;
  const end = text.indexOf("\n", at);
  const before = text.slice(Math.max(line, at - AROUND), at);
  const wrong = text.slice(at, Math.min(end < 0 ? text.length : end, at + AROUND)) || "\u2423";
  const where = t("fault.at", { line: within.line, column: within.column });
  const go = () => {
    input?.current?.focus();
    input?.current?.setSelectionRange(at, Math.max(at, Math.min(text.length, at + 1)));
  };
  return (
    <>
      <bdi title={fault.message}>{say(fault.code, said)}</bdi>
      <UnstyledButton className={classes.fault} aria-label={t("fault.go", { at: where })} onMouseDown={(event) => event.preventDefault()} onClick={go} data-fault={`${within.line}:${within.column}`}>
        <code>
          {line < at - AROUND && "\u2026"}
          {before}
          <mark>{wrong}</mark>
        </code>
        <span>{where}</span>
      </UnstyledButton>
    </>
  );
}
