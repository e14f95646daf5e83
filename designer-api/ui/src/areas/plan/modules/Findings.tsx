import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LandscapeFinding } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { grouped, type FindingGroup } from "./findingGroups";
import { findingsQuery, useSaid, wayTo, type Index } from "./landscape";
import own from "../findings.module.css";
import classes from "../plan.module.css";

/** What a finding is, in the words of the page. */
export function useFindingText(): (finding: LandscapeFinding) => string {
  const { t, i18n } = useTranslation("plan");
  return (finding) => (i18n.exists(`plan:finding.${finding.code}`) ? t(`finding.${finding.code}`, { about: finding.about ?? "" }) : finding.message);
}

/** Findings of a file, by line. */
export function FindingList({ findings }: { findings: LandscapeFinding[] }) {
  const { t } = useTranslation("plan");
  const say = useFindingText();
  return (
    <ul style={{ margin: "4px 0 0", maxHeight: 240, overflow: "auto" }}>
      {findings.map((finding, place) => (
        <li key={place}>
          {finding.line ? `${t("finding.line", { line: finding.line })} ` : ""}
          {finding.at ? <b>{finding.at} </b> : null}
          {say(finding)}
        </li>
      ))}
    </ul>
  );
}

/** So many of a group are shown before somebody asks for all. */
const SHOWN = 10;

/** What the landscape lacks, what is wrong in the same way together: each line leads to its node. */
export function Findings({ all }: { all: Index }) {
  const { t } = useTranslation("plan");
  const found = useQuery(findingsQuery);
  if (found.error) return <ErrorState error={found.error} />;
  if (!found.data) return <LoadingRows />;
  if (found.data.length === 0) return <EmptyState title={t("finding.none")} />;
  return (
    <div className={classes.section}>
      <Text c="dimmed" size="sm" mb={4}>
        {t("finding.count", { count: found.data.length })}
      </Text>
      {grouped(found.data).map((group) => (
        <Group key={group.code} group={group} all={all} />
      ))}
    </div>
  );
}

function Group({ group: { code, findings }, all }: { group: FindingGroup; all: Index }) {
  const { t, i18n } = useTranslation("plan");
  const words = useSaid();
  const say = useFindingText();
  const [whole, setWhole] = useState(false);
  const known = i18n.exists(`plan:finding.kind.${code}`);
  const title = t(`finding.kind.${known ? code : "other"}`);
  // What says no more than the group they stand in is left out for where it is.
  const where = (at: string) => wayTo(all, at).slice(0, -1).map((above) => words(above.name)).join(" / ");
  return (
    <details open className={own.group} data-testid="findings" data-code={code}>
      <summary>
        <h2>{title}</h2>
        <span className={own.count}>{findings.length}</span>
      </summary>
      <table className={classes.lines} aria-label={title}>
        <tbody>
          {(whole ? findings : findings.slice(0, SHOWN)).map((finding, place) => (
            <tr key={place}>
              <td>
                <Link to="/landscape/$nodeId" params={{ nodeId: finding.at } as never}>
                  <bdi>{words(all.byId.get(finding.at)?.name) || finding.at}</bdi>
                </Link>
              </td>
              <td>{known && !finding.about ? where(finding.at) : say(finding)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!whole && findings.length > SHOWN && (
        <Button variant="subtle" onClick={() => setWhole(true)}>
          {t("finding.all", { count: findings.length })}
        </Button>
      )}
    </details>
  );
}
