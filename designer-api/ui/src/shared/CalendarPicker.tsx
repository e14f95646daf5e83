import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { get } from "@/api/request";

interface Props {
  label: string;
  description?: string;
  /** What holds without one. */
  placeholder?: string;
  disabled?: boolean;
  value: string | null;
  onChange: (value: string | null) => void;
}

/** A work calendar by its name. One that is gone, or cannot be asked for, is still what was said. */
export function CalendarPicker({ value, placeholder, onChange, ...rest }: Props) {
  const found = useQuery({ queryKey: keys.units, queryFn: () => get("/api/v1/organisation/units"), staleTime: 300_000, retry: false });
  const all = (found.data ?? []).filter((one) => one.kind === "calendar").map((one) => ({ value: one.id, label: one.name || one.id }));
  if (value && !all.some((one) => one.value === value)) all.push({ value, label: value });
  const clear = placeholder ? { clearButtonProps: { "aria-label": placeholder } } : {};
  return <Select {...rest} {...(placeholder ? { placeholder } : {})} {...clear} clearable searchable data={all} value={value || null} onChange={onChange} />;
}
