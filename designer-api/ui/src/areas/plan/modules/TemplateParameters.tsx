import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TemplateParameter } from "@/api/types";
import { amount } from "@/shared/amount";
import { useUnit } from "./parts";
import classes from "../plan.module.css";

/** The rule parameters that a template needs: what they begin with, and how they stand here. */
export function TemplateParameters({ parameters }: { parameters: TemplateParameter[] }) {
  const { t } = useTranslation("plan");
  const unit = useUnit();
  const range = ({ minimum, maximum }: TemplateParameter) => {
    const [from, to] = [minimum ?? null, maximum ?? null].map((bound) => (bound === null ? null : amount(bound, null)));
    if (from !== null && to !== null) return t("template.rangeBoth", { from, to });
    if (from !== null) return t("template.rangeFrom", { from });
    return to === null ? "–" : t("template.rangeTo", { to });
  };
  const stands = (one: TemplateParameter) => {
    if (one.standing === "missing") return t(`template.parameterStands.${one.declarable ? "missing" : "forbidden"}`);
    if (one.standing === "declared" && one.current !== null && one.current !== undefined) return t("template.parameterStands.declaredAs", { value: amount(one.current, one.unit, unit) });
    return t(`template.parameterStands.${one.standing}`);
  };
  const forbidden = parameters.some((one) => one.standing === "missing" && !one.declarable);
  return (
    <div data-testid="template-parameters">
      <table className={classes.lines} aria-label={t("template.parameters")}>
        <thead>
          <tr>
            <th>{t("template.parameter")}</th>
            <th className={classes.number}>{t("template.parameterValue")}</th>
            <th>{t("template.parameterRange")}</th>
            <th>{t("template.parameterStanding")}</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map((one) => (
            <tr key={one.name} data-standing={one.standing}>
              <td>
                {/* It may go on in the next line after each of its words. */}
                <code>{one.name.split("_").flatMap((word, place) => (place === 0 ? [word] : ["_", <wbr key={place} />, word]))}</code>
              </td>
              <td className={classes.number}>
                {amount(one.value, one.unit, unit)}
              </td>
              <td>{range(one)}</td>
              <td>{stands(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {forbidden ? (
        <Text size="sm" role="note">
          {t("template.parametersForbidden")}
        </Text>
      ) : (
        <Text size="sm" c="dimmed">
          {t("template.parametersHint")}
        </Text>
      )}
    </div>
  );
}
