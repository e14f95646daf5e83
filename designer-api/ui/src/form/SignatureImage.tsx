import { useTranslation } from "react-i18next";
import type { Place } from "./context";
import classes from "./form.module.css";

/** What was signed here and belongs to no instance yet: nobody can be asked for it. */
const images = new Map<string, string>();

export async function rememberImage(id: string, image: Blob): Promise<void> {
  const bytes = new Uint8Array(await image.arrayBuffer());
  images.set(id, `data:image/png;base64,${btoa(String.fromCharCode(...bytes))}`);
}

/** A signature as it was given. */
export function SignatureImage({ id, files }: { id: string; files: Place | null }) {
  const { t } = useTranslation("form");
  const source = files && "instance" in files ? `/api/v1/instances/${files.instance}/attachments/${id}` : images.get(id);
  if (!source) return <span>{t("signature.there")}</span>;
  return <img className={classes.signature} src={source} alt={t("signature.image")} data-testid="signature" />;
}
