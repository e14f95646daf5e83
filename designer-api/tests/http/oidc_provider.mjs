// A real OpenID provider, by the package oidc-provider: argv is port, redirect URI, and a file that says what each belongs
// to. Whoever logs in as a name is that name. The same file says by how many seconds its clock is behind (`clock`),
// and in how many what it writes begins to hold (`begins`).
import { readFileSync } from 'node:fs';
import { Provider } from 'oidc-provider';

const [port, redirect, file] = process.argv.slice(2);
const clock = Date.now;
Date.now = () => clock() - 1000 * (JSON.parse(readFileSync(file, 'utf8')).clock ?? 0);
const account = (id) => ({
  accountId: id,
  claims: () => {
    const said = JSON.parse(readFileSync(file, 'utf8'));
    const groups = said[id] ?? [];
    const begins = said.begins === undefined ? {} : { nbf: Math.floor(Date.now() / 1000) + said.begins };
    const email = { email: `${id}@example.org`, email_verified: !groups.includes('unverified') };
    return { sub: id, preferred_username: id, name: `The ${id}`, groups, ...email, ...begins };
  },
});
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'weir', client_secret: 'a secret between the two', redirect_uris: [redirect] }],
  findAccount: (_context, id) => account(id),
  claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups', 'nbf'], email: ['email', 'email_verified'] },
  scopes: ['openid', 'profile', 'email'],
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  ttl: { IdToken: 300 },
  cookies: { keys: ['only for a test'] },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
