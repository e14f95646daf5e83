// A field that names something there is: what fits is offered while one types, any other text stays free, and what is named is
// said below it, with a way to it, or that it is not there.
import { Autocomplete, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { TriangleAlert } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FaultText } from "./FaultText";
import { useFault } from "./faults";
import { fitting, namedIn, searched, withNamed, type Offer } from "./named";
import { NOTHING, useOffers, useVersions, type OfferKind, type Offers, type Thing } from "./offers";
import { useTyped } from "./typed";
import classes from "../design.module.css";

interface Props {
  label: string;
  hint?: string | undefined;
  value: string;
  onCommit: (value: string) => void;
  part?: string | undefined;
  /** Several of them, with commas between. */
  several?: boolean;
  /** What is not among the offers is new, not missing. */
  makes?: boolean;
}

/** So many offers are shown at a time. */
const SHOWN = 60;
/** Stands behind them where there are more; no text that one types begins so. */
const MORE = "\u0000";

export function NamedField({ kind, ...rest }: Props & { kind: OfferKind }) {
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, 200);
  const offers = useOffers(kind, namedIn(rest.value, rest.several ?? false), asked);
  return <Named {...rest} offers={offers} onSearch={kind === "person" ? setSearch : undefined} />;
}

/** A version of something that is named beside it. */
export function VersionField({ kind, of, by, ...rest }: Props & { kind: Thing; of: string; by: "version" | "tag" }) {
  return <Named {...rest} offers={useVersions(kind, of, by)} />;
}

/** What the model itself has. */
export function LocalField({ offers, ...rest }: Props & { offers: Offer[] }) {
  return <Named {...rest} offers={{ ...NOTHING, all: offers, complete: true }} />;
}

function Named({ label, hint, value, onCommit, part, several = false, makes = false, offers, onSearch }: Props & { offers: Offers; onSearch?: ((text: string) => void) | undefined }) {
  const { t } = useTranslation("design");
  const input = useRef<HTMLInputElement>(null);
  // Half a name is the name of something else: it counts when one has left the field, or chosen.
  const { typed, type, put } = useTyped(value, onCommit, input, { whole: true });
  const fault = useFault(part);
  const fit = fitting(offers.all, typed, several, typed === value);
  const shown = fit.slice(0, SHOWN);
  // An option is the whole text that it would make.
  const texts = new Map(shown.map((offer) => [withNamed(typed, offer.id, several), offer]));
  const begin = (text: string) => {
    type(text);
    onSearch?.(searched(text, several));
  };
  return (
    <div>
      <Autocomplete
        ref={input}
        label={label}
        {...(hint ? { description: hint } : {})}
        {...(fault && typed === value ? { error: <FaultText fault={fault} text={value} input={input} /> } : {})}
        data={[...texts.keys(), ...(fit.length > SHOWN ? [{ value: MORE, disabled: true }] : [])]}
        filter={({ options }) => options}
        openOnFocus={false}
        maxDropdownHeight={260}
        comboboxProps={{ withinPortal: true, hideDetached: false }}
        value={typed}
        onChange={begin}
        onOptionSubmit={(text) => {
          type(text);
          // What was chosen is taken over when the field has it.
          setTimeout(put);
        }}
        onBlur={put}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.currentTarget.getAttribute("aria-activedescendant")) put();
        }}
        renderOption={({ option }) => (option.value === MORE ? <More shown={SHOWN} all={fit.length} /> : <Option offer={texts.get(option.value)} />)}
      />
      {typed === value && <Below ids={namedIn(value, several)} offers={offers} makes={makes} open={(name) => t("named.open", { name })} missing={(id) => t("named.missing", { id })} />}
    </div>
  );
}

/** How many more fit: one goes on typing to see them. */
function More({ shown, all }: { shown: number; all: number }) {
  const { t } = useTranslation("design");
  return (
    <Text span size="xs" c="dimmed">
      {t("named.more", { shown, all })}
    </Text>
  );
}

function Option({ offer }: { offer: Offer | undefined }) {
  const { t } = useTranslation("design");
  if (!offer) return null;
  return (
    <span className={classes.offer}>
      <bdi>{offer.name ?? offer.id}</bdi>
      {offer.name && offer.name !== offer.id && (
        <Text span size="xs" c="dimmed">
          <bdi>{offer.id}</bdi>
        </Text>
      )}
      {offer.people !== undefined && (
        <Text span size="xs" c="dimmed" data-people={offer.people}>
          {t("named.people", { count: offer.people })}
        </Text>
      )}
    </span>
  );
}

interface Said {
  ids: string[];
  offers: Offers;
  makes: boolean;
  open: (name: string) => string;
  missing: (id: string) => string;
}

/** What is named: what it is called and where it is, or that there is no such thing. */
function Below({ ids, offers, makes, open, missing }: Said) {
  const known = new Map(offers.all.map((offer) => [offer.id, offer]));
  const lines = ids.flatMap((id) => {
    const offer = known.get(id);
    if (!offer) {
      return offers.complete && !makes
        ? [
            <span key={id} className={classes.missing} data-missing={id}>
              <TriangleAlert size={12} aria-hidden />
              <bdi>{missing(id)}</bdi>
            </span>,
          ]
        : [];
    }
    const name = offer.name ?? id;
    if (offer.href) {
      return [
        <a key={id} className={classes.namedLink} href={offer.href} target="_blank" rel="noopener" aria-label={open(name)} data-named={id}>
          <bdi>{name}</bdi>
        </a>,
      ];
    }
    return name === id
      ? []
      : [
          <Text key={id} span size="xs" c="dimmed" data-named={id}>
            <bdi>{name}</bdi>
          </Text>,
        ];
  });
  return lines.length > 0 ? <div className={classes.named}>{lines}</div> : null;
}
