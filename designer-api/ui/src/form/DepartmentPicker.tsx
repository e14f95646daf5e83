import { MultiSelect, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Common } from "./Field";
import type { Value } from "./schema";
import { useDepartments } from "./useDepartments";

/** Chooses departments, each named by the whole way down to it. */
export function DepartmentPicker({ common, many, value, set }: { common: Common; many: boolean; value: Value | undefined; set: (value: Value) => void }) {
  const { t } = useTranslation("form");
  const departments = useDepartments();
  const data = sorted(departments.data ?? []);
  const chosen = Array.isArray(value) ? value.map(String) : value ? [String(value)] : [];
  for (const id of chosen) if (!data.some((one) => one.value === id)) data.push({ value: id, label: id });
  return many ? (
    <MultiSelect {...common} data={data} value={chosen} onChange={set} searchable nothingFoundMessage={t("nothing")} />
  ) : (
    <Select
      {...common}
      data={data}
      value={chosen[0] ?? null}
      onChange={set}
      searchable
      clearable={!common.withAsterisk}
      clearButtonProps={{ "aria-label": t("clear") }}
      nothingFoundMessage={t("nothing")}
    />
  );
}

interface Department {
  id: string;
  name: string;
  parent?: string | null;
}

/** Named by the whole way down to it, so that two of one name are told apart. */
export function sorted(departments: Department[]): { value: string; label: string }[] {
  const byId = new Map(departments.map((one) => [one.id, one]));
  const way = (one: Department, seen: string[] = []): string => {
    const parent = one.parent && !seen.includes(one.parent) ? byId.get(one.parent) : undefined;
    return parent ? `${way(parent, [...seen, one.id])} / ${one.name}` : one.name;
  };
  return departments.map((one) => ({ value: one.id, label: way(one) })).sort((a, b) => a.label.localeCompare(b.label, "zh-CN"));
}
