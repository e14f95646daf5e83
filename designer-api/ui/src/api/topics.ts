// Of what the pages that are open want to hear, beside what their reader is told.
import { useEffect } from "react";

export type Topic = "processes" | `process:${string}` | `instance:${string}` | "jobs" | "batches" | `batch:${string}` | "indicators" | "work";

/** The kinds of events that tell what happens in processes. */
export const HAPPENED = [
  "overlay.delta",
  ...["started", "moved", "suspended", "resumed", "completed", "cancelled"].map((kind) => `instance.${kind}`),
  "incident.raised",
  "incident.resolved",
  ...["created", "locked", "failed", "completed", "changed", "progress", "done"].map((kind) => `job.${kind}`),
  "batch.progress",
  "kpi.tick",
  "reset",
];

/** How often a page looks by itself, should it not hear of something: where the history is not followed nothing is told. */
export const LOOK = 60_000;

const wanted = new Map<Topic, number>();
const listeners = new Set<() => void>();

/** What this tab wants to hear of now. */
export const topics = (): Topic[] => [...wanted.keys()].sort();

/** Wants to hear of something until the answer is called. */
export function want(topic: Topic): () => void {
  wanted.set(topic, (wanted.get(topic) ?? 0) + 1);
  tell();
  return () => {
    const left = (wanted.get(topic) ?? 1) - 1;
    if (left > 0) wanted.set(topic, left);
    else wanted.delete(topic);
    tell();
  };
}

const tell = () => listeners.forEach((listener) => listener());

/** Is told whenever something else may be wanted. */
export function onTopics(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The page wants to hear of it as long as it is there. */
export function useTopic(topic: Topic | undefined) {
  useEffect(() => (topic ? want(topic) : undefined), [topic]);
}
