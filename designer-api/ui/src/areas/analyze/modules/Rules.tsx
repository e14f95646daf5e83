import { Link } from "@tanstack/react-router";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { KeptRules, Norm } from "@/api/types";
import { language } from "@/app/i18n";
import { useElementNames } from "@/shared/ElementName";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import classes from "../analyze.module.css";
import { Block, Facts, Lines, useGo } from "./Frame";
import { useProcess } from "./asked";
import { useSay } from "./say";
import { USUAL, carried, question } from "./search";

/** What a rule asks for, as a sentence. */
function useNormWords(nameOf: (activity: string) => string) {
  const { t } = useTranslation("analyze");
  return (norm: Norm): string => {
    if ("existence" in norm) return t("rules.existence", { of: nameOf(norm.existence.activity), times: norm.existence.times });
    if ("absence" in norm) return t("rules.absence", { of: nameOf(norm.absence.activity), times: norm.absence.times });
    if ("response" in norm) {
      const { first, then, withinHours } = norm.response;
      const both = { of: nameOf(first), to: nameOf(then) };
      return typeof withinHours === "number" ? t("rules.responseWithin", { ...both, hours: withinHours }) : t("rules.response", both);
    }
    if ("precedence" in norm) return t("rules.precedence", { of: nameOf(norm.precedence.first), to: nameOf(norm.precedence.then) });
    if ("notCoexistence" in norm) return t("rules.notCoexistence", { of: nameOf(norm.notCoexistence.one), to: nameOf(norm.notCoexistence.other) });
    return t("rules.samePerson", { of: nameOf(norm.samePerson.one), to: nameOf(norm.samePerson.other) });
  };
}

/** The instances held against the rules that the owner of their process has declared; each number of broken ones leads to them. */
export function Rules() {
  const { t } = useTranslation("analyze");
  const { key, search } = useGo();
  const query = question(search, Date.now());
  const found = useQuery({ queryKey: keys.analytics("rules", key, query), queryFn: () => get("/api/v1/analytics/processes/{id}/rules", { path: { id: key }, query }), placeholderData: keepPreviousData });
  return (
    <Block title={t("rules.title")}>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={3} />}
      {found.data && <Kept kept={found.data} />}
    </Block>
  );
}

function Kept({ kept }: { kept: KeptRules }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const { key, search } = useGo();
  const nameOf = useElementNames(useProcess(key).latest?.id);
  const inWords = useNormWords(nameOf);
  if (kept.rules.length === 0) {
    return (
      <p className={classes.none}>
        {t("rules.none")} <Link to={"/monitor/indices" as never} search={{ open: key } as never}>{t("rules.declare")}</Link>
      </p>
    );
  }
  return (
    <>
      <Facts
        facts={[
          { label: t("rules.keeping"), value: <span data-testid="keeping">{say.share(kept.keeping.value)}</span> },
          { label: t("rules.conforming"), value: say.share(kept.conforming.value) },
          { label: t("rules.n"), value: say.count(kept.n) },
        ]}
      />
      {kept.leftOut > 0 && <p className={classes.missed}>{t("rules.leftOut", { n: say.count(kept.leftOut) })}</p>}
      <Lines
        label={t("rules.title")}
        testId="norm-rules"
        head={
          <>
            <th scope="col">{t("rules.rule")}</th>
            <th scope="col" className={classes.number}>{t("rules.concerned")}</th>
            <th scope="col" className={classes.number}>{t("rules.broken")}</th>
            <th scope="col" className={classes.number}>{t("rules.kept")}</th>
          </>
        }
      >
        {kept.rules.map(({ rule, concerned, broken, kept: share }) => {
          const [own, other] = language() === "en" ? [rule.name.en, rule.name["zh-CN"]] : [rule.name["zh-CN"], rule.name.en];
          const name = own.trim() || other.trim() || rule.id;
          return (
            <tr key={rule.id}>
              <td>
                <bdi>{name}</bdi>
                <div className={classes.small}><bdi>{inWords(rule.norm)}</bdi></div>
              </td>
              <td className={classes.number}>{say.count(concerned)}</td>
              <td className={classes.number}>
                {broken === 0 ? (
                  say.count(0)
                ) : (
                  <Link to={`/monitor/p/${encodeURIComponent(key)}/cases`} search={{ ...carried(search), ...(search.from ? {} : { days: search.days ?? USUAL }), breaks: rule.id } as never} aria-label={`${t("rules.behind", { rule: name })}: ${say.count(broken)}`}>
                    {say.count(broken)}
                  </Link>
                )}
              </td>
              <td className={classes.number}>{say.share(share.value)}</td>
            </tr>
          );
        })}
      </Lines>
    </>
  );
}
