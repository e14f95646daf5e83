import { ActionIcon } from "@mantine/core";
import { UserMinus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Seat } from "@/api/types";
import { PersonName, usePerson } from "@/shared/PersonName";

/** What else is to be known of a seat: for whom it is, who has it in hand, and that it came later or weighs more. */
export function SeatNote({ seat }: { seat: Seat }) {
  const { t } = useTranslation("work");
  return (
    <>
      {seat.standsFor && (
        <>
          {" · "}
          {t("progress.standsFor")} <PersonName id={seat.standsFor} />
        </>
      )}
      {seat.preparedBy && (
        <>
          {" · "}
          {t("progress.preparedBy")} <PersonName id={seat.preparedBy} />
        </>
      )}
      {Boolean(seat.added) && <> · {t("progress.added")}</>}
      {seat.veto && <> · {t("progress.veto")}</>}
    </>
  );
}

/** Asks whoever sits there no more; it says whom. */
export function RemoveSeat({ seat, disabled, onRemove }: { seat: Seat; disabled?: boolean; onRemove: (seat: Seat) => void }) {
  const { t } = useTranslation("work");
  const person = usePerson(seat.person);
  const label = t("progress.remove", { name: person.data?.name ?? seat.person });
  return (
    <ActionIcon disabled={disabled ?? false} aria-label={label} title={label} onClick={() => onRemove(seat)}>
      <UserMinus size={14} />
    </ActionIcon>
  );
}
