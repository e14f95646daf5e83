import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { Lightbulb } from "lucide-react";
import type { Area } from "../area";
import { pageWith } from "../page";

const lazyPage = pageWith("suggest");

/** What could be better about a process: found in its history, accepted as a draft, and measured afterwards. */
export const suggest: Area = {
  nav: [{ to: "/suggestions", label: "nav.suggestions", icon: Lightbulb, group: "improve", needs: ["improve", "design-models", "see-operations"] }],
  routes: (parent: AnyRoute) => {
    const page = (path: string, name: keyof typeof import("./pages")) =>
      createRoute({ getParentRoute: () => parent, path, component: lazyPage(() => import("./pages"), name) });
    return [page("/suggestions", "ProcessesPage"), page("/suggestions/$key", "ProcessPage"), page("/suggestions/$key/$id", "SuggestionPage")];
  },
};
