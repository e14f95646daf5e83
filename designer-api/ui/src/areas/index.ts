import { admin } from "./admin/routes";
import { alerts } from "./alerts/routes";
import { analyze } from "./analyze/routes";
import type { Area } from "./area";
import { audit } from "./audit/routes";
import { design } from "./design/routes";
import { monitor } from "./monitor/routes";
import { ops } from "./ops/routes";
import { plan } from "./plan/routes";
import { simulate } from "./simulate/routes";
import { suggest } from "./suggest/routes";
import { work } from "./work/routes";

/** Every area. */
export const areas: Area[] = [work, plan, design, ops, monitor, alerts, analyze, simulate, suggest, audit, admin];
