import type { Area } from "./area";
import { design } from "./design/routes";
import { monitor } from "./monitor/routes";
import { ops } from "./ops/routes";
import { work } from "./work/routes";

/** Every area. */
export const areas: Area[] = [work, design, ops, monitor];
