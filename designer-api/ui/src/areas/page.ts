import { lazyRouteComponent } from "@tanstack/react-router";
import { loadNamespaces } from "@/app/i18n";

/**
 * The pages of an area: code and words of each come side by side. A page that asks for its words when it is first drawn gives
 * way to an outline, and React lets that stand for a while before it draws again.
 */
export function pageWith(...namespaces: string[]): typeof lazyRouteComponent {
  return (load, name) =>
    lazyRouteComponent(async () => {
      const [module] = await Promise.all([load(), loadNamespaces(namespaces)]);
      return module;
    }, name);
}

/** So long is waited for what a page shows before it stands without it, in milliseconds: drawn once it is there sooner. */
const SOON = 150;

/** When it is there, or when it is not there soon. */
export function soon(coming: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, SOON);
    const there = () => {
      clearTimeout(timer);
      resolve();
    };
    coming.then(there, there);
  });
}
