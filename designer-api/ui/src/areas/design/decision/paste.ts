// What a sheet puts into the clipboard: lines of cells with tabs between them, quoted where a cell has several lines.

export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const clean = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < clean.length; at++) {
    const letter = clean[at]!;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (clean[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (letter === '"' && cell === "" && quotes(clean, at)) quoted = true;
    else if (letter === "\t") {
      rows.at(-1)!.push(cell);
      cell = "";
    } else if (letter === "\n") {
      rows.at(-1)!.push(cell);
      rows.push([]);
      cell = "";
    } else cell += letter;
  }
  rows.at(-1)!.push(cell);
  return rows;
}

/** A sheet quotes a cell that has a line break, a tab or a quote in it; FEEL texts have quotes of their own, which stay. */
function quotes(text: string, at: number): boolean {
  let inner = "";
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] !== '"') {
      inner += text[end];
      continue;
    }
    if (text[end + 1] === '"') {
      inner += '"';
      end++;
      continue;
    }
    const behind = text[end + 1];
    return (behind === undefined || behind === "\t" || behind === "\n") && /["\n\t]/.test(inner);
  }
  return false;
}
