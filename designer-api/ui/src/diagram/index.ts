// The canvas comes with the first page that shows one.
import { lazy } from "react";

export const Diagram = lazy(() => import("./Diagram"));
export type { Paint } from "./Diagram";
