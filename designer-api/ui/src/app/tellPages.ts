/**
 * For those who hear the pages, to which of them one has come: the browser tells of the first itself, and of those after it nobody
 * would hear. It comes behind the first page, and weighs on none.
 */
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
