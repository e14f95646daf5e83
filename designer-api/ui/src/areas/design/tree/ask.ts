// What the server makes of a model as a tree: it alone reads and changes trees.
import { command, freshKey } from "@/api/request";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type ShownTree = Schemas["ShownTree"];
export type TreeNode = Schemas["TreeNode"];
export type TreeBranch = Schemas["TreeBranch"];
export type TreeChange = Schemas["TreeChange"];
export type Kind = TreeNode["kind"];

/** What can be put between two steps, in the order of the menu. */
export const KINDS = ["approver", "handler", "copy", "condition", "parallel", "inclusive", "subprocess", "delay", "trigger"] as const satisfies readonly Kind[];

export function askTree(xml: string, change?: TreeChange): Promise<ShownTree> {
  return command("post", "/api/v1/trees", { body: { xml, ...(change ? { change } : {}) } } as never, freshKey()) as Promise<ShownTree>;
}

/** A step or branch by its id, wherever it stands. */
export function find(nodes: TreeNode[], id: string): { node: TreeNode } | { branch: TreeBranch; of: TreeNode } | null {
  for (const node of nodes) {
    if (node.id === id) return { node };
    for (const branch of node.branches) {
      if (branch.flow === id) return { branch, of: node };
      const inside = find(branch.nodes, id);
      if (inside) return inside;
    }
    const inside = find(node.inside, id);
    if (inside) return inside;
  }
  return null;
}
