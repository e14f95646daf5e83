// The real binary on a directory of its own, and what a test puts into it before it looks at pages.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

export const BINARY = process.env["WEIR_BINARY"] ?? new URL("../../../../target/debug/weir", import.meta.url).pathname;
export const PASSWORD = "correct horse battery";

export class Server {
  private constructor(
    readonly url: string,
    /** What stands behind `#` in the link of the first start. */
    readonly code: string,
    private readonly child: ChildProcess | null,
    private readonly directory: string,
    private token = "",
  ) {}

  /** With a story: on the history that `weir demo` tells. Settings are those of the server, by their variables. */
  static async start(story = false, listen = "127.0.0.1:0", settings: Record<string, string> = {}): Promise<Server> {
    const directory = await mkdtemp(join(tmpdir(), "weir-ui-"));
    // What begins with WEIR_ is a setting of the server: of those that steer the tests it takes only the folder of the pages.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name === "WEIR_UI_DIR" || !name.startsWith("WEIR_")));
    if (story) execFileSync(BINARY, ["demo", "--data-dir", directory], { env: { ...env, TZ: "UTC" }, stdio: ["ignore", "ignore", "inherit"] });
    const child = spawn(BINARY, ["serve", "--data-dir", directory, "--listen", listen, "--log-level", "warn"], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...env, ...settings },
    });
    const [url, code] = await new Promise<[string, string]>((resolve, reject) => {
      let said = "";
      child.once("exit", (status) => reject(new Error(`the server ended with ${status}: ${said}`)));
      child.stdout.on("data", (bytes: Buffer) => {
        said += bytes.toString();
        const link = /(http:\/\/\S+)\/setup#(\S+)/.exec(said);
        if (link) resolve([link[1]!, link[2]!.replace(/\)"$/, "")]);
      });
    });
    return new Server(url, code, child, directory);
  }

  /** One that somebody else runs. */
  static at(url: string, code: string): Server {
    return new Server(url, code, null, "");
  }

  /** The log on the disk: tests that alter a byte of history do it here. */
  log(): string {
    return this.directory;
  }

  async stop(): Promise<void> {
    if (!this.child) return;
    const child = this.child;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    await rm(this.directory, { recursive: true, force: true });
  }

  /** An administrator, when the test is not about making one. */
  async setUp(): Promise<void> {
    const body = { code: this.code, user: "admin", name: "管理员", password: PASSWORD };
    const made = (await this.send("POST", "/api/v1/setup", body)) as { token: string };
    this.token = made.token;
  }

  /** An administrator, whether a page has made them or not. */
  async ready(): Promise<void> {
    const { needsSetup } = (await this.get("/api/v1/session/options")) as { needsSetup: boolean };
    if (needsSetup) await this.setUp();
  }

  /** The administrator's way in when a page has made them. */
  async logIn(user: string, password = PASSWORD): Promise<void> {
    const answer = await fetch(`${this.url}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user, password }),
    });
    if (!answer.ok) throw new Error(`login: ${answer.status}`);
    const cookie = answer.headers.get("set-cookie")!.split(";")[0]!;
    const { csrf } = (await answer.json()) as { csrf: string };
    const made = await fetch(`${this.url}/api/v1/users/${user}/tokens`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie, "x-weir-csrf": csrf },
      body: JSON.stringify({ name: "test" }),
    });
    this.token = ((await made.json()) as { token: string }).token;
  }

  async send(method: string, path: string, body?: unknown, as?: string): Promise<unknown> {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (this.token) headers["authorization"] = `Bearer ${this.token}`;
    if (as) headers["x-weir-actor"] = as;
    const init: RequestInit = { method, headers };
    if (body !== undefined) init.body = JSON.stringify(body);
    const answer = await fetch(this.url + path, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  /** The text of a draft. */
  async text(model: string): Promise<string> {
    const answer = await fetch(`${this.url}/api/v1/models/${model}/xml`, { headers: { authorization: `Bearer ${this.token}` } });
    return answer.text();
  }

  /** The administrator removes a draft. */
  async drop(model: string, revision: number): Promise<void> {
    const headers = { authorization: `Bearer ${this.token}`, "if-match": `"${revision}"` };
    const answer = await fetch(`${this.url}/api/v1/models/${model}`, { method: "DELETE", headers });
    if (!answer.ok) throw new Error(`drop: ${answer.status} ${await answer.text()}`);
  }

  /** The administrator saves a draft. */
  async save(model: string, change: (xml: string) => string): Promise<void> {
    const { revision } = (await this.get(`/api/v1/models/${model}`)) as { revision: number };
    const headers = { authorization: `Bearer ${this.token}`, "content-type": "application/xml", "if-match": `"${revision}"` };
    const answer = await fetch(`${this.url}/api/v1/models/${model}/xml`, { method: "PUT", headers, body: change(await this.text(model)) });
    if (!answer.ok) throw new Error(`save: ${answer.status} ${await answer.text()}`);
  }

  /** A node of the landscape is linked to something. */
  async link(id: string, link: { kind: string; id: string }): Promise<void> {
    const { node } = await this.get(`/api/v1/landscape/nodes/${id}`);
    const headers = { authorization: `Bearer ${this.token}`, "content-type": "application/json", "if-match": `"${node.revision}"` };
    const body = JSON.stringify({ node: { ...node, links: [...node.links, link] }, reason: "test" });
    const answer = await fetch(`${this.url}/api/v1/landscape/nodes/${id}`, { method: "PUT", headers, body });
    if (!answer.ok) throw new Error(`link: ${answer.status} ${await answer.text()}`);
  }

  get(path: string): Promise<any> {
    return this.send("GET", path);
  }

  async deploy(...files: string[]): Promise<void> {
    const form = new FormData();
    for (const file of files) form.append("file", new Blob([await readFile(file)]), basename(file));
    await this.deployForm(form);
  }

  /** What does not come from files. */
  async deployForm(form: FormData): Promise<void> {
    const answer = await fetch(`${this.url}/api/v1/deployments`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.token}` },
      body: form,
    });
    if (!answer.ok) throw new Error(`deploy: ${answer.status} ${await answer.text()}`);
  }

  /** People of the organisation, each with an account and a role. */
  async people(): Promise<void> {
    const entries = JSON.parse(await readFile(new URL("data/organisation.json", import.meta.url), "utf8")) as unknown[];
    await this.send("POST", "/api/v1/organisation/changes", { changes: entries.map((put) => ({ put })) });
    for (const [id, name, role] of [
      ["han.mei", "韩梅", "user"],
      ["lin.tao", "林涛", "user"],
      ["chen.gang", "陈刚", "user"],
      ["li.lei", "李雷", "user"],
      ["zhou.yun", "周云", "operator"],
      ["zhao.min", "赵敏", "designer"],
      ["sun.li", "孙丽", "auditor"],
    ]) {
      await this.send("PUT", `/api/v1/users/${id}`, { name });
      await this.send("PUT", `/api/v1/grants/${id}-${role}`, { to: { kind: "user", id }, role });
      await this.send("PUT", `/api/v1/users/${id}/password`, { password: PASSWORD });
    }
  }

  async models(): Promise<void> {
    const data = new URL("data/", import.meta.url).pathname;
    await this.deploy(`${data}expense.bpmn`, `${data}expense.form`, `${data}review.form`);
  }

  /** Starts an expense claim as somebody. */
  async claim(as: string, businessKey: string, amount = 1280.5): Promise<string> {
    const variables = {
      reason: "到上海拜访客户",
      spentOn: "2026-03-02",
      items: [
        { what: "高铁", price: amount - 80.5 },
        { what: "餐费", price: 80.5 },
      ],
    };
    const started = (await this.send("POST", "/api/v1/definitions/expense:1/start-form", { businessKey, variables }, as)) as { id: string };
    return started.id;
  }

  /** The claimant hands the claim in: it is with the head then. */
  async fill(instance: string, as = "han.mei"): Promise<void> {
    const { items } = await this.get(`/api/v1/user-tasks?instance=${instance}`);
    await this.send("POST", `/api/v1/user-tasks/${items[0].id}/complete`, { variables: {} }, as);
  }
}

/** What people know an instance by. */
export async function keyOf(server: Server, instance: string): Promise<string> {
  const { businessKey } = (await server.get(`/api/v1/instances/${instance}`)) as { businessKey: string };
  return businessKey;
}
