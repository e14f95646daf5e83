import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { Search, X } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./shared.module.css";

interface Props {
  label: string;
  /** What is searched for; state of the URL. */
  text?: string | undefined;
  onText?: (text: string) => void;
  /** Something is filtered, so there is something to clear. */
  active?: boolean;
  onClear?: () => void;
  children?: ReactNode;
}

/** Above a list: a search and its filters, which are state of the URL and not of this component. */
export function FilterBar({ label, text = "", onText, active = false, onClear, children }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const tell = useDebouncedCallback((now: string) => onText?.(now), 250);
  return (
    <div className={classes.filters} role="search" aria-label={label}>
      {onText && (
        <TextInput
          data-search
          leftSection={<Search size={14} aria-hidden />}
          aria-label={label}
          placeholder={label}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            tell(event.currentTarget.value);
          }}
        />
      )}
      {children}
      {active && onClear && (
        <Button variant="subtle" color="gray" leftSection={<X size={14} aria-hidden />} onClick={onClear}>
          {t("filter.clear")}
        </Button>
      )}
    </div>
  );
}
