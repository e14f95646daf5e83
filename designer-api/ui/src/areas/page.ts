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
