// What a table of events looks like before it is sent: what stands between its fields, and which column says what.

const DELIMITERS = [",", ";", "\t", "|"] as const;
/** What has to be said of a table. */
export type Column = "case" | "activity" | "time" | "start" | "person";

export interface Table {
  delimiter: string;
  header: string[];
}

/** The first line of a table in its fields; quotes may hold what stands between fields. */
export function tableOf(text: string): Table {
  const line = text.replace(/^\ufeff/, "").split(/\r?\n/, 1)[0] ?? "";
  const best = [...DELIMITERS].sort((a, b) => line.split(b).length - line.split(a).length)[0]!;
  return { delimiter: best, header: fields(line, best) };
}

function fields(line: string, delimiter: string): string[] {
  const out: string[] = [];
  let [field, quoted] = ["", false];
  for (let place = 0; place < line.length; place += 1) {
    const letter = line[place]!;
    if (letter === '"' && quoted && line[place + 1] === '"') {
      field += '"';
      place += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (letter === delimiter && !quoted) {
      out.push(field);
      field = "";
    } else field += letter;
  }
  return [...out, field];
}

/** Which column probably says it: the first of the known names, which stand one after the other, that there is. */
export function guess(header: string[], known: string): string | undefined {
  for (const name of known.split("|")) {
    const found = header.find((column) => column.trim().toLowerCase() === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A file as the id of a process: letters, digits, `-`, `_` and `.`, beginning with a letter. */
export function idOf(file: string): string {
  const plain = file.replace(/\.(xes|csv|xml)?(\.gz)?$/i, "").replace(/[^A-Za-z0-9_.-]+/g, "-").replace(/^[^A-Za-z_]+/, "").replace(/-+$/, "");
  return plain.slice(0, 60) || "discovered";
}
