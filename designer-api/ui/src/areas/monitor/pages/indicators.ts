// Indicators and indices come together, beside the levels of monitoring: whoever drills down does not carry them.
export { IndicatorPage } from "./IndicatorPage";
export { IndicatorsPage } from "./IndicatorsPage";
export { IndicesPage } from "./IndicesPage";
