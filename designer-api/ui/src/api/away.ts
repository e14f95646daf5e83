// Is the server out of reach? Told by what is read, so that it is said once, in the frame, and not by every part of a page.
import { onlineManager } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

let away = false;
const listeners = new Set<() => void>();

export function setAway(now: boolean): void {
  if (away === now) return;
  away = now;
  for (const listener of listeners) listener();
}

export function isAway(): boolean {
  return away || !onlineManager.isOnline();
}

export function useAway(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    const forget = onlineManager.subscribe(listener);
    return () => {
      listeners.delete(listener);
      forget();
    };
  }, isAway);
}
