import { Button, Group, Text } from "@mantine/core";
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/EmptyState";
import { isHeavy, partsIn } from "./heavy";

interface Props {
  xml: string;
  /** What else can be done than to draw it. */
  otherwise?: ReactNode;
  /** An image of it to look at instead; beside it stands what it is given. */
  image?: ((beside: ReactNode) => ReactNode) | undefined;
  /** It is not drawn. */
  onHeld?: () => void;
  children: ReactNode;
}

/** A diagram that would keep the tab from answering for long is drawn when somebody says so. */
export function WhenAsked({ xml, otherwise, image, onHeld, children }: Props) {
  const { t } = useTranslation("diagram");
  const [asked, setAsked] = useState(false);
  const parts = useMemo(() => partsIn(xml), [xml]);
  const held = isHeavy(parts) && !asked;
  const tell = useRef(onHeld);
  tell.current = onHeld;
  useEffect(() => {
    if (held) tell.current?.();
  }, [held]);
  if (!held) return children;
  const ways = (
    <>
      {otherwise}
      <Button variant="default" onClick={() => setAsked(true)}>
        {t("heavy.draw")}
      </Button>
    </>
  );
  if (image) {
    return image(
      <>
        <Text size="sm" c="dimmed">
          {t("heavy.image", { count: parts })}
        </Text>
        {ways}
      </>,
    );
  }
  return (
    <EmptyState title={t("heavy.title")} hint={t("heavy.hint", { count: parts })}>
      <Group gap="xs" justify="center">
        {ways}
      </Group>
    </EmptyState>
  );
}
