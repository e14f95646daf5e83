// What this browser keeps of what somebody types, for them alone: others may sit at the same machine.

const place = (person: string, what: string) => `weir-here-${person}-${what}`;

export function readHere<T>(person: string, what: string): Partial<T> | null {
  try {
    return JSON.parse(localStorage.getItem(place(person, what)) ?? "null") as Partial<T> | null;
  } catch {
    return null;
  }
}

/** Whether it could be kept: there is not room for everything. */
export function writeHere(person: string, what: string, value: unknown): boolean {
  try {
    localStorage.setItem(place(person, what), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function dropHere(person: string, what: string): void {
  localStorage.removeItem(place(person, what));
}
