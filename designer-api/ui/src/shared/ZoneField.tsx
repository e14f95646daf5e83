import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { clockIn, zones } from "./zones";

/** By which clock times are meant, with what that shows now: names of zones alone are easily taken for another. */
export function ZoneField({ value, onChange, disabled = false }: { value: string; onChange: (zone: string) => void; disabled?: boolean }) {
  const { t } = useTranslation();
  const now = clockIn(value);
  return (
    <Select
      label={t("clock.zone")}
      {...(now ? { description: t("clock.now", { time: now }) } : {})}
      inputWrapperOrder={["label", "input", "description", "error"]}
      data={zones(value)}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
      searchable
      allowDeselect={false}
      limit={100}
      disabled={disabled}
    />
  );
}
