// How long somebody waits for a page, in a browser that has nothing of it yet: `node scripts/bench.mjs URL TOKEN` against a
// server without people, told as JSON. `make bench` runs it.
import { chromium } from "@playwright/test";

const [url, token] = process.argv.slice(2);
/** Pages that are timed; a figure is their median. */
const RUNS = 5;
const TASKS = 400;
/** Tasks of the inbox. */
const WAITING = 300;
const READER = "reader";
const PASSWORD = "correct horse battery";
const VIEWPORT = { width: 1440, height: 900 };
/** When it is there, in milliseconds. */
const PATIENCE = 60_000;

async function send(method, path, body) {
  const headers = { authorization: `Bearer ${token}`, ...(body instanceof FormData ? {} : { "content-type": "application/json" }) };
  const answer = await fetch(url + path, { method, headers, body: body instanceof FormData ? body : JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}

/** So many tasks one after the other, in rows of forty, each with its place in the diagram. */
function model(id, tasks) {
  const [per, across, down] = [40, 140, 120];
  let [inside, drawn, before] = [`<startEvent id="s"/>`, `<d:BPMNShape id="s_d" bpmnElement="s"><c:Bounds x="40" y="62" width="36" height="36"/></d:BPMNShape>`, "s"];
  for (let at = 0; at < tasks; at += 1) {
    const [x, y] = [120 + (at % per) * across, 40 + Math.floor(at / per) * down];
    inside += `<userTask id="t${at}" name="任务 ${at}" weir:assignee="${READER}"/><sequenceFlow id="f${at}" sourceRef="${before}" targetRef="t${at}"/>`;
    drawn += `<d:BPMNShape id="t${at}_d" bpmnElement="t${at}"><c:Bounds x="${x}" y="${y}" width="100" height="80"/></d:BPMNShape><d:BPMNEdge id="f${at}_d" bpmnElement="f${at}"><i:waypoint x="${x - 20}" y="${y + 40}"/><i:waypoint x="${x}" y="${y + 40}"/></d:BPMNEdge>`;
    before = `t${at}`;
  }
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC" xmlns:i="http://www.omg.org/spec/DD/20100524/DI" targetNamespace="bench"><process id="${id}" name="${id}" isExecutable="true">${inside}<endEvent id="e"/><sequenceFlow id="z" sourceRef="${before}" targetRef="e"/></process><d:BPMNDiagram><d:BPMNPlane bpmnElement="${id}">${drawn}</d:BPMNPlane></d:BPMNDiagram></definitions>`;
}

/** What there is to see; gives the instance whose diagram is large. */
async function prepare() {
  const files = new FormData();
  files.append("file", new Blob([model("small", 1)]), "small.bpmn");
  files.append("file", new Blob([model("large", TASKS)]), "large.bpmn");
  await send("POST", "/api/v1/deployments", files);
  await send("PUT", `/api/v1/users/${READER}`, { name: READER });
  for (const role of ["user", "operator"]) await send("PUT", `/api/v1/grants/${READER}-${role}`, { to: { kind: "user", id: READER }, role });
  await send("PUT", `/api/v1/users/${READER}/password`, { password: PASSWORD });
  for (let at = 0; at < WAITING; at += 1) await send("POST", "/api/v1/instances", { process: "small", businessKey: `B-${at}` });
  return (await send("POST", "/api/v1/instances", { process: "large" })).id;
}

/** The cookie of somebody who has logged in. */
async function session() {
  const answer = await fetch(`${url}/api/v1/session`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ user: READER, password: PASSWORD }) });
  if (!answer.ok) throw new Error(`login: ${answer.status}`);
  const [name, value] = answer.headers.get("set-cookie").split(";")[0].split("=");
  return { name, value, url };
}

/** From the address to what is waited for, each time in a browser context of its own: nothing of it is kept. */
async function wait(browser, cookie, path, what) {
  const took = [];
  for (let run = 0; run < RUNS; run += 1) {
    const context = await browser.newContext({ viewport: VIEWPORT });
    await context.addCookies([cookie]);
    const page = await context.newPage();
    await page.goto(url + path, { waitUntil: "commit" });
    await page.locator(what).first().waitFor({ timeout: PATIENCE });
    took.push(await page.evaluate(() => performance.now()));
    await context.close();
  }
  return took.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
}

const home = await (await fetch(url)).text();
if (!home.includes('id="root"')) throw new Error("the binary has no pages: build them with `make ui` before it");
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env["WEIR_CHROMIUM"] ?? "/usr/bin/chromium", args });
try {
  const large = await prepare();
  const cookie = await session();
  const inbox = await wait(browser, cookie, "/tasks", '[role="row"][data-index]');
  const diagram = await wait(browser, cookie, `/ops/instances/${large}`, '.weir-paper[data-ready]:not([data-ready="0"])');
  console.log(JSON.stringify({ inbox, diagram }));
} finally {
  await browser.close();
}
