import { useTranslation } from "react-i18next";
import Drawing from "@/diagram/Drawing";

/** The diagram of an instance: which way it came and where it is, to be moved with a finger and enlarged. */
export function InstanceDiagram({ instance, name }: { instance: string; name: string }) {
  const { t } = useTranslation("work");
  return <Drawing of={{ instance }} label={t("diagram.label", { name })} />;
}
