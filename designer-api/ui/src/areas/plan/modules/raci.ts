// What pressing a cell of the RACI matrix leads to.

const TURNS = ["", "R", "A", "RA", "C", "I"];

/** What somebody has to do after one more press: nothing, R, A, both, C, I, and nothing again. */
export function next(parts: readonly string[]): string[] {
  const at = TURNS.indexOf(["R", "A", "C", "I"].filter((part) => parts.includes(part)).join(""));
  return [...(TURNS[(at + 1) % TURNS.length] ?? "")];
}
