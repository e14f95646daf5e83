import { Title } from "@mantine/core";
import { Suspense, useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LoadingPage } from "./Loading";
import classes from "./shared.module.css";

interface Props {
  title: string;
  /** Beside the title: filters, buttons. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page: what it is, what can be done, and below that what it shows. */
export function Page({ title, actions, children }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t("product")}`;
  }, [title, t]);
  return (
    <div className={classes.page}>
      <header className={classes.pageHead} data-page-head>
        <Title order={1}>{title}</Title>
        {actions}
      </header>
      <div className={classes.pageBody}>
        {/* What a part of it still has to load takes away neither the title nor what can be done. */}
        <Suspense fallback={<LoadingPage />}>{children}</Suspense>
      </div>
    </div>
  );
}
