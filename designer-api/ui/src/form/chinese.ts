import { decimal } from "./values";

// Numerals of cheques, and the units of money: they are the same in every language of the page, as on the paper itself.
const NUMERALS = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const PLACES = ["", "拾", "佰", "仟"];
const GROUPS = ["", "万", "亿", "万亿"];
const [YUAN, JIAO, FEN, WHOLE, MINUS, ZERO] = ["元", "角", "分", "整", "负", "零"] as const;

/** An amount of money in the numerals of cheques; null when it has more than fen or is too large to be written so. */
export function inWords(amount: string): string | null {
  const number = decimal(amount);
  if (!number) return null;
  let fen: bigint;
  if (number.digits <= 2) fen = number.units * 10n ** BigInt(2 - number.digits);
  else {
    const divisor = 10n ** BigInt(number.digits - 2);
    if (number.units % divisor !== 0n) return null;
    fen = number.units / divisor;
  }
  const minus = fen < 0n ? MINUS : "";
  if (fen < 0n) fen = -fen;
  const yuan = fen / 100n;
  if (yuan >= 10n ** 16n) return null;
  const [jiao, rest] = [Number((fen / 10n) % 10n), Number(fen % 10n)];
  let text = yuan > 0n ? whole(yuan) + YUAN : "";
  if (jiao === 0 && rest === 0) return minus + (text || ZERO + YUAN) + WHOLE;
  if (jiao > 0) text += NUMERALS[jiao]! + JIAO;
  else if (text) text += ZERO;
  if (rest > 0) text += NUMERALS[rest]! + FEN;
  else text += WHOLE;
  return minus + text;
}

function whole(yuan: bigint): string {
  const groups: number[] = [];
  for (let rest = yuan; rest > 0n; rest /= 10_000n) groups.push(Number(rest % 10_000n));
  let text = "";
  let gap = false;
  for (let at = groups.length - 1; at >= 0; at -= 1) {
    const group = groups[at]!;
    if (group === 0) {
      gap = text !== "";
      continue;
    }
    if (text !== "" && (gap || group < 1000)) text += ZERO;
    gap = false;
    text += four(group) + GROUPS[at]!;
  }
  return text;
}

function four(group: number): string {
  let text = "";
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit === 0) gap = text !== "";
    else {
      text += (gap ? ZERO : "") + NUMERALS[digit]! + PLACES[place]!;
      gap = false;
    }
  }
  return text;
}

/** Is it an amount of yuan, by the sign before or behind it or because the form says so? */
export function isMoney(component: { appearance?: { prefixAdorner?: string; suffixAdorner?: string }; properties?: Record<string, string> }): boolean {
  const signs = [component.appearance?.prefixAdorner, component.appearance?.suffixAdorner];
  return signs.some((sign) => sign !== undefined && ["¥", "￥", YUAN, "CNY", "RMB"].includes(sign.trim())) || component.properties?.["currency"] === "CNY";
}
