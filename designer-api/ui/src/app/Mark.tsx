import { useTranslation } from "react-i18next";
import classes from "./app.module.css";

/** The name of the product. */
export function Mark() {
  const { t } = useTranslation();
  return (
    <span className={classes.mark}>
      <img src="/weir.svg" alt="" width={20} height={20} />
      <span>{t("product")}</span>
    </span>
  );
}
