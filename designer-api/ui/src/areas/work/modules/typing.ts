/** Does somebody type there? Then single keys are letters and no commands. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return element?.closest?.('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]') != null;
}

/**
 * Is a single key a command of the page? Not with another one, not while somebody types, not under a dialog, wherever the focus
 * is while that opens, and not when the key is only still held.
 */
export function isCommand(event: KeyboardEvent): boolean {
  const alone = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  return alone && !event.defaultPrevented && !isTyping(event.target) && document.querySelector('[role="dialog"]') === null;
}
