import { Modal, type ModalProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFocusBack } from "./focus";
import { useTypedIn } from "./useTypedIn";

/** A window above the page, as long as it is there. Whoever closes it goes on from where they were. */
export function Dialog(props: Omit<ModalProps, "opened" | "returnFocus">) {
  const { t } = useTranslation();
  const typedIn = useTypedIn();
  useFocusBack();
  return <Modal closeButtonProps={{ "aria-label": t("action.close") }} {...typedIn} {...props} opened returnFocus={false} />;
}
