// Shows the contract of this server. Text goes into the page as text only, never as markup.
"use strict";

const METHODS = ["get", "post", "put", "patch", "delete"];

fetch("/api/openapi.json").then((answer) => answer.json()).then(show, (error) => {
  document.getElementById("contract").replaceChildren(element("p", `The contract could not be read: ${error}`));
});

function show(contract) {
  const contents = document.getElementById("contents");
  const page = document.getElementById("contract");
  page.replaceChildren(element("h1", `${contract.info.title} ${contract.info.version}`));
  for (const paragraph of contract.info.description.split("\n\n")) page.append(prose("p", paragraph));
  for (const [tag, operations] of byTag(contract)) {
    contents.append(element("h2", tag));
    page.append(element("h2", tag));
    for (const operation of operations) {
      contents.append(link(`#${operation.id}`, `${operation.method} ${operation.path}`));
      page.append(operationSection(operation));
    }
  }
  contents.append(element("h2", "data"));
  page.append(element("h2", "data"));
  for (const [name, schema] of Object.entries(contract.components.schemas).sort()) {
    contents.append(link(`#data-${name}`, name));
    page.append(schemaSection(name, schema));
  }
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function byTag(contract) {
  const tags = new Map();
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const method of METHODS.filter((m) => item[m])) {
      const tag = item[method].tags?.[0] ?? "other";
      const id = `${method}${path.replace(/[^a-z]+/gi, "-")}`;
      if (!tags.has(tag)) tags.set(tag, []);
      tags.get(tag).push({ id, path, method: method.toUpperCase(), ...item[method] });
    }
  }
  return tags;
}

function operationSection(operation) {
  const section = element("section");
  section.id = operation.id;
  const title = element("h3");
  title.append(element("span", operation.method, "method"), operation.path);
  section.append(title, prose("p", operation.summary ?? ""));
  if (operation.description) section.append(prose("p", operation.description));
  if (operation.parameters?.length) {
    section.append(element("h4", "Parameters"), table(operation.parameters.map((p) =>
      [p.name, typeOf(p.schema), `${p.in}${p.required ? ", required" : ""}. ${p.description ?? ""}`])));
  }
  if (operation.requestBody) {
    section.append(element("h4", "Body"), table(Object.entries(operation.requestBody.content).map(([media, body]) =>
      [media, typeOf(body.schema), ""])));
  }
  section.append(element("h4", "Answers"), table(Object.entries(operation.responses).map(([status, answer]) =>
    [status, typeOf(Object.values(answer.content ?? {})[0]?.schema), answer.description])));
  return section;
}

function schemaSection(name, schema) {
  const section = element("section");
  section.id = `data-${name}`;
  section.append(element("h3", name), prose("p", schema.description ?? ""));
  for (const part of schema.allOf ?? [schema]) {
    if (part.$ref) section.append(element("p", "All of "), typeOf(part));
    if (part.enum) section.append(prose("p", part.enum.map((v) => `\`${v}\``).join(", ")));
    const required = new Set(part.required ?? []);
    const rows = Object.entries(part.properties ?? {}).map(([field, type]) =>
      [field, typeOf(type), `${required.has(field) ? "" : "optional. "}${type.description ?? ""}`]);
    if (rows.length) section.append(table(rows));
  }
  return section;
}

function typeOf(schema) {
  if (!schema) return element("span", "", "type");
  if (schema.$ref) return link(`#data-${schema.$ref.split("/").pop()}`, schema.$ref.split("/").pop());
  const span = element("span", "", "type");
  const choices = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (choices) {
    choices.forEach((choice, i) => span.append(i ? " or " : "", typeOf(choice)));
  } else if (schema.items) {
    span.append("list of ", typeOf(schema.items));
  } else {
    span.append([schema.type ?? "any"].flat().join(" or ") + (schema.format ? ` (${schema.format})` : ""));
  }
  return span;
}

function table(rows) {
  const body = element("table");
  for (const [name, type, note] of rows) {
    const row = element("tr");
    const typed = element("td");
    typed.append(type);
    row.append(element("td", name), typed, prose("td", note));
    body.append(row);
  }
  return body;
}

// Words between backquotes are code.
function prose(tag, text) {
  const node = element(tag, "", "note");
  text.split("`").forEach((part, i) => node.append(i % 2 ? element("code", part) : part));
  return node;
}

function link(target, text) {
  const node = element("a", text);
  node.href = target;
  return node;
}

function element(tag, text = "", kind = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  if (kind) node.className = kind;
  return node;
}
