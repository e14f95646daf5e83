// All pages come together: whoever opens one goes on to the others.
export { AnomaliesPage } from "./AnomaliesPage";
export { CasesPage } from "./CasesPage";
export { EvidencePage } from "./EvidencePage";
export { InstancePage } from "./InstancePage";
export { NodePage } from "./NodePage";
export { PortfolioPage } from "./PortfolioPage";
export { ProcessPage } from "./ProcessPage";
