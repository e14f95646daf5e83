import "./app/styles";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { i18n, startI18n } from "./app/i18n";
import { queryClient } from "./app/query";
import { router } from "./app/router";
import { fetchMe } from "./app/session";
import { theme } from "./app/theme";
import { Toasts } from "./shared/Toasts";

// Words, the code of the page that is asked for, and what it shows come side by side: what is drawn first is the page itself.
void fetchMe(queryClient);
await Promise.all([startI18n(), router.load()]);

const root = document.getElementById("root");
if (!root) throw new Error("the page has no place for the application");

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Suspense fallback={null}>
          <RouterProvider router={router} />
          <Toasts />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
void import("./app/tellPages").then(({ tellPages }) => tellPages());
void import("./shared/focus").then(({ followFocus }) => followFocus());
// Also when the server cannot be reached it is said why something was not done.
void i18n.loadNamespaces("problems");
