/** The figures of the server in the text that Prometheus reads: `weir_name{label="x"} 3`. */
export function readFigures(text: string): Map<string, number> {
  const figures = new Map<string, number>();
  for (const line of text.split("\n")) {
    const match = /^weir_(\S+)\s+(-?[\d.eE+]+)$/.exec(line);
    if (match) figures.set(match[1]!, Number(match[2]));
  }
  return figures;
}

/** A quantile of a histogram, from its buckets: the bound below which that part of all fell. */
export function quantile(figures: Map<string, number>, name: string, part: number): number | null {
  const count = figures.get(`${name}_count`) ?? 0;
  if (count === 0) return null;
  const buckets = [...figures]
    .map(([key, below]) => [new RegExp(`^${name}_bucket\\{le="([^"]+)"\\}$`).exec(key)?.[1], below] as const)
    .filter((entry): entry is [string, number] => entry[0] !== undefined)
    .map(([bound, below]) => [bound === "+Inf" ? Infinity : Number(bound), below] as const)
    .toSorted((a, b) => a[0] - b[0]);
  return buckets.find(([, below]) => below >= part * count)?.[0] ?? null;
}

/** The figures with one label, by its value, the greatest first. */
export function labelled(figures: Map<string, number>, name: string): [string, number][] {
  const found = [...figures].flatMap(([key, value]) => {
    const match = new RegExp(`^${name}\\{\\w+="([^"]*)"\\}$`).exec(key);
    return match && value > 0 ? [[match[1]!, value] as [string, number]] : [];
  });
  return found.toSorted((a, b) => b[1] - a[1]);
}

const UNITS = ["B", "kB", "MB", "GB", "TB"];

export function bytesText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const size = bytes / 1000 ** step;
  return `${size < 10 && step > 0 ? size.toFixed(1) : Math.round(size)} ${UNITS[step]}`;
}

/** How quick something was, in the greatest unit of which it has one. */
export function quick(ms: number): { unit: "us" | "ms" | "s"; value: number } {
  return ms >= 1000 ? { unit: "s", value: ms / 1000 } : ms >= 1 || ms === 0 ? { unit: "ms", value: ms } : { unit: "us", value: ms * 1000 };
}
