// What a text of a field names: ids, one or several with commas between. An expression names nothing that could be looked up.

/** Something that may be named. */
export interface Offer {
  id: string;
  /** What people call it. */
  name?: string | undefined;
  /** Where it is looked at. */
  href?: string | undefined;
  /** How many people belong to it. */
  people?: number | undefined;
}

/** Is it put together when the process runs, or not said yet? */
export function isWritten(text: string): boolean {
  return /^\s*=|[$#]\{|^\s*\?\s*$/.test(text);
}

/** The ids that a text names. */
export function namedIn(text: string, several: boolean): string[] {
  if (isWritten(text)) return [];
  const all = several ? text.split(/[,，]/) : [text];
  return [...new Set(all.map((one) => one.trim()).filter(Boolean))];
}

/** What is being typed: of several the last one. */
export function searched(text: string, several: boolean): string {
  return (several ? (text.split(/[,，]/).at(-1) ?? "") : text).trim();
}

/** The whole text with this one in the place of what is being typed. */
export function withNamed(text: string, id: string, several: boolean): string {
  if (!several) return id;
  const before = text.split(/[,，]/).slice(0, -1).map((one) => one.trim()).filter(Boolean);
  return [...before.filter((one) => one !== id), id].join(", ");
}

/** Those of the offers that fit what is typed, what begins so first. What stands there already hides nothing. */
export function fitting(offers: Offer[], text: string, several: boolean, settled: boolean): Offer[] {
  const wanted = settled ? "" : searched(text, several).toLocaleLowerCase();
  const taken = new Set(several ? namedIn(text.split(/[,，]/).slice(0, settled ? undefined : -1).join(","), true) : []);
  const place = ({ id, name = "" }: Offer) => {
    const [at, called] = [id.toLocaleLowerCase().indexOf(wanted), name.toLocaleLowerCase().indexOf(wanted)];
    return at === 0 || called === 0 ? 0 : at > 0 || called > 0 ? 1 : -1;
  };
  const left = offers.filter((offer) => !taken.has(offer.id));
  return [...left.filter((offer) => place(offer) === 0), ...left.filter((offer) => place(offer) === 1)];
}

/** One offer for each id: what is said first of one counts, what another adds to it too. */
export function merged(...lists: Offer[][]): Offer[] {
  const all = new Map<string, Offer>();
  for (const offer of lists.flat()) {
    const known = all.get(offer.id);
    all.set(offer.id, known ? { id: offer.id, name: known.name ?? offer.name, href: known.href ?? offer.href, people: known.people ?? offer.people } : offer);
  }
  return [...all.values()];
}
