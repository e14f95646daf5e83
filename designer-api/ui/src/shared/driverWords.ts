// What goes together with something, as people say it: days and hours by name, steps by what they are called, ranges by their ends.
import { useTranslation } from "react-i18next";
import { rangeIn } from "./driver";

/** What stood around a case, which no filter asks for by its value. */
const FACTORS = ["runningInstances", "queueLength", "timeBefore", "flow", "again", "initiatorDepartment"] as const;
const isFactor = (attribute: string): attribute is (typeof FACTORS)[number] => FACTORS.some((factor) => factor === attribute);
const CHANNELS = ["person", "event", "called"] as const;
const isChannel = (value: string): value is (typeof CHANNELS)[number] => CHANNELS.some((channel) => channel === value);
const isOne = (value: string, most: number) => /^\d$/.test(value) && Number(value) >= 1 && Number(value) <= most;

export interface Said {
  attribute: string;
  value: string;
  /** What people call the flow. */
  name?: string | null | undefined;
}

/** `time` writes a duration; `nameOf` says what people call a flow that has no name beside it. */
export function useDriverWords(time: (ms: number) => string, nameOf: (element: string) => string = (element) => element) {
  const { t } = useTranslation("monitor");
  const both = (value: string, told: (end: number) => string) => {
    const range = rangeIn(value);
    if (!range) return value;
    return range.from === range.until ? told(range.from) : t("range", { from: told(range.from), until: told(range.until) });
  };
  return ({ attribute, value, name }: Said): string => {
    if (attribute === "weekday" && isOne(value, 7)) return t(`weekday.${value}`);
    if (attribute === "quarterOfDay" && isOne(value, 4)) return t(`quarter.${value}`);
    if (attribute === "version") return t("version.one", { version: value });
    if (attribute === "flow") return t("factor.flow", { value: name || nameOf(value) });
    if (attribute === "initiatorDepartment") return t("factor.initiatorDepartment", { value: name || value });
    if (attribute === "$rule") return t("factor.rule", { rule: value.slice(0, value.lastIndexOf(":")), version: value.slice(value.lastIndexOf(":") + 1) });
    if (attribute === "$role" || attribute === "$group") return t(`factor.${attribute === "$role" ? "role" : "group"}`, { value });
    if (attribute === "$batched") return t("factor.batched");
    if (attribute === "$channel" && isChannel(value)) return t(`factor.channel.${value}`);
    if (isFactor(attribute)) return t(`factor.${attribute}`, { value: both(value, attribute === "timeBefore" ? time : String) });
    return `${attribute} = ${both(value, String)}`;
  };
}
