import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { command, freshKey } from "@/api/request";
import type { components } from "@/api/schema";
import type { Model } from "@/api/types";
import { useProblemText } from "@/shared/problemText";
import classes from "../design.module.css";

type Impact = components["schemas"]["Impact"];

/** So many pages of instances are looked at. */
const PAGES_MAX = 5;
/** So many differences are shown. */
const SHOWN_MAX = 20;

/** Which running instances would decide differently, as the server finds out by asking the draft in their place. */
export function DecisionImpact({ model, xml }: { model: Model; xml: string }) {
  const { t } = useTranslation("design");
  const say = useProblemText();
  const impact = useQuery({
    queryKey: keys.modelPart(model.id, `impact ${model.revision}`),
    queryFn: () => look(xml),
    retry: false,
    staleTime: 0,
  });
  return (
    <section aria-label={t("deploy.impact.title")} data-testid="decision-impact" data-ready={!impact.isPending}>
      <Text fw={600}>{t("deploy.impact.title")}</Text>
      {impact.isPending && <Text c="dimmed">{t("deploy.impact.looking")}</Text>}
      {impact.error && <Text c="dimmed">{say(impact.error)}</Text>}
      {impact.data && impact.data.found.length === 0 && <Text>{t("deploy.impact.none")}</Text>}
      {impact.data && impact.data.found.length > 0 && (
        <>
          <Text>{t("deploy.impact.count", { count: impact.data.found.length })}</Text>
          <table className={classes.impact}>
            <thead>
              <tr>
                {["instance", "at", "before", "after"].map((column) => (
                  <th key={column} scope="col">
                    {t(`deploy.impact.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {impact.data.found.slice(0, SHOWN_MAX).map((one) => (
                <tr key={`${one.instance} ${one.at} ${one.element}`}>
                  <td>
                    <bdi>{one.businessKey ?? one.instance.slice(-8)}</bdi>
                  </td>
                  <td>
                    <bdi>{one.at}</bdi>
                  </td>
                  {one.problem ? (
                    <td colSpan={2}>
                      <bdi>{one.problem}</bdi>
                    </td>
                  ) : (
                    <>
                      <td>
                        <code>{JSON.stringify(one.before)}</code>
                      </td>
                      <td>
                        <code>{JSON.stringify(one.after)}</code>
                      </td>
                    </>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
          {impact.data.found.length > SHOWN_MAX && <Text c="dimmed">{t("deploy.impact.shown", { count: SHOWN_MAX })}</Text>}
        </>
      )}
      {impact.data?.more && <Text c="dimmed">{t("deploy.impact.more", { count: PAGES_MAX })}</Text>}
    </section>
  );
}

async function look(xml: string): Promise<{ found: Impact[]; more: boolean }> {
  const found: Impact[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const told: { items: Impact[]; next?: string | null } = await command("post", "/api/v1/decision-impact", { body: { xml, ...(cursor ? { cursor } : {}) } }, freshKey());
    found.push(...told.items);
    cursor = told.next ?? null;
    if (!cursor) break;
  }
  return { found, more: cursor !== null };
}
