// These come together: whoever opens one goes on to the others.
export { AlertPage } from "./AlertPage";
export { AlertsPage } from "./AlertsPage";
export { RulesPage } from "./RulesPage";
export { SilencesPage } from "./SilencesPage";
