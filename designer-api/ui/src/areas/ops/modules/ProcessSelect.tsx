// One of the processes that are deployed, by what people call it.
import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useProcesses } from "./definitions";

interface Props {
  value: string | undefined;
  /** It may also be none of them. */
  clearable?: boolean;
  onChange: (process: string | undefined) => void;
}

export function ProcessSelect({ value, clearable = false, onChange }: Props) {
  const { t } = useTranslation("ops");
  const processes = useProcesses();
  return (
    <Select
      aria-label={t("column.process")}
      placeholder={t("column.process")}
      w={190}
      clearable={clearable}
      searchable
      clearButtonProps={{ "aria-label": t("common:action.clear") }}
      data={(processes.data?.items ?? []).map((one) => ({ value: one.process, label: one.name ?? one.process }))}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}
