import { Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
import { LoadingPage } from "@/shared/Loading";
import { ErrorPage } from "./ErrorPage";
import { LoginDialog, LoginPage } from "./Login";
import { Shell } from "./Shell";
import { WithSession, useExpired, useSession } from "./session";

/** Whoever is not logged in is asked to, and then is where they wanted to be. */
export function Gate() {
  const session = useSession();
  const expired = useExpired();
  if (session.isPending) return <LoadingPage />;
  if (session.isError) return <ErrorPage error={session.error} reset={() => void session.refetch()} />;
  if (!session.data) return <LoginPage />;
  return (
    <WithSession me={session.data}>
      <Shell>
        <Suspense fallback={<LoadingPage />}>
          <Outlet />
        </Suspense>
      </Shell>
      {expired && <LoginDialog user={session.data.user} />}
    </WithSession>
  );
}
