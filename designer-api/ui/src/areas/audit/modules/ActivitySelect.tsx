import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useKind } from "@/diagram/kind";
import { useDefinitions } from "@/shared/definitions";
import { namesIn, useXml } from "@/shared/versions";

/** Stands for whoever started an instance. */
const INITIATOR = "$initiator";
/** What somebody does; gateways, events and flows are nobody's duty. */
const DONE = /[tT]ask$/;

function useNames(process: string | null | undefined): Map<string, { name: string; kind: string }> {
  const latest = useDefinitions().data?.find((one) => one.process === process);
  const xml = useXml(latest?.id);
  return useMemo(() => namesIn(xml.data), [xml.data]);
}

interface Props {
  label: string;
  process: string | null;
  value: string;
  onChange: (activity: string) => void;
}

/** One of the activities of a process, by its name, or the start by somebody. */
export function ActivitySelect({ label, process, value, onChange }: Props) {
  const { t } = useTranslation(["audit", "common"]);
  const kindOf = useKind();
  const names = useNames(process);
  const activities = [...names].filter(([, { kind }]) => DONE.test(kind)).map(([id, { name, kind }]) => ({ value: id, label: name || kindOf(kind) }));
  // What only an earlier version has can be asked about too.
  const earlier = value && value !== INITIATOR && !activities.some((one) => one.value === value) ? [{ value, label: value }] : [];
  return (
    <Select
      label={label}
      w={180}
      searchable
      disabled={!process}
      data={[{ value: INITIATOR, label: t("duties.initiator") }, ...activities, ...earlier]}
      value={value || null}
      onChange={(activity) => onChange(activity ?? "")}
    />
  );
}

/** What is kept apart, in words. */
export function ActivityName({ process, activity }: { process: string | null | undefined; activity: string }) {
  const { t } = useTranslation("audit");
  const kindOf = useKind();
  const found = useNames(process).get(activity);
  return <bdi title={activity}>{activity === INITIATOR ? t("duties.initiator") : found ? found.name || kindOf(found.kind) : activity}</bdi>;
}
