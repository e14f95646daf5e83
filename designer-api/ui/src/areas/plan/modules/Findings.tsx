import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { LandscapeFinding } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { findingsQuery, useSaid, type Index } from "./landscape";
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

/** What the landscape lacks: each line leads to its node. */
export function Findings({ all }: { all: Index }) {
  const { t } = useTranslation("plan");
  const words = useSaid();
  const say = useFindingText();
  const found = useQuery(findingsQuery);
  if (found.error) return <ErrorState error={found.error} />;
  if (!found.data) return <LoadingRows />;
  if (found.data.length === 0) return <EmptyState title={t("finding.none")} />;
  return (
    <div className={classes.section}>
      <Text c="dimmed" size="sm" mb={4}>
        {t("finding.count", { count: found.data.length })}
      </Text>
      <table className={classes.lines} aria-label={t("view.findings")}>
        <tbody>
          {found.data.map((finding, place) => (
            <tr key={place}>
              <td>
                <Link to="/landscape/$nodeId" params={{ nodeId: finding.at } as never}>
                  {words(all.byId.get(finding.at)?.name) || finding.at}
                </Link>
              </td>
              <td>{say(finding)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
