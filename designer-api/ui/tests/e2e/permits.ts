// A history with two ways: most permits go straight through, some are sent back once; and a norm that has one step more.
import { readFile } from "node:fs/promises";
import type { Server } from "./server";

export interface Permits {
  /** One that was sent back. */
  sentBack: string;
  /** A draft: nobody mends, and in the end it is signed. */
  norm: string;
}

const STRAIGHT = ["lin.tao", "chen.gang"];
const SENT_BACK = ["lin.tao", "lin.tao", "chen.gang", "chen.gang"];

/** Of so many every third is sent back. */
export async function permits(server: Server, instances = 12): Promise<Permits> {
  const file = new URL("data/permit.bpmn", import.meta.url);
  await server.deploy(file.pathname);
  let sentBack = "";
  for (let number = 0; number < instances; number += 1) {
    const back = number % 3 === 2;
    const body = { process: "permit", businessKey: `XK-${String(number).padStart(3, "0")}`, variables: { again: false } };
    const { id } = (await server.send("POST", "/api/v1/instances", body)) as { id: string };
    if (back) sentBack = id;
    for (const [step, person] of (back ? SENT_BACK : STRAIGHT).entries()) {
      const { items } = await server.get(`/api/v1/user-tasks?instance=${id}`);
      for (const act of ["claim", "start"]) await server.send("POST", `/api/v1/user-tasks/${items[0].id}/${act}`, {}, person);
      await server.send("POST", `/api/v1/user-tasks/${items[0].id}/complete`, { variables: { again: back && step === 0 } }, person);
    }
  }
  const text = await readFile(file, "utf8");
  const xml = text
    .replace(/<exclusiveGateway.*\n.*mend.*\n/, '<userTask id="sign" name="签发"/>\n')
    .replace(/<sequenceFlow id="f2"[^]*<\/process>/, '<sequenceFlow id="f2" sourceRef="check" targetRef="approve"/><sequenceFlow id="f3" sourceRef="approve" targetRef="sign"/><sequenceFlow id="f4" sourceRef="sign" targetRef="end"/></process>');
  const { id: norm } = (await server.send("POST", "/api/v1/models", { name: "许可标准", xml })) as { id: string };
  return { sentBack, norm };
}
