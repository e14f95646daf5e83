import type { ModelProblem } from "@/api/types";
import { offsetOf } from "./faults";

/** What a problem is about comes into sight in the text, and is marked from its place to the end of its line. */
export function showPlace(text: HTMLTextAreaElement | null, { place }: ModelProblem): void {
  if (!text || place.line < 1) return;
  const from = offsetOf(text.value, place.line, place.column);
  const end = text.value.indexOf("\n", from);
  text.focus();
  text.setSelectionRange(from, end < 0 ? text.value.length : end);
  const line = text.scrollHeight / text.value.split("\n").length;
  text.scrollTop = Math.max(0, (place.line - 4) * line);
}
