import { Alert, Button, FileButton, Group, Stack, Text, Title } from "@mantine/core";
import { Download, FileUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { useMaybe } from "@/shared/maybe";
import { useProblemText } from "@/shared/problemText";
import { useList } from "@/shared/useList";
import { get } from "@/api/request";
import type { components } from "@/api/schema";
import classes from "../admin.module.css";

type Report = components["schemas"]["ImportReport"];
type Change = components["schemas"]["OrganisationChange"];

const typeOf = (name: string) => (name.toLowerCase().endsWith(".csv") ? "text/csv" : "application/json");

/** A file is checked first, line by line; only one without problems is loaded, all of it or nothing. */
export function ImportFile() {
  const { t } = useTranslation(["admin", "common"]);
  const say = useProblemText();
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const send = (path: "/api/v1/organisation/import" | "/api/v1/organisation/import/check", key: string, { name, text }: { name: string; text: string }) =>
    command("post", path, { body: new Blob([text]) as never }, key, { headers: { "content-type": typeOf(name) } });
  const check = useCommand((now: { name: string; text: string }, key) => send("/api/v1/organisation/import/check", key, now) as Promise<Report>);
  const load = useCommand((now: { name: string; text: string }, key) => send("/api/v1/organisation/import", key, now) as Promise<Change>, {
    stale: [keys.admin("entries"), keys.admin("organisation"), keys.admin("history"), keys.people(), keys.departments],
  });
  const choose = async (chosen: File | null) => {
    if (!chosen) return;
    const now = { name: chosen.name, text: await chosen.text() };
    load.reset();
    setFile(now);
    check.mutate(now);
  };
  return (
    <div className={classes.scroll}>
      <div className={classes.pad} style={{ maxWidth: 860 }}>
        <Text className={classes.muted}>{t("import.hint")}</Text>
        <Group gap="xs">
          <FileButton accept=".csv,.json,text/csv,application/json" onChange={(chosen) => void choose(chosen)} inputProps={{ "aria-label": t("import.choose") }}>
            {(props) => (
              <Button {...props} leftSection={<FileUp size={14} aria-hidden />} loading={check.isPending}>
                {t("import.choose")}
              </Button>
            )}
          </FileButton>
          {(["csv", "json"] as const).map((format) => (
            <Button key={format} component="a" variant="subtle" href={`/api/v1/organisation/export?format=${format}`} download={`organisation.${format}`} leftSection={<Download size={13} aria-hidden />}>
              {t("import.export", { format: format.toUpperCase() })}
            </Button>
          ))}
        </Group>
        {check.error && <Alert color="red" role="alert">{say(check.error)}</Alert>}
        {load.error && <Alert color="red" role="alert">{say(load.error)}</Alert>}
        {load.data && <Alert color="teal" role="status">{t("import.loaded", { count: load.data.entries })}</Alert>}
        {file && check.data && !load.data && (
          <Checked report={check.data} name={file.name} busy={load.isPending} onLoad={() => load.mutate(file)} />
        )}
        <History />
      </div>
    </div>
  );
}

function Checked({ report, name, busy, onLoad }: { report: Report; name: string; busy: boolean; onLoad: () => void }) {
  const { t } = useTranslation(["admin", "common"]);
  const maybe = useMaybe("problems");
  const wrong = report.problems.length;
  return (
    <Stack gap="sm">
      <Title order={2}>
        <bdi>{name}</bdi>
      </Title>
      <table className={`${classes.lines} ${classes.plain}`}>
        <thead>
          <tr>
            <th scope="col">{t("import.kind")}</th>
            <th scope="col">{t("import.added")}</th>
            <th scope="col">{t("import.changed")}</th>
            <th scope="col">{t("import.same")}</th>
          </tr>
        </thead>
        <tbody>
          {report.changes.map((one) => (
            <tr key={one.kind}>
              <td>{t(`org.tab.${one.kind}`)}</td>
              <td>{one.added}</td>
              <td>{one.changed}</td>
              <td>{one.same}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {wrong > 0 ? (
        <>
          <Alert color="red" role="alert">
            {t("import.wrong", { count: wrong + report.more })}
          </Alert>
          <table className={`${classes.lines} ${classes.plain}`} data-testid="problems">
            <thead>
              <tr>
                <th scope="col">{t("import.line")}</th>
                <th scope="col">{t("import.entry")}</th>
                <th scope="col">{t("import.problem")}</th>
              </tr>
            </thead>
            <tbody>
              {report.problems.map((problem, index) => (
                <tr key={index}>
                  <td>{problem.line ?? "–"}</td>
                  <td>
                    {problem.kind ? t(`org.tab.${problem.kind}`) : ""} <bdi>{problem.id}</bdi>
                  </td>
                  <td>
                    {maybe(problem.code, problem.code)}
                    <div className={classes.muted}>{problem.message}</div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : (
        <Group>
          <Button onClick={onLoad} loading={busy}>
            {t("import.load", { count: report.entries })}
          </Button>
          <Text className={classes.good}>{t("import.sound")}</Text>
        </Group>
      )}
    </Stack>
  );
}

/** What was changed before, and why. */
function History() {
  const { t } = useTranslation("admin");
  const list = useList<Change>(keys.admin("history"), (cursor) => get("/api/v1/organisation/changes", { query: { limit: 20, ...(cursor ? { cursor } : {}) } }));
  if (list.rows.length === 0) return null;
  return (
    <section>
      <Title order={2}>{t("import.history")}</Title>
      <table className={`${classes.lines} ${classes.plain}`}>
        <thead>
          <tr>
            <th scope="col">{t("import.version")}</th>
            <th scope="col">{t("log.at")}</th>
            <th scope="col">{t("log.user")}</th>
            <th scope="col">{t("import.entries")}</th>
            <th scope="col">{t("reason")}</th>
          </tr>
        </thead>
        <tbody>
          {list.rows.map((change) => (
            <tr key={change.version}>
              <td>{change.version}</td>
              <td><When at={change.at} /></td>
              <td className={classes.unbroken}><PersonName id={change.actor} /></td>
              <td>{change.entries}</td>
              <td><bdi>{change.reason}</bdi></td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.table.hasMore && (
        <Button variant="default" mt="sm" loading={list.table.loading} onClick={list.table.onMore}>
          {t("more")}
        </Button>
      )}
    </section>
  );
}
