import type { Area } from "./area";
import { work } from "./work/routes";

/** Every area. */
export const areas: Area[] = [work];
