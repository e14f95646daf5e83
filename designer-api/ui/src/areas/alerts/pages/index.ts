// All pages come together: whoever opens one goes on to the others.
export { AlertPage } from "./AlertPage";
export { AlertsPage } from "./AlertsPage";
export { RulePage } from "./RulePage";
export { RulesPage } from "./RulesPage";
export { SilencesPage } from "./SilencesPage";
