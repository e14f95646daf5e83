// What is other between two texts, line by line: for decisions and forms, which have no diagram to paint it on.

/** A line that stays, is gone, or is new; or lines that stay and are left out. */
export type Line = { kind: "same" | "gone" | "new"; text: string } | { kind: "left-out"; count: number };

/** So many lines that stay are shown around what is other. */
const AROUND = 2;
/** Beyond so many pairs of lines nothing is matched: what was is gone, and what is is new. */
const PAIRS_MAX = 4_000_000;

/** Each tag, or each member, on a line of its own: however it was written, what is other is seen alone. */
export function tidied(text: string): string[] {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).split("\n");
  } catch {
    return text
      .replace(/>\s*</g, ">\n<")
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }
}

/** The shortest way from one text to another, with what is left out told by its number. */
export function differenceOf(before: string, after: string): Line[] {
  const [old, now] = [tidied(before), tidied(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const same = (text: string): Line => ({ kind: "same", text });
  const middle = matched(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return shortened([...old.slice(0, start).map(same), ...middle, ...old.slice(old.length - end).map(same)]);
}

/** By the longest row of lines that both have. */
function matched(old: string[], now: string[]): Line[] {
  const gone = (text: string): Line => ({ kind: "gone", text });
  const fresh = (text: string): Line => ({ kind: "new", text });
  if (old.length * now.length > PAIRS_MAX) return [...old.map(gone), ...now.map(fresh)];
  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j]!;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) longest[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ kind: "same", text: old[i]! });
      i += 1;
      j += 1;
    } else if (i < old.length && (j === now.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(gone(old[i]!));
      i += 1;
    } else {
      lines.push(fresh(now[j]!));
      j += 1;
    }
  }
  return lines;
}

/** Lines that stay far from what is other are left out. */
function shortened(lines: Line[]): Line[] {
  const near = lines.map((_, place) => lines.slice(Math.max(0, place - AROUND), place + AROUND + 1).some((line) => line.kind !== "same"));
  const told: Line[] = [];
  for (const [place, line] of lines.entries()) {
    const last = told.at(-1);
    if (near[place]) told.push(line);
    else if (last?.kind === "left-out") last.count += 1;
    else told.push({ kind: "left-out", count: 1 });
  }
  return told;
}
