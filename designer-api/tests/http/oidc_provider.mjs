// A real OpenID provider, by the package oidc-provider: argv is port, redirect URI. Whoever logs in as a name is that name.
import { Provider } from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
// What somebody belongs to stands in their name, behind a plus sign: ann+staff+managers.
const account = (id) => ({
  accountId: id,
  claims: () => {
    const [name, ...groups] = id.split('+');
    return { sub: `subject-of-${name}`, preferred_username: name, name: `The ${name}`, groups };
  },
});
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'weir', client_secret: 'a secret between the two', redirect_uris: [redirect] }],
  findAccount: (_context, id) => account(id),
  claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'], email: ['email'] },
  scopes: ['openid', 'profile', 'email'],
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  cookies: { keys: ['only for a test'] },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
