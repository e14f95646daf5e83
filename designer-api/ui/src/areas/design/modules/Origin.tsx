import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Model } from "@/api/types";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import classes from "../design.module.css";
import { useTemplateName } from "./versions";

/** The log that a draft was discovered in. */
function Discovered({ model }: { model: Model }) {
  const { t } = useTranslation("design");
  const from = model.discovered;
  if (!from) return null;
  const { file, hash, cases, events, faults, fitnessPercent } = from;
  return (
    <div className={classes.banner} data-testid="discovered">
      <span>
        {t("discovered.text", { file, hash: hash.slice(0, 12), cases, events, faults })}
        {typeof fitnessPercent === "number" && ` · ${t("discovered.fitness", { fitness: fitnessPercent })}`} · <PersonName id={model.createdBy} /> · <When at={model.created} />
      </span>
    </div>
  );
}

/** What a draft was made of: a log, or a template, with what is other in the draft since. */
export function Origin({ model }: { model: Model }) {
  const { t } = useTranslation("design");
  const origin = model.origin;
  const name = useTemplateName(model);
  if (!origin) return <Discovered model={model} />;
  const { template, version, hash } = origin.template;
  return (
    <div className={classes.banner} data-testid="origin">
      <span title={hash}>
        {t("origin.text", { template: name, version })} · <PersonName id={model.createdBy} /> · <When at={model.created} />
      </span>
      {model.kind === "bpmn" && origin.file !== "" && (
        // What the template gave is the first revision; what came with its text was changed before.
        <Link className={classes.bannerLink} to="/models/$id/diff" params={{ id: model.id } as never} search={{ a: 1 } as never}>
          {t("origin.compare")}
        </Link>
      )}
      <Link className={classes.bannerLink} to="/templates" search={{ id: template } as never}>
        {t("origin.open")}
      </Link>
    </div>
  );
}
