// What the demo consists of: three processes of this repository with the people of their scenarios.
import approval from "../../../../../process-models/expense-claim/approval.dmn?raw";
import expenseForm from "../../../../../process-models/expense-claim/forms/expense-claim.form?raw";
import expense from "../../../../../process-models/expense-claim/model.bpmn?raw";
import expensePeople from "../../../../../process-models/expense-claim/organisation.json";
import contractForm from "../../../../../process-models/contract-countersign/forms/contract.form?raw";
import contract from "../../../../../process-models/contract-countersign/model.bpmn?raw";
import contractPeople from "../../../../../process-models/contract-countersign/organisation.json";
import sealForm from "../../../../../process-models/seal-usage/forms/seal-request.form?raw";
import seal from "../../../../../process-models/seal-usage/model.bpmn?raw";
import sealPeople from "../../../../../process-models/seal-usage/organisation.json";

export interface Membership {
  kind: string;
  id: string;
}

export interface Somebody {
  id: string;
  name: string;
  superior?: string;
  memberships?: Membership[];
}

/** One of: department, post, role, group, person, calendar. */
export type Entry = Record<string, { id: string } & Record<string, unknown>>;

export const FILES: [name: string, text: string][][] = [
  [
    ["expense-approval.dmn", approval],
    ["expense-claim.form", expenseForm],
    ["expense-claim.bpmn", expense],
  ],
  [["contract.form", contractForm], ["contract-countersign.bpmn", contract]],
  [["seal-request.form", sealForm], ["seal-usage.bpmn", seal]],
];

/** All entries, each once: who belongs to something in one file and to something else in another belongs to both. */
export function entries(files: Entry[][] = [expensePeople, contractPeople, sealPeople] as unknown as Entry[][]): Entry[] {
  const all = new Map<string, Entry>();
  for (const entry of files.flat()) {
    const [kind, said] = Object.entries(entry)[0]!;
    const key = `${kind} ${said.id}`;
    const known = all.get(key)?.[kind];
    const memberships = [...((known?.["memberships"] ?? []) as Membership[]), ...((said["memberships"] ?? []) as Membership[])];
    const once = memberships.filter((one, at) => memberships.findIndex((other) => other.kind === one.kind && other.id === one.id) === at);
    all.set(key, { [kind]: { ...known, ...said, ...(once.length > 0 ? { memberships: once } : {}) } });
  }
  return [...all.values()];
}

export interface Begun {
  process: string;
  by: string;
  businessKey: string;
  variables: Record<string, unknown>;
}

const claim = (number: number, category: string, amountYuan: number): Begun => {
  const businessKey = `EX-2026-${String(number).padStart(4, "0")}`;
  return {
    process: "expenseClaim",
    by: "han.mei",
    businessKey,
    variables: { claimNumber: businessKey, employee: "han.mei", category, items: [{ what: category, amountYuan }] },
  };
};

export const INSTANCES: Begun[] = [
  claim(1, "travel", 320),
  claim(2, "equipment", 8_600),
  claim(3, "equipment", 20_001),
  {
    process: "contractCountersign",
    by: "han.mei",
    businessKey: "HT-2026-0001",
    variables: { drafter: "han.mei", contractNumber: "HT-2026-0001", counterparty: "Yuanda", amountYuan: 280_000, countersigners: ["ma.chao", "zhao.min"] },
  },
  { process: "sealUsage", by: "han.mei", businessKey: "YZ-2026-0001", variables: { seal: "company", document: "tender", copies: 3 } },
];
