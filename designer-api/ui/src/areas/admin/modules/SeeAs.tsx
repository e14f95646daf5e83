import { Alert, Select, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { listed } from "@/app/i18n";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { useDefinitions } from "@/shared/definitions";
import { GrantedTo } from "./GrantForm";
import { PARTS } from "./access";
import { ReachSign, useUrl } from "./parts";
import classes from "../admin.module.css";

/** Chooses one of the users. */
export function UserPicker({ value, onChange, label }: { value: string | null; onChange: (id: string | null) => void; label: string }) {
  const { t } = useTranslation(["admin", "common"]);
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery({ queryKey: keys.admin("users", { pick: text }), queryFn: () => get("/api/v1/users", { query: { limit: 50, ...(text && text !== value ? { text } : {}) } }) });
  const options = (found.data?.items ?? []).map((user) => ({ value: user.id, label: user.name === user.id ? user.id : `${user.name} (${user.id})` }));
  if (value && !options.some((option) => option.value === value)) options.push({ value, label: value });
  return (
    <Select label={label} required searchable data={options} value={value} onChange={onChange} onSearchChange={(now) => setTyped(now.replace(/ \(.*\)$/, ""))} nothingFoundMessage={t("user.none")} filter={({ options: all }) => all} w={280} maw="100%" />
  );
}

/** What a user may do, and why: the decision that the server takes of their requests, without doing anything in their name. */
export function SeeAs() {
  const { t } = useTranslation(["admin", "common"]);
  const [search, go] = useUrl();
  const definitions = useDefinitions();
  const user = search["user"];
  const process = search["process"];
  const decisions = useQuery({
    queryKey: keys.admin("decisions", { user, process }),
    queryFn: () => get("/api/v1/access/decisions", { query: { as: user ?? "", ...(process ? { process } : {}) } }),
    enabled: Boolean(user),
  });
  return (
    <div className={classes.column}>
      <div className={classes.bar} style={{ alignItems: "flex-end" }}>
        <UserPicker label={t("seeAs.user")} value={user ?? null} onChange={(id) => go({ user: id ?? undefined })} />
        <Select
          label={t("seeAs.process")}
          placeholder={t("seeAs.all")}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t("common:action.clear") }}
          w={220}
          data={(definitions.data ?? []).map((one) => ({ value: one.process, label: one.name ?? one.process }))}
          value={process ?? null}
          onChange={(id) => go({ process: id ?? undefined })}
        />
      </div>
      {!user ? (
        <EmptyState title={t("seeAs.none")} hint={t("seeAs.noneHint")} />
      ) : decisions.error ? (
        <ErrorState error={decisions.error} />
      ) : !decisions.data ? (
        <LoadingRows />
      ) : (
        <Decided decisions={decisions.data} />
      )}
    </div>
  );
}

type Decisions = Awaited<ReturnType<typeof load>>;
const load = () => get("/api/v1/access/decisions", { query: { as: "" } });

function Decided({ decisions }: { decisions: Decisions }) {
  const { t } = useTranslation("admin");
  const of = new Map(decisions.actions.map((one) => [one.action, one]));
  const grants = new Map(decisions.grants.map((grant) => [grant.id, grant]));
  // What a grant is called is made of who got it and when: what is told of it is the role that it gives.
  const because = (ids: string[]) => listed([...new Set(ids.map((id) => { const grant = grants.get(id); return grant ? t(`role.${grant.role}`) : id; }))]);
  return (
    <div className={classes.split}>
      <section aria-label={t("seeAs.actions")} tabIndex={0}>
        {!decisions.admitted && (
          <Alert color="red" m="sm">
            {t("seeAs.notAdmitted")}
          </Alert>
        )}
        <table className={`${classes.lines} ${classes.plain}`}>
          <thead>
            <tr>
              <th scope="col">{t("seeAs.action")}</th>
              <th scope="col">{t("seeAs.may")}</th>
              <th scope="col">{t("seeAs.why")}</th>
            </tr>
          </thead>
          {PARTS.map((part) => (
            <tbody key={part.name}>
              <tr className={classes.part}>
                <th colSpan={3} scope="rowgroup">
                  {t(`part.${part.name}`)}
                </th>
              </tr>
              {part.actions.map((action) => {
                const one = of.get(action);
                if (!one) return null;
                return (
                  <tr key={action}>
                    <td>{t(`action.${action}`)}</td>
                    <td>
                      <ReachSign reach={one.reach} words />
                    </td>
                    <td className={classes.muted}>{one.denied ? t(`denied.${one.denied}`) : <span title={one.grants.join(", ")}>{because(one.grants)}</span>}</td>
                  </tr>
                );
              })}
            </tbody>
          ))}
        </table>
      </section>
      <section aria-label={t("seeAs.processes")} tabIndex={0}>
        <div className={classes.pad}>
          <div>
            <Title order={2}>{t("seeAs.grants")}</Title>
            {decisions.grants.length === 0 && <Text className={classes.muted}>{t("seeAs.noGrants")}</Text>}
            <ul style={{ margin: 0, paddingInlineStart: 18 }}>
              {decisions.grants.map((grant) => (
                <li key={grant.id} title={grant.id}>
                  {t("seeAs.grant", { role: t(`role.${grant.role}`) })} <GrantedTo grant={grant} />
                </li>
              ))}
            </ul>
          </div>
        </div>
        <table className={`${classes.lines} ${classes.plain}`}>
          <thead>
            <tr>
              <th scope="col">{t("seeAs.processName")}</th>
              <th scope="col">{t("seeAs.start")}</th>
              <th scope="col">{t("seeAs.see")}</th>
              <th scope="col">{t("seeAs.operate")}</th>
              <th scope="col">{t("seeAs.deploy")}</th>
            </tr>
          </thead>
          <tbody>
            {decisions.processes.map((one) => (
              <tr key={one.process}>
                <td>
                  <bdi>{one.name ?? one.process}</bdi>
                </td>
                {(["start", "see", "operate", "deploy"] as const).map((what) => (
                  <td key={what}>
                    <ReachSign reach={one[what]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
