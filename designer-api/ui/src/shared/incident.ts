// What the engine says of an incident is an English sentence around names and values. Taken apart it can be told in the
// language of the page; what is not known here stays as it was said.

export interface Said {
  /** Which sentence it is: a key of `events:said`. */
  sentence: string;
  /** What it is said of. */
  of: Record<string, string>;
  /** The expression that it stands in, where it is more than what is to blame. */
  text?: string;
  line?: string;
  column?: string;
  /** The variables as they were. */
  data?: string;
  /** What each way out needs. */
  needs?: string;
  /** What the thrower of an error says. */
  note?: string;
}

const SENTENCES: [string, RegExp][] = [
  ["missing", /^variable `(?<name>[^`]+)` is missing, in `(?<text>.*)`$/s],
  ["null", /^`(?<part>.*)` is (?:null|a call on null), in `(?<text>.*)`$/s],
  ["cannot", /^`(?<part>.*)`: cannot (?<what>compare|add|subtract|multiply|divide|raise|negate) (?<types>[a-z ]+), in `(?<text>.*)`$/s],
  ["is", /^`(?<part>.*)`: (?:is|gives) (?<type>[a-z ]+), not (?<wanted>[a-z ]+), in `(?<text>.*)`$/s],
  ["noEntry", /^`.*`: `(?<part>[^`]*)` (?:is [a-z ]+ and )?has no (?:entry )?`(?<entry>[^`]*)`, in `(?<text>.*)`$/s],
  ["emptyList", /^`(?<part>.*)`: the list is empty, in `(?<text>.*)`$/s],
  ["condition", /^the condition `(?<text>.*)` gives (?<type>[a-z ]+), not true or false$/s],
  ["noData", /^`(?<text>.*)` gives (?<type>[a-z ]+), which cannot be a variable$/s],
  ["tooLarge", /^`(?<part>.*)` is larger than a number can be, in `(?<text>.*)`$/s],
  ["inexact", /^`(?<text>.*)` gives (?<number>\S+), which would be stored as (?<stored>\S+): /s],
  ["parameter", /^rule parameter `(?<name>[^`]+)` has no value now, in `(?<text>.*)`$/s],
  ["noFlow", /^no outgoing flow of `[^`]*` holds, and it has no default flow(?:: (?<needs>.*))?$/s],
  ["uncaught", /^error `(?<name>[^`]*)` was not caught(?:: (?<note>.*))?$/s],
  ["empty", /^.* is empty: `(?<part>.*)` gives no text$/s],
  ["range", /^.* is to be a whole number from (?<least>-?\d+) to (?<most>-?\d+), and is `(?<part>.*)`$/s],
  ["noNumber", /^.* is not a number: `(?<part>.*)`$/s],
  ["noTime", /^`(?<part>.*)` is not an ISO 8601 date, duration or interval$/s],
  ["loop", /^(?<total>\d+) instances of one activity are more than (?<most>\d+)$/],
  ["moves", /^more than (?<most>\d+) moves without a wait: /],
  ["full", /^this instance has (?<most>\d+) element instances, as many as it may have: /],
];

/** Where it stands and what the data were come last. */
const TAIL = /^(?<core>.*?)(?:, line (?<line>\d+), column (?<column>\d+))?(?:; with (?<data>.*))?$/s;

/** Lists that go on say how much more there is. */
const counted = (list: string) => list.replace(/ and (\d+) more$/, ", +$1");

/** Takes a sentence of the engine apart; null where it is none of those that are known. */
export function saidIn(message: string): Said | null {
  const { core = message, line, column, data } = TAIL.exec(message)?.groups ?? {};
  for (const [sentence, pattern] of SENTENCES) {
    const found = pattern.exec(core);
    if (!found) continue;
    const { text, needs, note, ...of } = found.groups ?? {};
    const whole = text !== undefined && text !== of["part"] ? { text } : {};
    return { sentence, of, ...whole, ...(line && column ? { line, column } : {}), ...(data ? { data: counted(data) } : {}), ...(needs ? { needs: counted(needs).replaceAll("` needs `", "`: `") } : {}), ...(note ? { note } : {}) };
  }
  return null;
}
