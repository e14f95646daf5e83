// A server on a clock that the test moves: weeks pass between two of its steps.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { BINARY, Server } from "./server";

/** It stands beside the real one. */
const CLOCKED = join(dirname(BINARY), "weir-on-a-clock");

export const MINUTE = 60_000;

export class Clock {
  private constructor(
    readonly server: Server,
    private readonly child: ChildProcess,
    private readonly lines: Interface,
    private readonly directory: string,
    private now: number,
  ) {}

  /** A server that stands at a moment. */
  static async start(now: number): Promise<Clock> {
    if (!existsSync(CLOCKED)) throw new Error(`there is no ${CLOCKED}: cargo build --workspace --bins makes it`);
    const directory = await mkdtemp(join(tmpdir(), "weir-clock-"));
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("WEIR_") || name === "WEIR_UI_DIR"));
    const child = spawn(CLOCKED, [directory, new Date(now).toISOString()], { stdio: ["pipe", "pipe", "inherit"], env: { ...env, TZ: "UTC" } });
    const lines = createInterface({ input: child.stdout });
    const [url, code] = await new Promise<[string, string]>((resolve, reject) => {
      child.once("exit", (status) => reject(new Error(`the server ended with ${status}`)));
      lines.once("line", (line) => {
        const link = /(http:\/\/\S+)\/setup#(\S+)/.exec(line);
        if (link) resolve([link[1]!, link[2]!]);
        else reject(new Error(line));
      });
    });
    return new Clock(Server.at(url, code), child, lines, directory, now);
  }

  /** So long passes. */
  async pass(ms: number): Promise<void> {
    this.now += ms;
    const there = new Promise<void>((resolve) => this.lines.once("line", () => resolve()));
    this.child.stdin!.write(`${new Date(this.now).toISOString()}\n`);
    await there;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.stdin!.end();
    await ended;
    await rm(this.directory, { recursive: true, force: true });
  }
}
