import { useTranslation } from "react-i18next";
import { useKind } from "@/diagram/kind";
import { partsOf } from "./difference";

/** What people call the parts of an element, as the inspector does; and their values, where those are some of a few. */
export function useParts(): { partOf: (path: string) => string; valueOf: (path: string, value: string | null | undefined) => string } {
  const { t, i18n } = useTranslation("design");
  const kindOf = useKind();
  const known = (key: string) => (i18n.exists(`design:${key}`) ? t(key) : undefined);
  const wordOf = (name: string) => known(`part.${name}`) ?? known(`field.${name}`) ?? kindOf(name);
  return {
    partOf: (path) =>
      partsOf(path)
        .map(({ name, number }) => (number === null ? wordOf(name) : `${wordOf(name)} ${number}`))
        .join(" · "),
    valueOf: (path, value) => {
      if (value === null || value === undefined) return "–";
      if (value === "") return known("part.there") ?? value;
      const name = partsOf(path).at(-1)?.name ?? "";
      return known(`choice.${name}.${value}`) ?? (value === "true" || value === "false" ? (known(`part.${value}`) ?? value) : value);
    },
  };
}
