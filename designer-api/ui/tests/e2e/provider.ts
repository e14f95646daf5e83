// A real OpenID provider, by the package oidc-provider, with its own pages: whoever logs in as a name is that name.
import { createServer, type Server as Listening } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export const CLIENT = "weir";
export const SECRET = "a secret between the two";

/** Two ports that nobody has at this moment. */
export async function freePorts(): Promise<[number, number]> {
  const all = [createServer(), createServer()];
  const ports = await Promise.all(all.map((one) => new Promise<number>((resolve) => one.listen(0, "127.0.0.1", () => resolve((one.address() as AddressInfo).port)))));
  await Promise.all(all.map((one) => new Promise((resolve) => one.close(resolve))));
  return ports as [number, number];
}

/** Answers on a port until it is stopped. */
export async function startProvider(port: number, back: string): Promise<() => Promise<void>> {
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [{ client_id: CLIENT, client_secret: SECRET, redirect_uris: [back] }],
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: id, name: `The ${id}` }),
    }),
    claims: { openid: ["sub"], profile: ["name", "preferred_username"], email: ["email"] },
    scopes: ["openid", "profile", "email"],
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ["only for a test"] },
  });
  const listening = await new Promise<Listening>((resolve) => {
    const server = provider.listen(port, "127.0.0.1", () => resolve(server));
  });
  return () =>
    new Promise((resolve) => {
      listening.close(() => resolve());
      listening.closeAllConnections();
    });
}
