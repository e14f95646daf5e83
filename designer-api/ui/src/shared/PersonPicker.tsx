import { MultiSelect, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";

interface Common {
  label?: string;
  "aria-label"?: string;
  description?: string | undefined;
  placeholder?: string;
  error?: string | undefined;
  required?: boolean;
  disabled?: boolean;
  readOnly?: boolean;
  /** Of what is asked it comes first: the next key goes into it. */
  "data-autofocus"?: boolean;
  /** People who are not offered. */
  without?: string[];
  id?: string;
}

/** Chooses one person of the organisation by name, id or address. */
export function PersonPicker(props: Common & { value: string | null; onChange: (id: string | null) => void }) {
  const { value, onChange, without, ...rest } = props;
  const { t } = useTranslation();
  const { options, search, setSearch } = usePeople(value ? [value] : [], without);
  return (
    <Select
      {...rest}
      openOnFocus={!rest["data-autofocus"]}
      data={options}
      value={value}
      onChange={onChange}
      searchable
      clearable={!rest.required}
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={t("people.none")}
      placeholder={rest.placeholder ?? t("people.search")}
      filter={({ options: all }) => all}
      clearButtonProps={{ "aria-label": t("action.clear") }}
    />
  );
}

/** Chooses several. */
export function PeoplePicker(props: Common & { value: string[]; onChange: (ids: string[]) => void }) {
  const { value, onChange, without, ...rest } = props;
  const { t } = useTranslation();
  const { options, search, setSearch } = usePeople(value, without);
  return (
    <MultiSelect
      {...rest}
      openOnFocus={!rest["data-autofocus"]}
      data={options}
      value={value}
      onChange={onChange}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={t("people.none")}
      placeholder={value.length > 0 ? "" : (rest.placeholder ?? t("people.search"))}
      filter={({ options: all }) => all}
    />
  );
}

function usePeople(chosen: string[], without: string[] = []) {
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search.trim(), 200);
  const named = useQueries({
    queries: chosen.map((id) => ({
      queryKey: keys.person(id),
      queryFn: () => get("/api/v1/organisation/people/{id}", { path: { id } }).catch(() => null),
      staleTime: 300_000,
    })),
  });
  const known = new Map<string, string>(chosen.map((id, index) => [id, named[index]?.data?.name ?? id]));
  // What stands in the field once somebody is chosen is their name, and no search.
  const isName = [...known.values()].some((label) => label === asked);
  const text = isName ? "" : asked;
  const found = useQuery({
    queryKey: keys.people(text),
    queryFn: () => get("/api/v1/organisation/people", { query: { text, limit: 30 } }),
  });
  for (const person of found.data?.items ?? []) if (!without.includes(person.id)) known.set(person.id, person.name);
  const same = new Map<string, number>();
  for (const name of known.values()) same.set(name, (same.get(name) ?? 0) + 1);
  const options = [...known].map(([value, name]) => ({
    value,
    label: (same.get(name) ?? 0) > 1 ? `${name} (${value})` : name,
  }));
  return { options, search, setSearch };
}
