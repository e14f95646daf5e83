import { useMaybe } from "@/shared/maybe";

/** What an element is, in words: by its name in a file (`userTask`) or in the library (`bpmn:UserTask`). */
export function useKind(): (type: string) => string {
  const say = useMaybe("diagram");
  return (type) => {
    const plain = type.replace(/^bpmn:/, "");
    return say(`kind.${plain.charAt(0).toLowerCase()}${plain.slice(1)}`, plain);
  };
}
