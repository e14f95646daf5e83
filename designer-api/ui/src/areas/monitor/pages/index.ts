// All pages come together: whoever opens one goes on to the others.
export { AnomaliesPage } from "./AnomaliesPage";
export { CasesPage } from "./CasesPage";
export { EvidencePage } from "./EvidencePage";
export { IndicatorPage } from "./IndicatorPage";
export { IndicatorsPage } from "./IndicatorsPage";
export { IndicesPage } from "./IndicesPage";
export { InstancePage } from "./InstancePage";
export { NodePage } from "./NodePage";
export { PortfolioPage } from "./PortfolioPage";
export { ProcessPage } from "./ProcessPage";
