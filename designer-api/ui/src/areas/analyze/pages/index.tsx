import { useLocation, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ComponentType } from "react";
import { EmptyState } from "@/shared/EmptyState";
import type { View } from "../modules/Frame";
import { BatchesPage } from "./BatchesPage";
import { BottlenecksPage } from "./BottlenecksPage";
import { CasesPage } from "./CasesPage";
import { ComparePage } from "./ComparePage";
import { ConformancePage } from "./ConformancePage";
import { ImportPage } from "./ImportPage";
import { MapPage } from "./MapPage";
import { NetworkPage } from "./NetworkPage";
import { ProcessesPage } from "./ProcessesPage";
import { ReworkPage } from "./ReworkPage";
import { VariantsPage } from "./VariantsPage";

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
  if (view === undefined) return pathname.endsWith("/import") ? <ImportPage /> : <ProcessesPage />;
  const Page = VIEWS[view as View];
  return Page ? <Page key={view} /> : <EmptyState title={t("error.notFound")} hint={t("error.notFoundHint")} />;
}
