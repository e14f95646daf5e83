import type { Named } from "@/shared/versions";

/** What a token can rest in: everything that flows lead to and from. */
const RESTING = /(?:task|event|gateway|subProcess|transaction|callActivity)$/i;

/** The elements of a file in which instances can be, as it names them. */
export const restingIn = (names: Map<string, Named>): [string, Named][] => [...names].filter(([, { kind }]) => RESTING.test(kind));
