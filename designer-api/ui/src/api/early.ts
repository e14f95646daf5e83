// What was asked for before there was code to ask, see `ahead.ts`.
export type Early = Map<string, Promise<Response>>;

declare global {
  var weirEarly: Early | undefined;
}

/** The answer that is already on its way, if it is one; whoever asks a second time asks the server. */
export async function takeEarly(url: string): Promise<Response | undefined> {
  const coming = globalThis.weirEarly?.get(url);
  globalThis.weirEarly?.delete(url);
  // What was refused to nobody may be given to whoever has logged in since.
  const answer = await coming?.catch(() => undefined);
  return answer?.ok ? answer : undefined;
}
