import { useLocation, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Suspense, lazy, type ComponentType } from "react";
import { EmptyState } from "@/shared/EmptyState";
import { LoadingPage } from "@/shared/Loading";
import type { View } from "../modules/Frame";

// Each view comes by itself: few look at all of them.
const BatchesPage = lazy(() => import("./BatchesPage").then((all) => ({ default: all.BatchesPage })));
const BottlenecksPage = lazy(() => import("./BottlenecksPage").then((all) => ({ default: all.BottlenecksPage })));
const CasesPage = lazy(() => import("./CasesPage").then((all) => ({ default: all.CasesPage })));
const ComparePage = lazy(() => import("./ComparePage").then((all) => ({ default: all.ComparePage })));
const ConformancePage = lazy(() => import("./ConformancePage").then((all) => ({ default: all.ConformancePage })));
const ImportPage = lazy(() => import("./ImportPage").then((all) => ({ default: all.ImportPage })));
const MapPage = lazy(() => import("./MapPage").then((all) => ({ default: all.MapPage })));
const NetworkPage = lazy(() => import("./NetworkPage").then((all) => ({ default: all.NetworkPage })));
const ProcessesPage = lazy(() => import("./ProcessesPage").then((all) => ({ default: all.ProcessesPage })));
const ReworkPage = lazy(() => import("./ReworkPage").then((all) => ({ default: all.ReworkPage })));
const VariantsPage = lazy(() => import("./VariantsPage").then((all) => ({ default: all.VariantsPage })));

const VIEWS: Record<View, ComponentType> = {
  map: MapPage,
  variants: VariantsPage,
  bottlenecks: BottlenecksPage,
  rework: ReworkPage,
  network: NetworkPage,
  batches: BatchesPage,
  conformance: ConformancePage,
  compare: ComparePage,
  cases: CasesPage,
};

/** The page of an address of this area. */
export function AnalyzePage() {
  const { t } = useTranslation();
  const { view } = useParams({ strict: false }) as { view?: string };
  const { pathname } = useLocation();
  const Page = view === undefined ? (pathname.endsWith("/import") ? ImportPage : ProcessesPage) : VIEWS[view as View];
  if (Page) {
    return (
      <Suspense fallback={<LoadingPage />}>
        <Page key={view} />
      </Suspense>
    );
  }
  return <EmptyState title={t("error.notFound")} hint={t("error.notFoundHint")} />;
}
