import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { sorted } from "@/form/DepartmentPicker";
import { useDepartments } from "@/form/useDepartments";
import { useUnitName } from "@/shared/GroupName";
import classes from "../monitor.module.css";
import { useByDepartment } from "./asked";
import { Figure, useFigures } from "./figures";
import type { MonitorSearch } from "./search";

/** What the server calls all groups of which each is too small to be told. */
const OTHER = "…other";

type Go = (change: Partial<Record<keyof MonitorSearch, unknown>>) => void;

/** Whose work, and whose instances: departments as they were then. Without any department there is nothing to choose. */
export function DepartmentChoice({ search, go }: { search: MonitorSearch; go: Go }) {
  const { t } = useTranslation("monitor");
  const data = sorted(useDepartments().data ?? []);
  if (data.length === 0) return null;
  const choice = (key: "department" | "initiatorDepartment", words: string) => (
    <Select aria-label={words} placeholder={words} w={210} searchable clearable data={data} value={search[key] ?? null} onChange={(next) => go({ [key]: next ?? undefined })} />
  );
  return (
    <>
      {choice("department", t("department.did"))}
      {choice("initiatorDepartment", t("department.began"))}
    </>
  );
}

/** Department by department how much there is and how long it took, each a way to what is behind it. */
export function Departments({ process, search, go }: { process: string; search: MonitorSearch; go: Go }) {
  const { t } = useTranslation("monitor");
  const unit = useUnitName();
  const say = useFigures();
  const groups = useByDepartment(process, search).data?.groups ?? [];
  if (!groups.some(({ key }) => key !== "")) return null;
  const key = search.node ? "department" : "initiatorDepartment";
  return (
    <section aria-label={t("department.title")} className={classes.block}>
      <h2>{t("department.title")}</h2>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("department.title")}>
        <table className={classes.lines} data-testid="departments">
          <thead>
            <tr>
              <th scope="col">{t(search.node ? "department.did" : "department.began")}</th>
              <th scope="col" className={classes.number}>{t(search.node ? "department.visits" : "department.instances")}</th>
              <th scope="col" className={classes.number}>{t("column.sojourn")}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.key}>
                <td>
                  {group.key === OTHER ? (
                    t("department.few")
                  ) : group.key === "" ? (
                    t("department.none")
                  ) : (
                    <button type="button" className={classes.choose} onClick={() => go({ [key]: group.key })}>
                      <bdi>{unit(group.key, "department")}</bdi>
                    </button>
                  )}
                </td>
                <td className={classes.number}>{say.count(group.n)}</td>
                <td className={classes.number}><Figure measure={group.sojourn.p50} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
