import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { freshKey, upload } from "@/api/request";
import type { LogViews } from "@/api/types";
import { LoadingRows } from "@/shared/Loading";
import { When } from "@/shared/When";
import { useProblemText } from "@/shared/problemText";
import classes from "../analyze.module.css";
import { Block, Lines } from "./Frame";
import type { LogBehind } from "./LogBehind";
import type { LogAsked } from "./LogViews";
import { useSay } from "./say";

/** The cases behind a number. The log is sent once more for each page: nothing of it is kept. */
export function LogCases({ behind, file, of, path, close }: { behind: LogBehind; file: File; of: string; path: (page: LogAsked) => string; close: () => void }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const problem = useProblemText();
  const place = useRef<HTMLDivElement>(null);
  const asked = { behind: behind.behind, of: behind.of, to: behind.to };
  const found = useInfiniteQuery({
    queryKey: keys.analytics("log", of, path(asked)),
    queryFn: async ({ pageParam }) => (await upload<LogViews>(path({ ...asked, skip: pageParam || undefined }), file, freshKey())).cases!,
    initialPageParam: 0,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: Infinity,
    retry: false,
  });
  useEffect(() => place.current?.focus(), []);
  const first = found.data?.pages[0];
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const title = t("log.behind", { what: behind.what });
  return (
    <div ref={place} tabIndex={-1}>
      <Block title={title} beside={<Button size="xs" variant="subtle" onClick={close}>{t("log.close")}</Button>}>
        {found.error ? <p role="alert" className={classes.bad}>{problem(found.error)}</p> : null}
        {found.isLoading && <LoadingRows rows={4} />}
        {first && (
          <>
            <p className={classes.say} data-testid="log-cases-n">{t("log.n", { count: first.n, n: say.count(first.n) })}</p>
            <Lines
              label={title}
              testId="log-cases-behind"
              head={
                <>
                  <th scope="col">{t("import.cases")}</th>
                  <th scope="col" className={classes.number}>{t("column.duration")}</th>
                  <th scope="col" className={classes.wide}>{t("column.began")}</th>
                  <th scope="col" className={classes.wide}>{t("column.ended")}</th>
                </>
              }
            >
              {rows.map((row) => (
                <tr key={row.case}>
                  <td><bdi>{row.case}</bdi></td>
                  <td className={classes.number}>{say.time(row.sojourn)}</td>
                  <td className={classes.wide}><When at={row.began} /></td>
                  <td className={classes.wide}><When at={row.ended} /></td>
                </tr>
              ))}
            </Lines>
          </>
        )}
        {found.hasNextPage && (
          <Button variant="default" loading={found.isFetching} onClick={() => void found.fetchNextPage()}>
            {t("cases.more")}
          </Button>
        )}
      </Block>
    </div>
  );
}
