import { Navigate, createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { areas } from "@/areas";
import { ErrorPage, NotFoundPage } from "./ErrorPage";
import { Gate } from "./Gate";
import { useLanding } from "./nav";

const root = createRootRoute({ notFoundComponent: NotFoundPage });

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("./FirstRunPage"), "FirstRunPage"),
});

/** Everything else is behind the login, in the shell. */
const inside = createRoute({ getParentRoute: () => root, id: "inside", component: Gate });

const landing = createRoute({ getParentRoute: () => inside, path: "/", component: Landing });

function Landing() {
  return <Navigate to={useLanding()} replace />;
}

const welcome = createRoute({
  getParentRoute: () => inside,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./WelcomePage"), "WelcomePage"),
});

/** Whoever follows an old address keeps the ways to all others. */
const nowhere = createRoute({ getParentRoute: () => inside, path: "$", component: NotFoundPage });

const routeTree = root.addChildren([
  setup,
  inside.addChildren([landing, welcome, nowhere, ...areas.flatMap((area) => area.routes(inside))]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});
