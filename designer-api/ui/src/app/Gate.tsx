import { Outlet } from "@tanstack/react-router";
import { Suspense, lazy } from "react";
import { LoadingPage } from "@/shared/Loading";
import { ErrorPage } from "./ErrorPage";
import { Shell } from "./Shell";
import { WithSession, useExpired, useSession } from "./session";

const LoginPage = lazy(() => import("./Login").then((all) => ({ default: all.LoginPage })));
const LoginDialog = lazy(() => import("./LoginDialog"));

/** Whoever is not logged in is asked to, and then is where they wanted to be. */
export function Gate() {
  const session = useSession();
  const expired = useExpired();
  if (session.isPending) return <LoadingPage />;
  if (session.isError) return <ErrorPage error={session.error} reset={() => void session.refetch()} />;
  if (!session.data) {
    return (
      <Suspense fallback={<LoadingPage />}>
        <LoginPage />
      </Suspense>
    );
  }
  return (
    <WithSession me={session.data}>
      <Shell>
        <Suspense fallback={<LoadingPage />}>
          <Outlet />
        </Suspense>
      </Shell>
      {expired && (
        <Suspense fallback={null}>
          <LoginDialog user={session.data.user} />
        </Suspense>
      )}
    </WithSession>
  );
}
