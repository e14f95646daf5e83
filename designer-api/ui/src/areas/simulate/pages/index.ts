// All pages come together: whoever opens one goes on to the others.
export { EditorPage } from "./EditorPage";
export { ListPage } from "./ListPage";
export { ResultPage } from "./ResultPage";
