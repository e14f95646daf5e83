import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { keys } from "@/api/keys";
import { CalendarPicker } from "./CalendarPicker";

afterEach(cleanup);

function shown(value: string | null): string {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(keys.units, [
    { kind: "group", id: "office", name: "Office people" },
    { kind: "calendar", id: "office", name: "Office hours" },
  ]);
  render(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <CalendarPicker label="c" value={value} onChange={vi.fn()} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return screen.getByRole<HTMLInputElement>("combobox").value;
}

it("says what a calendar is called, not a group of the same id", () => {
  expect(shown("office")).toBe("Office hours");
});

it("keeps one that is gone, and none", () => {
  expect(shown("gone")).toBe("gone");
  cleanup();
  expect(shown(null)).toBe("");
});
