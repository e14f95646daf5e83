// For those who work by the keyboard, and those who hear the pages: it comes behind the first page, and weighs on none.

/** A window of its own, in which the focus is kept. */
const MODAL = '[aria-modal="true"]';
/** So many places are remembered on the page, and in the dialogs above it. */
const KEPT = 8;

/**
 * Whoever closes a dialog goes on from where they were when it opened. The library gives the focus back from a dialog that it
 * sees opening; most of ours stand open from their first moment, and are gone when they are closed. What has taken the focus
 * since keeps it.
 */
export function keepFocus(): void {
  const onPage: WeakRef<HTMLElement>[] = [];
  const inDialogs: WeakRef<HTMLElement>[] = [];
  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const places = target.closest(MODAL) ? inDialogs : onPage;
    places.push(new WeakRef(target));
    if (places.length > KEPT) places.shift();
  });
  const giveBack = () => {
    if (document.activeElement && document.activeElement !== document.body) return;
    const there = [...onPage, ...inDialogs].map((place) => place.deref()).findLast((place) => place?.isConnected);
    there?.focus({ preventScroll: true });
  };
  const closed = ({ removedNodes }: MutationRecord) => [...removedNodes].some((node) => node instanceof HTMLElement && (node.matches(MODAL) || node.querySelector(MODAL)));
  const watch = new MutationObserver((changes) => {
    // What lies above the page stands in parts of their own beside it, each with its dialogs as children.
    for (const { target, addedNodes } of changes) {
      if (target === document.body) for (const node of addedNodes) if (node instanceof HTMLElement && node.id !== "root") watch.observe(node, { childList: true });
    }
    if (changes.some(closed)) giveBack();
  });
  watch.observe(document.body, { childList: true });
}

/** Which page one has come to: the browser tells of the first itself, and of those after it nobody would hear. */
export function tellPages(): void {
  const live = document.createElement("div");
  live.setAttribute("aria-live", "polite");
  Object.assign(live.style, { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" });
  document.body.append(live);
  const title = document.querySelector("title");
  // Behind the name of the page stands that of the product.
  const tell = () => (live.textContent = document.title.split(" · ").slice(0, -1).join(" · "));
  if (title) new MutationObserver(tell).observe(title, { childList: true });
}
