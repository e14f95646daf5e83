// Whoever closes a dialog goes on from where they were when they asked for it. The library gives the focus back from a dialog
// that it sees opening and closing: ours are there open, and gone when they are closed, so it never knows of either. And what
// opened one is often gone by then: an entry of a menu, a button whose list was read again.
import { useEffect, useRef, useState } from "react";

/** What has the focus, and what stands around it, the nearest first. */
interface Place {
  own: HTMLElement;
  name: string;
  around: HTMLElement[];
  path: string;
}

/** So long a page changes after what was done in a dialog, in milliseconds. */
const SETTLES = 5_000;

const page = () => document.getElementById("main");

/** What something is called, for finding what stands in its place later. */
const nameOf = (own: Element): string => own.getAttribute("aria-label") ?? own.textContent ?? "";

/** An entry of a menu is gone with it: what has opened the menu stays. */
function stays(target: HTMLElement): HTMLElement {
  const menu = target.closest('[role="menu"]');
  return (menu && document.getElementById(menu.getAttribute("aria-labelledby") ?? "")) ?? target;
}

function placeOf(target: HTMLElement): Place {
  const own = stays(target);
  const around: HTMLElement[] = [];
  for (let at = own.parentElement; at && at !== document.body; at = at.parentElement) around.push(at);
  return { own, name: nameOf(own), around, path: window.location.pathname };
}

let last: Place | null = null;

/** From now on it is known what had the focus last, also when that is gone before a dialog has come. */
export function followFocus(): void {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement) last = placeOf(target);
  });
}

/** Where one is now. */
export function placeNow(): Place | null {
  const own = document.activeElement;
  return own instanceof HTMLElement && own !== document.body ? placeOf(own) : last;
}

/** Takes it, if it can. */
function takes(own: HTMLElement): boolean {
  if (!own.isConnected || own.matches(":disabled")) return false;
  own.focus({ preventScroll: true });
  return document.activeElement === own;
}

/** What is called the same, as near as there is something to where it stood. */
function alike({ own, name, around }: Place): HTMLElement[] {
  if (!name) return [];
  return around.filter((part) => part.isConnected).flatMap((part) => [...part.querySelectorAll<HTMLElement>(own.tagName)].filter((other) => nameOf(other) === name));
}

/** Has nobody the focus who could go on with it? A menu that fades away is soon gone with it. */
function isFree(): boolean {
  const now = document.activeElement;
  return !now || now === document.body || now === page() || now.closest('[role="menu"]') !== null;
}

/**
 * Gives the focus back to where it was; if that is gone, to what stands there in its place; else to the page, from whose top one
 * goes on. What has taken the focus meanwhile keeps it.
 */
export function giveBack(place: Place | null): void {
  if (!isFree()) return;
  // Whoever has gone to another page from what is above all pages begins there.
  const elsewhere = place !== null && place.path !== window.location.pathname;
  if (place && !(elsewhere && !page()?.contains(place.own))) {
    const takenBack = takes(place.own) || (!elsewhere && alike(place).some(takes));
    if (!elsewhere) stay(place);
    if (takenBack) return;
  }
  page()?.focus({ preventScroll: true });
}

/**
 * What was done in the dialog changes the page for a while: a list is read again, with nothing to be seen of it meanwhile, and
 * what has opened the dialog cannot be pressed before an answer has come. It has the focus as soon as it can, until somebody
 * presses something, takes the focus elsewhere, or is on another page.
 */
function stay(place: Place): void {
  const ways = ["pointerdown", "keydown"] as const;
  const over = () => {
    watch.disconnect();
    clearTimeout(timer);
    ways.forEach((way) => document.removeEventListener(way, over, true));
  };
  const watch = new MutationObserver(() => {
    if (place.path !== window.location.pathname) return over();
    if (!isFree()) return;
    if (!takes(place.own) && !alike(place).some(takes) && document.activeElement !== page()) page()?.focus({ preventScroll: true });
  });
  watch.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled", "hidden", "style", "class"] });
  const timer = setTimeout(over, SETTLES);
  ways.forEach((way) => document.addEventListener(way, over, true));
}

/** For a dialog that is there as long as it is open. */
export function useFocusBack(): void {
  const [place] = useState(placeNow);
  const open = useRef(false);
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
      // What is there in place of the dialog has to be there first.
      setTimeout(() => open.current || giveBack(place));
    };
  }, [place]);
}
