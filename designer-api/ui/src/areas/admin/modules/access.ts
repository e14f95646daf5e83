import type { ActionName } from "@/api/types";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type User = Schemas["UserState"];
export type Grant = Schemas["Grant"];
export type Grantee = Schemas["Grantee"];
export type Role = Schemas["AccessRole"];
export type ReachName = Schemas["ReachName"];
export type Token = Schemas["TokenState"];
export type Tenant = Schemas["Tenant"];

/** From when until when. */
export interface Valid {
  from?: string | null;
  until?: string | null;
}

/** The mightiest last: whoever is added is a user first of all. */
export const ROLES: Role[] = ["user", "processOwner", "auditor", "designer", "operator", "administrator", "worker", "integrator"];

/** Actions by what they are about, so that the matrix can be read. */
export const PARTS: { name: string; actions: ActionName[] }[] = [
  { name: "work", actions: ["start-instances", "see-tasks", "work-on-tasks", "force-tasks", "recall", "take-part", "see-lists", "keep-notes", "manage-proxies"] },
  { name: "models", actions: ["see-models", "design-models", "see-definitions", "deploy", "ask-decisions", "see-parameters", "set-parameters", "set-indicators", "simulate", "improve"] },
  { name: "instances", actions: ["see-instances", "see-trace", "see-operations", "operate"] },
  { name: "programs", actions: ["work-on-jobs", "publish-messages", "act-for-others"] },
  { name: "administration", actions: ["see-people", "manage-organisation", "manage-own-access", "manage-access", "see-audit", "see-health"] },
];

/** Letters and digits that are not taken for one another. */
const SIGNS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = 18;

/** A password that nobody can guess, to be handed over once. */
export function freshPassword(): string {
  const most = Math.floor(256 / SIGNS.length) * SIGNS.length;
  let made = "";
  while (made.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      // Bytes beyond the last whole round would make some signs likelier.
      if (byte < most && made.length < LENGTH) made += SIGNS[byte % SIGNS.length];
    }
  }
  return made;
}
