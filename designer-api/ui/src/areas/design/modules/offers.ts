// What the fields of the inspector may name: what is deployed, what is being drawn, and what the organisation has.
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Model } from "@/api/types";
import { useMay } from "@/app/session";
import { personQuery } from "@/shared/PersonName";
import { merged, type Offer } from "./named";
import { addressOf } from "./search";

export type Thing = "form" | "decision" | "process";
export type Unit = "group" | "role" | "post" | "department" | "calendar";
/** `unit`: any of them, as whoever may claim a task is named. */
export type OfferKind = Thing | Unit | "unit" | "person";

/** What is offered. */
export interface Offers {
  all: Offer[];
  /** All of it is known: what is not among them is not there. */
  complete: boolean;
}

export const NOTHING: Offers = { all: [], complete: false };

/** So many are asked for; where there are more nobody says that one is missing. */
const MOST = 1000;
/** So many people are offered at a time. */
const PEOPLE = 30;
const FRESH = 30_000;

const isThing = (kind: OfferKind): kind is Thing => kind === "form" || kind === "decision" || kind === "process";
const UNITS: readonly string[] = ["group", "role", "post", "department", "calendar", "unit"];

/** How drafts of a thing are called, and where its deployed versions are listed. */
const DRAFTS = { form: "form", decision: "dmn", process: "bpmn" } as const;
const LISTS = { form: "/ops/definitions?tab=forms", decision: "/ops/definitions?tab=decisions" } as const;

async function deployedOf(kind: Thing): Promise<Offers> {
  const query = { latest: true, limit: MOST };
  if (kind === "form") {
    const { items, next } = await get("/api/v1/forms", { query });
    return { all: items.map(({ form, name }) => ({ id: form, name: name ?? undefined })), complete: !next };
  }
  if (kind === "decision") {
    const { items, next } = await get("/api/v1/decisions", { query });
    return { all: items.map(({ decision, name }) => ({ id: decision, name: name ?? undefined })), complete: !next };
  }
  const { items, next } = await get("/api/v1/definitions", { query });
  return { all: items.map(({ process, name }) => ({ id: process, name: name ?? undefined })), complete: !next };
}

/** Where a draft is worked on. */
export const draftHref = (model: Pick<Model, "id" | "kind">) => addressOf(model).replace("$id", encodeURIComponent(model.id));

async function draftedOf(kind: Thing): Promise<Offers> {
  const { items, next } = await get("/api/v1/models", { query: { kind: DRAFTS[kind], limit: MOST } });
  const all = items.flatMap((model) => {
    const ids = kind === "process" ? model.processes : model.offers;
    return ids.map((id) => ({ id, name: model.name, href: draftHref(model) }));
  });
  return { all, complete: !next };
}

/** What may be named by a field of this kind. `named`: who stands there already; `search`: what is typed. */
export function useOffers(kind: OfferKind, named: string[], search: string): Offers {
  const may = useMay();
  const thing = isThing(kind) ? kind : null;
  const seesDeployed = may("see-definitions");
  const deployed = useQuery({ queryKey: keys.definitions(`offered ${kind}`), queryFn: () => deployedOf(thing!), enabled: thing !== null && seesDeployed, staleTime: FRESH, retry: false });
  const drafted = useQuery({ queryKey: keys.models(`offered ${kind}`), queryFn: () => draftedOf(thing!), enabled: thing !== null, staleTime: FRESH, retry: false });
  const units = useQuery({ queryKey: [...keys.units, "count"], queryFn: () => get("/api/v1/organisation/units", { query: { count: true } }), enabled: UNITS.includes(kind), staleTime: 300_000, retry: false });
  const people = useQuery({ queryKey: keys.people(search), queryFn: () => get("/api/v1/organisation/people", { query: { text: search, limit: PEOPLE } }), enabled: kind === "person", staleTime: FRESH, retry: false });
  const known = useQueries({ queries: kind === "person" ? named.map((id) => ({ ...personQuery(id), retry: false })) : [] });
  const organises = may("manage-organisation");
  const [operates, seesPeople] = [may("see-operations"), may("see-people")];
  // Answers of several questions are other ones each time: what they say is compared.
  const told = known.map(({ data }, index) => `${named[index]} ${data === null ? "-" : (data?.name ?? "")}`).join("\n");
  return useMemo(() => {
    const calendars = (id: string) => (organises ? `/admin/calendars?id=${encodeURIComponent(id)}` : undefined);
    const org = (tab: string, id: string) => (organises ? `/admin/org?tab=${tab}&id=${encodeURIComponent(id)}` : undefined);
    if (thing) {
      const list = (id: string) => (!operates ? undefined : thing === "process" ? `/ops/processes/${encodeURIComponent(id)}` : LISTS[thing]);
      const there = (deployed.data?.all ?? []).map((offer) => ({ ...offer, href: list(offer.id) }));
      // Whoever draws goes on drawing: the draft is opened before what was deployed of it; but that says what it is called.
      const names = new Map(there.map((offer) => [offer.id, offer.name]));
      const drafts = (drafted.data?.all ?? []).map((offer) => ({ ...offer, name: names.get(offer.id) ?? offer.name }));
      return { all: merged(drafts, there), complete: seesDeployed && Boolean(deployed.data?.complete && drafted.data?.complete) };
    }
    if (kind === "person") {
      const found = (people.data?.items ?? []).map(({ id, name }) => ({ id, name, href: org("person", id) }));
      const said = known.flatMap(({ data }) => (data ? [{ id: data.id, name: data.name, href: org("person", data.id) }] : []));
      return { all: merged(found, said), complete: seesPeople && known.every(({ data }) => data !== undefined) };
    }
    const all = (units.data ?? []).filter((unit) => (kind === "unit" ? unit.kind !== "calendar" : unit.kind === kind)).map((unit) => ({ id: unit.id, name: unit.name, people: unit.people ?? undefined, href: unit.kind === "calendar" ? calendars(unit.id) : org(unit.kind, unit.id) }));
    return { all: merged(all), complete: units.data !== undefined };
  }, [kind, thing, deployed.data, drafted.data, people.data, units.data, told, organises, operates, seesDeployed, seesPeople]);
}

/** The versions of a deployed thing: by their numbers, or by their tags. */
export function useVersions(kind: Thing, id: string, by: "version" | "tag"): Offers {
  const may = useMay();
  const found = useQuery({
    queryKey: keys.definitions(`versions of ${kind} ${id}`),
    queryFn: async () => {
      const limit = MOST;
      if (kind === "form") return get("/api/v1/forms", { query: { form: id, limit } });
      if (kind === "decision") return get("/api/v1/decisions", { query: { decision: id, limit } });
      return get("/api/v1/definitions", { query: { process: id, limit } });
    },
    enabled: Boolean(id) && may("see-definitions"),
    staleTime: FRESH,
    retry: false,
  });
  return useMemo(() => {
    if (!found.data) return NOTHING;
    const items = [...found.data.items].sort((one, other) => other.version - one.version);
    const all: Offer[] = by === "version" ? items.map(({ version, versionTag }) => ({ id: String(version), name: versionTag ?? undefined })) : items.flatMap(({ version, versionTag }) => (versionTag ? [{ id: versionTag, name: String(version) }] : []));
    return { all: merged(all), complete: !found.data.next };
  }, [found.data, by]);
}
