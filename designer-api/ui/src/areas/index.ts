import type { Area } from "./area";
import { audit } from "./audit/routes";
import { design } from "./design/routes";
import { ops } from "./ops/routes";
import { work } from "./work/routes";

/** Every area. */
export const areas: Area[] = [work, design, ops, audit];
