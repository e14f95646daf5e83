import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/shared/Dialog";
import { LoginForm } from "./Login";

/** A session has ended while somebody was at work: what they typed stays behind the dialog. */
export default function LoginDialog({ user }: { user: string }) {
  const { t } = useTranslation();
  return (
    <Dialog onClose={() => undefined} withCloseButton={false} title={t("login.again")} size="sm">
      <Text mb="md">{t("login.againHint")}</Text>
      <LoginForm user={user} />
    </Dialog>
  );
}
