import "@mantine/core/styles/Divider.layer.css";
import { Anchor, Divider, Text } from "@mantine/core";
import { useForm } from "./context";
import type { Component, Value } from "./schema";
import { at } from "./values";
import { show } from "./show";
import classes from "./form.module.css";

/** What only shows something. Nothing of it is run: markup is shown as its words. */
export function Display({ component, around }: { component: Component; around: string }) {
  const { values, context } = useForm();
  const all = { ...context, ...values };
  const filled = (text: string | undefined) => fill(text ?? "", all);
  switch (component.type) {
    case "text":
      return <Text className={classes.readValue}>{plain(filled(component.text))}</Text>;
    case "html":
      return <Text className={classes.readValue}>{words(filled(component.content))}</Text>;
    case "separator":
      return <Divider />;
    case "spacer":
      return <div style={{ height: Math.min(component.height ?? 24, 200) }} aria-hidden />;
    case "image": {
      const source = filled(component.source);
      // Pictures of other servers would tell those who looks at what.
      if (!source.startsWith("/") && !source.startsWith("data:image/")) return component.alt ? <Text>{component.alt}</Text> : null;
      return <img src={source} alt={component.alt ?? ""} style={{ maxWidth: "100%" }} />;
    }
    case "iframe": {
      const url = filled(component.url);
      return /^https?:\/\//.test(url) ? (
        <Anchor href={url} target="_blank" rel="noreferrer noopener">
          {component.label ?? url}
        </Anchor>
      ) : null;
    }
    case "table":
      return <DataTable component={component} rows={rowsOf(component, all, around)} />;
    default:
      return null;
  }
}

function rowsOf(component: Component, all: { [key: string]: Value }, around: string): Value[] {
  const name = (component.dataSource ?? "").replace(/^=/, "").trim();
  const rows = at(all, around ? `${around}.${name}` : name) ?? at(all, name);
  return Array.isArray(rows) ? rows : [];
}

function DataTable({ component, rows }: { component: Component; rows: Value[] }) {
  const first = rows[0];
  const columns = component.columns ?? (first && typeof first === "object" && !Array.isArray(first) ? Object.keys(first).map((key) => ({ key, label: key })) : []);
  return (
    <div className={classes.tableBox} tabIndex={0} role="group" aria-label={component.label}>
      <table className={classes.rows}>
        {component.label && <caption>{component.label}</caption>}
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column.key}>{show(at(row, column.key))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Names in double braces are values. */
export function fill(text: string, values: { [key: string]: Value }): string {
  return text.replace(/\{\{\s*([\w.[\]]+)\s*\}\}/g, (_, path: string) => show(at(values, path)));
}

/** Markdown without its marks. */
function plain(text: string): string {
  return text.replace(/^#{1,6}\s+/gm, "").replace(/\*\*(.+?)\*\*|__(.+?)__/g, "$1$2").replace(/\[([^\]]+)\]\([^)]+\)/g, "$1");
}

/** Markup without its tags: the browser parses it into a document that is never shown. */
function words(markup: string): string {
  return new DOMParser().parseFromString(markup, "text/html").body.textContent ?? "";
}
