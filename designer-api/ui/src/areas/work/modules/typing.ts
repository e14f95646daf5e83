/** Does somebody type there? Then single keys are letters and no commands. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return element?.closest?.('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]') != null;
}
