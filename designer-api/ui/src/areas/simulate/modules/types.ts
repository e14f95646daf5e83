import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Detail = Schemas["SimulationDetail"];
export type Simulation = Schemas["Simulation"];
export type Question = Schemas["NewSimulation"];
export type Changes = Schemas["SimulationChanges"];
export type Learned = Schemas["LearnedSimulation"];
export type Result = NonNullable<Detail["result"]>;
export type Outcome = Result["verdict"]["baseline"];
export type Variant = Result["verdict"]["variants"][number];
export type Estimate = NonNullable<Outcome["time"]>;
export type Gate = Result["gate"];
export type Reason = Schemas["SimulationReason"];

/** What scenarios are compared by, in the order in which it is shown. */
export const METRICS = ["time", "timeP90", "waiting", "work", "cost", "unfinished"] as const;
export type Metric = (typeof METRICS)[number];
