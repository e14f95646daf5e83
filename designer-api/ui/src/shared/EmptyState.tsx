import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** Nothing is here, and what to do next. */
export function EmptyState({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap="sm" py={48} px="md">
      <Text fw={600}>{title}</Text>
      {hint && (
        <Text c="dimmed" ta="center" maw={420}>
          {hint}
        </Text>
      )}
      {children}
    </Stack>
  );
}
