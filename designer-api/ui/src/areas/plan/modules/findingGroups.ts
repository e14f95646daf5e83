import type { LandscapeFinding } from "@/api/types";

export interface FindingGroup {
  code: string;
  findings: LandscapeFinding[];
}

/** What is wrong in the same way stands together; what is wrong most often comes first, what is as often in the order it came. */
export function grouped(findings: LandscapeFinding[]): FindingGroup[] {
  const groups = new Map<string, LandscapeFinding[]>();
  for (const finding of findings) groups.set(finding.code, [...(groups.get(finding.code) ?? []), finding]);
  return [...groups].map(([code, its]) => ({ code, findings: its })).sort((one, other) => other.findings.length - one.findings.length);
}
