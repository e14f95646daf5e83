import { useMediaQuery } from "@mantine/hooks";

/** Is the page as narrow as a phone? The first answer is the right one: nothing is drawn twice. */
export function usePhone(): boolean {
  return useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false }) ?? false;
}
