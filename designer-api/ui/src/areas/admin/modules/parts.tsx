// What several pages of the administration are made of.
import { ActionIcon, Alert, Button, Group, MultiSelect, Select, Stack } from "@mantine/core";
import { Check, Circle, CircleDashed, CircleDot, Copy, Minus } from "lucide-react";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Drawer } from "@/shared/Drawer";
import { MomentField, Period } from "@/shared/MomentField";
import { useDefinitions } from "@/shared/definitions";
import { useProblemText } from "@/shared/problemText";
import { ROLES, type ReachName, type Valid } from "./access";
import classes from "../admin.module.css";

/** The state of a page of the administration, which is its URL. */
export function useUrl(): [Record<string, string | undefined>, (change: Record<string, string | undefined>) => void] {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const go = (change: Record<string, string | undefined>) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value));
    void navigate({ to: ".", search: next, replace: true } as never);
  };
  return [search, go];
}

/** Beside the list: one thing of it. */
export function Panel({ title, onClose, children }: { title: ReactNode; onClose: () => void; children: ReactNode }) {
  return (
    <Drawer onClose={onClose} position="right" size="lg" title={title}>
      {children}
    </Drawer>
  );
}

interface FormProps {
  onSubmit: () => void;
  onClose: () => void;
  busy: boolean;
  error: unknown;
  confirm?: string;
  disabled?: boolean;
  children: ReactNode;
}

/** Fields, what is wrong with them, and the two buttons below. */
export function PanelForm({ onSubmit, onClose, busy, error, confirm, disabled = false, children }: FormProps) {
  const { t } = useTranslation();
  const say = useProblemText();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!disabled) onSubmit();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {children}
        {error ? (
          <Alert color="red" role="alert">
            {say(error)}
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" loading={busy} disabled={disabled}>
            {confirm ?? t("action.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Something that is shown once: nobody can look it up again. */
export function Once({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation("admin");
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(value).then(() => setCopied(true));
  return (
    <div>
      <div className={classes.muted}>{label}</div>
      <div className={classes.once}>
        <code data-testid="once">{value}</code>
        <ActionIcon variant="default" size="lg" aria-label={copied ? t("copied") : t("copy")} onClick={copy}>
          {copied ? <Check size={16} /> : <Copy size={16} />}
        </ActionIcon>
      </div>
    </div>
  );
}

/** From when until when; an end that is open is always. */
export function ValidFields({ value, onChange }: { value: Valid; onChange: (valid: Valid) => void }) {
  const { t } = useTranslation("admin");
  return (
    <Period>
      {(["from", "until"] as const).map((end) => (
        <MomentField key={end} label={t(`valid.${end}`)} value={value[end] ?? ""} onChange={(now) => onChange({ ...value, [end]: now ? new Date(now).toISOString() : null })} />
      ))}
    </Period>
  );
}

/** Some processes; none is all. */
export function ProcessesField({ value, onChange, description }: { value: string[]; onChange: (processes: string[]) => void; description?: string }) {
  const { t } = useTranslation("admin");
  const definitions = useDefinitions();
  return (
    <MultiSelect
      label={t("processes.label")}
      description={description ?? t("processes.hint")}
      data={(definitions.data ?? []).map((one) => ({ value: one.process, label: one.name ?? one.process }))}
      value={value}
      onChange={onChange}
      searchable
    />
  );
}

export function RoleField({ value, onChange, label }: { value: string; onChange: (role: string) => void; label: string }) {
  const { t } = useTranslation("admin");
  return (
    <Select
      label={label}
      required
      allowDeselect={false}
      data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
      value={value}
      onChange={(role) => role && onChange(role)}
      description={t(`roleHint.${value}`)}
    />
  );
}

/** How far somebody reaches: a sign and, for those who do not see it, a word. */
export function ReachSign({ reach, words = false }: { reach: ReachName; words?: boolean }) {
  const { t } = useTranslation("admin");
  const Icon = reach === "everything" ? CircleDot : reach === "bounded" ? CircleDashed : reach === "related" ? Circle : Minus;
  return (
    <span className={classes.reach} data-reach={reach} title={t(`reach.${reach}`)}>
      <Icon size={14} aria-hidden />
      {words ? t(`reach.${reach}`) : <span className="mantine-visually-hidden-root" style={HIDDEN}>{t(`reach.${reach}`)}</span>}
    </span>
  );
}

const HIDDEN = { position: "absolute", width: 1, height: 1, overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" } as const;
