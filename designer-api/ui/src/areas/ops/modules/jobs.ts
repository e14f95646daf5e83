import type { components } from "@/api/schema";

type Job = components["schemas"]["Job"];

/** How much there is of one type, or with one worker. */
export interface Load {
  name: string;
  /** May be fetched now. */
  waiting: number;
  /** With a worker. */
  locked: number;
  /** Rests until its time comes. */
  resting: number;
  /** Failed too often. */
  exhausted: number;
  /** The workers of a type, the types of a worker. */
  others: string[];
}

const isLocked = (job: Job, now: string) => Boolean(job.leaseUntil && job.leaseUntil > now);

function loads(jobs: Job[], now: string, nameOf: (job: Job) => string | null | undefined, otherOf: (job: Job) => string | null | undefined): Load[] {
  const found = new Map<string, Load>();
  for (const job of jobs) {
    const name = nameOf(job);
    if (!name) continue;
    const load = found.get(name) ?? { name, waiting: 0, locked: 0, resting: 0, exhausted: 0, others: [] };
    found.set(name, load);
    if (isLocked(job, now)) load.locked += 1;
    else if (job.retries === 0) load.exhausted += 1;
    else if (job.available > now) load.resting += 1;
    else load.waiting += 1;
    const other = otherOf(job);
    if (other && isLocked(job, now) && !load.others.includes(other)) load.others.push(other);
  }
  return [...found.values()].toSorted((a, b) => b.exhausted - a.exhausted || b.waiting - a.waiting || a.name.localeCompare(b.name));
}

/** By their type, those that are stuck first. */
export const byType = (jobs: Job[], now = new Date().toISOString()) => loads(jobs, now, (job) => job.type, (job) => job.worker);

/** By the worker that has them. */
export const byWorker = (jobs: Job[], now = new Date().toISOString()) => loads(jobs.filter((job) => isLocked(job, now)), now, (job) => job.worker, (job) => job.type);
