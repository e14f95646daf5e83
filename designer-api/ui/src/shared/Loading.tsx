import { Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** The outline of a page that is on its way. */
export function LoadingPage() {
  const { t } = useTranslation();
  return (
    <Stack p="md" gap="sm" role="status" aria-label={t("state.loading")}>
      <Skeleton h={20} w={180} />
      <LoadingRows rows={8} />
    </Stack>
  );
}

export function LoadingRows({ rows = 6 }: { rows?: number }) {
  return (
    <Stack gap={8} aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} h={17} w={`${90 - ((row * 13) % 40)}%`} />
      ))}
    </Stack>
  );
}
