import "@mantine/core/styles/Radio.layer.css";
import { Checkbox, Group, MultiSelect, Radio, Select, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Common } from "./Field";
import type { Choice, Value } from "./schema";
import { indexOf } from "./show";

interface Props {
  common: Common;
  choices: Choice[];
  value: Value | undefined;
  set: (value: Value) => void;
}

/** Of so many one is searched for. */
const MANY = 10;

/** One of many. */
export function SelectField({ common, choices, value, set, searchable }: Props & { searchable: boolean }) {
  const { t } = useTranslation("form");
  return (
    <Select
      {...common}
      data={choices.map((choice, index) => ({ value: String(index), label: choice.label }))}
      value={indexOf(choices, value)}
      onChange={(index) => set(index === null ? null : (choices[Number(index)]?.value ?? null))}
      searchable={searchable || choices.length > MANY}
      clearable={!common.withAsterisk}
      clearButtonProps={{ "aria-label": t("clear") }}
      nothingFoundMessage={t("nothing")}
    />
  );
}

/** Several of many, as tags. */
export function TaglistField({ common, choices, value, set }: Props) {
  const { t } = useTranslation("form");
  const chosen = Array.isArray(value) ? value : [];
  return (
    <MultiSelect
      {...common}
      data={choices.map((choice, index) => ({ value: String(index), label: choice.label }))}
      value={chosen.map((one) => indexOf(choices, one)).filter((index) => index !== null)}
      onChange={(indexes) => set(indexes.map((index) => choices[Number(index)]?.value ?? null))}
      searchable
      nothingFoundMessage={t("nothing")}
    />
  );
}

/** One of a few, all of them in sight. */
export function RadioField({ common, choices, value, set }: Props) {
  return (
    <Radio.Group
      {...common}
      value={indexOf(choices, value) ?? ""}
      onChange={(index) => set(choices[Number(index)]?.value ?? null)}
    >
      <Group mt={4} gap="md">
        {choices.map((choice, index) => (
          <Radio key={index} value={String(index)} label={choice.label} />
        ))}
      </Group>
    </Radio.Group>
  );
}

/** Several of a few, all of them in sight. */
export function ChecklistField({ common, choices, value, set }: Props) {
  const chosen = Array.isArray(value) ? value : [];
  return (
    <Checkbox.Group
      {...common}
      value={chosen.map((one) => indexOf(choices, one)).filter((index) => index !== null)}
      onChange={(indexes) => set(indexes.map((index) => choices[Number(index)]?.value ?? null))}
    >
      <Stack gap={6} mt={4}>
        {choices.map((choice, index) => (
          <Checkbox key={index} value={String(index)} label={choice.label} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
