// The only place that talks HTTP. Paths, what they take and what they answer are those of the contract.
import { takeEarly } from "./early";
import { Problem, offline } from "./problem";
import type { ProblemDocument } from "./types";
import type { paths } from "./schema";

type Method = "get" | "post" | "put" | "patch" | "delete";

/** The paths that take a method. */
export type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never;
}[keyof paths];

type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type Parameters<O> = O extends { parameters: infer X } ? X : never;
type Content<T> = T extends { content: infer C } ? C[keyof C] : undefined;

/** What a request takes in its path, query and body. */
export type Input<P extends keyof paths, M extends Method> = {
  path?: Parameters<Operation<P, M>> extends { path: infer X } ? X : undefined;
  query?: Parameters<Operation<P, M>> extends { query?: infer X } ? X : undefined;
  body?: Operation<P, M> extends { requestBody?: infer B } ? Content<NonNullable<B>> | null : undefined;
};

/** What it answers when it does what it was asked. */
export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R }
    ? Content<R[Extract<keyof R, 200 | 201 | 202>]>
    : never;

interface How {
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

let csrf: string | null = null;
let onExpired: () => void = () => undefined;
let asOf = Infinity;

/** Everything that was read is at least as new as this position of the log. */
export const readAsOf = () => asOf;

/** Unsafe requests carry it; the session tells it. */
export function setCsrf(token: string | null): void {
  csrf = token;
}

/** Called when the server no longer knows the session. */
export function whenExpired(then: () => void): void {
  onExpired = then;
}

/** Reads. */
export function get<P extends PathsWith<"get">>(path: P, input: Input<P, "get"> = {}, how: How = {}) {
  return send<Answer<P, "get">>("get", fill(path, input), how);
}

/** Reads what has a tag, with it: whoever changes it says on top of which. */
export async function getTagged<P extends PathsWith<"get">>(path: P, input: Input<P, "get"> = {}): Promise<{ body: Answer<P, "get">; tag: string | null }> {
  const response = await answer("get", fill(path, input), {});
  return { body: (await read(response)) as Answer<P, "get">, tag: response.headers.get("etag") };
}

/** Changes something. With the same key it happens once, however often it is sent: see `useCommand`. */
export function command<M extends Exclude<Method, "get">, P extends PathsWith<M>>(
  method: M,
  path: P,
  input: Input<P, M>,
  key: string,
  how: How = {},
) {
  const headers = { ...how.headers, "idempotency-key": key };
  return send<Answer<P, M>>(method, fill(path, input), { ...how, headers }, input.body ?? null);
}

/** Sends bytes: attachments. */
export function upload<T>(path: string, bytes: Blob, key: string): Promise<T> {
  const headers = { "idempotency-key": key, "content-type": "application/octet-stream" };
  return send<T>("post", path, { headers }, bytes);
}

/** A key under which the server does something once. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The path with its parameters and query in place. */
export function fill(path: string, input: { path?: unknown; query?: unknown }): string {
  const parts = (input.path ?? {}) as Record<string, string | number>;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts[name] ?? "")));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${filled}?${text}` : filled;
}

async function send<T>(method: Method, url: string, how: How, body?: unknown): Promise<T> {
  return (await read(await answer(method, url, how, body))) as T;
}

/** What comes back when it does what it was asked. */
async function answer(method: Method, url: string, how: How, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json", ...how.headers };
  if (method !== "get" && csrf) headers["x-weir-csrf"] = csrf;
  let payload: BodyInit | undefined;
  if (body instanceof Blob || body instanceof FormData) payload = body;
  else if (body !== undefined && body !== null) {
    payload = JSON.stringify(body);
    headers["content-type"] ??= "application/json";
  }
  // What is taken away is taken away also when its page is left meanwhile.
  const init: RequestInit = { method: method.toUpperCase(), headers, credentials: "same-origin", keepalive: method === "delete" };
  if (payload !== undefined) init.body = payload;
  if (how.signal) init.signal = how.signal;
  let response: Response;
  try {
    response = (method === "get" ? await takeEarly(url) : undefined) ?? (await fetch(url, init));
  } catch (error) {
    if (how.signal?.aborted) throw error;
    throw offline();
  }
  if (response.ok) {
    // What changes something has none.
    asOf = Math.min(asOf, Number(response.headers.get("x-weir-position") ?? Infinity));
    return response;
  }
  const document = (await read(response).catch(() => ({}))) as Partial<ProblemDocument> | undefined;
  const problem = new Problem(response.status, document && typeof document === "object" ? document : {});
  if (response.status === 401 && problem.code !== "login-failed") onExpired();
  throw problem;
}

async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const type = response.headers.get("content-type") ?? "";
  if (type.includes("json")) return response.json();
  return response.text();
}
