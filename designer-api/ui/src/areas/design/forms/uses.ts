// Which tasks of a model show a form, and what may be done there with its fields.

export interface Use {
  element: string;
  name: string;
  isStart: boolean;
  permissions: string;
}

/** What a file calls our namespace. */
const PREFIX = /xmlns:([\w.-]+)\s*=\s*["']urn:weir:bpmn:1["']/;

/** The user tasks and start events of a model that name this form, in the order of the file. */
export function usesOf(xml: string, form: string): Use[] {
  const prefix = PREFIX.exec(xml)?.[1] ?? "weir";
  const document = new DOMParser().parseFromString(xml, "application/xml");
  const found: Use[] = [];
  for (const element of Array.from(document.getElementsByTagName("*"))) {
    if (element.localName !== "userTask" && element.localName !== "startEvent") continue;
    if (element.getAttribute(`${prefix}:formId`) !== form && element.getAttribute(`${prefix}:formKey`) !== form) continue;
    const id = element.getAttribute("id") ?? "";
    found.push({ element: id, name: element.getAttribute("name") || id, isStart: element.localName === "startEvent", permissions: element.getAttribute(`${prefix}:fieldPermissions`) ?? "" });
  }
  return found;
}
