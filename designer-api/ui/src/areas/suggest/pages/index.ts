// All pages come together: whoever opens one goes on to the others.
export { ProcessPage } from "./ProcessPage";
export { ProcessesPage } from "./ProcessesPage";
export { SuggestionPage } from "./SuggestionPage";
