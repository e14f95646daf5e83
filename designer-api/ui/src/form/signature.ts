// A signature is an image of one size, whatever the size of the screen it was written on: so it stays small.

export const PAPER = { width: 600, height: 200, margin: 24, line: 3, ink: "#1d2329" } as const;

export interface Point {
  x: number;
  y: number;
}

/** Where on the paper something is on the screen. */
export function onPaper(at: Point, box: { left: number; top: number; width: number; height: number }): Point {
  const along = (offset: number, shown: number, own: number) => (shown > 0 ? Math.min(own, Math.max(0, (offset / shown) * own)) : 0);
  return { x: along(at.x - box.left, box.width, PAPER.width), y: along(at.y - box.top, box.height, PAPER.height) };
}

/** As large as it fits on the paper. */
export function sizeOf(name: string, widthAt: (size: number) => number): number {
  const largest = PAPER.height * 0.5;
  const width = name ? widthAt(largest) : 0;
  const room = PAPER.width - 2 * PAPER.margin;
  return width > room ? Math.max(12, Math.floor((largest * room) / width)) : largest;
}

export function wipe(paper: CanvasRenderingContext2D): void {
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, PAPER.width, PAPER.height);
}

/** A piece of a line, or a point where somebody only touched the paper. */
export function draw(paper: CanvasRenderingContext2D, from: Point, to: Point): void {
  paper.strokeStyle = PAPER.ink;
  paper.lineWidth = PAPER.line;
  paper.lineCap = "round";
  paper.beginPath();
  paper.moveTo(from.x, from.y);
  paper.lineTo(to.x, to.y);
  paper.stroke();
}

const FONT = '"Segoe Script", "Bradley Hand", "KaiTi", "STKaiti", "AR PL UKai CN", cursive';

/** A name in place of a signature by hand. */
export function write(paper: CanvasRenderingContext2D, name: string): void {
  wipe(paper);
  const fontAt = (size: number) => `italic ${size}px ${FONT}`;
  const size = sizeOf(name, (at) => {
    paper.font = fontAt(at);
    return paper.measureText(name).width;
  });
  paper.font = fontAt(size);
  paper.fillStyle = PAPER.ink;
  paper.textAlign = "center";
  paper.textBaseline = "middle";
  paper.fillText(name, PAPER.width / 2, PAPER.height / 2);
}
