import { Drawer as Sheet, type DrawerProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFocusBack } from "./focus";
import { useTypedIn } from "./useTypedIn";

/** A window at the edge of the page, as long as it is there. Whoever closes it goes on from where they were. */
export function Drawer(props: Omit<DrawerProps, "opened" | "returnFocus">) {
  const { t } = useTranslation();
  const typedIn = useTypedIn();
  useFocusBack();
  return <Sheet closeButtonProps={{ "aria-label": t("action.close") }} {...typedIn} {...props} opened returnFocus={false} />;
}
