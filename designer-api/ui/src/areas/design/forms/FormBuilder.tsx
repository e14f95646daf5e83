import { ActionIcon, Button, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { ArrowDown, ArrowUp, Copy, CornerDownRight, CornerLeftUp, Redo2, Trash2, Undo2 } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Component, Schema } from "@/form/schema";
import { EmptyState } from "@/shared/EmptyState";
import { HOLDS, PALETTE, at, fresh, insert, keysOf, move, nameOf, named, parseForm, remove, replace, writeForm, type Kind, type Way } from "./edit";
import { TextField } from "../modules/fields";
import { FormPreview } from "./FormPreview";
import { Properties } from "./Properties";
import classes from "./forms.module.css";

/** So many steps can be undone. */
const STEPS_MAX = 100;

interface Props {
  text: string;
  edits: boolean;
  onText: (text: string) => void;
  onReady: () => void;
  onJson: () => void;
}

/** A form is put together: what there is, the form as an outline, what is said of the chosen part, and how it looks. */
export default function FormBuilder({ text, edits, onText, onReady, onJson }: Props) {
  const { t } = useTranslation(["formBuilder", "common"]);
  const ready = useRef(onReady);
  useEffect(() => ready.current(), []);
  const [chosen, setChosen] = useState<Way | null>(null);
  const [past, setPast] = useState<string[]>([]);
  const [behind, setBehind] = useState<string[]>([]);
  const schema = useMemo(() => parseForm(text), [text]);
  if (!schema) {
    return (
      <EmptyState title={t("unreadable")}>
        <Button onClick={onJson}>{t("toJson")}</Button>
      </EmptyState>
    );
  }
  const change = (next: Schema, way?: Way | null) => {
    setPast([...past, text].slice(-STEPS_MAX));
    setBehind([]);
    if (way !== undefined) setChosen(way);
    onText(writeForm(next));
  };
  const undo = () => {
    const before = past.at(-1);
    if (before === undefined) return;
    setPast(past.slice(0, -1));
    setBehind([...behind, text]);
    setChosen(null);
    onText(before);
  };
  const redo = () => {
    const next = behind.at(-1);
    if (next === undefined) return;
    setBehind(behind.slice(0, -1));
    setPast([...past, text]);
    setChosen(null);
    onText(next);
  };
  const component = chosen ? at(schema, chosen) : undefined;
  const add = (kind: Kind, place?: Way) => {
    // Behind what is chosen, or at the end of the section that is.
    const target = place ?? (chosen && component ? (HOLDS.has(component.type) ? [...chosen, component.components?.length ?? 0] : [...chosen.slice(0, -1), chosen.at(-1)! + 1]) : [schema.components.length]);
    change(insert(schema, target, fresh(schema, kind, t(`kind.${kind}`), t("choice"))), target);
  };
  const shift = (from: Way, to: Way) => {
    const moved = move(schema, from, to);
    if (moved) change(moved.schema, moved.way);
  };
  const drop = (event: React.DragEvent, place: Way) => {
    event.preventDefault();
    event.stopPropagation();
    const { kind, way } = JSON.parse(event.dataTransfer.getData("text/plain") || "{}") as { kind?: Kind; way?: Way };
    if (kind) add(kind, place);
    else if (way) shift(way, place);
  };
  const acts: Acts = { edits, chosen, choose: setChosen, drop };
  const siblings = chosen ? (chosen.length === 1 ? schema.components : (at(schema, chosen.slice(0, -1))?.components ?? [])).length : 0;
  const place = chosen?.at(-1) ?? 0;
  const above = chosen && place > 0 ? at(schema, [...chosen.slice(0, -1), place - 1]) : undefined;
  return (
    <div className={classes.view}>
      {edits && (
        <div className={classes.palette} role="toolbar" aria-label={t("palette")}>
          {PALETTE.map((kind) => (
            <Button key={kind} size="compact-sm" variant="default" draggable onDragStart={(event) => event.dataTransfer.setData("text/plain", JSON.stringify({ kind }))} onClick={() => add(kind)}>
              {t(`kind.${kind}`)}
            </Button>
          ))}
        </div>
      )}
      <section className={classes.outline} aria-label={t("outline")} data-testid="form-outline">
        {edits && (
          <Group gap={4} className={classes.tools}>
            <ActionIcon variant="default" aria-label={t("undo")} disabled={past.length === 0} onClick={undo}><Undo2 size={15} /></ActionIcon>
            <ActionIcon variant="default" aria-label={t("redo")} disabled={behind.length === 0} onClick={redo}><Redo2 size={15} /></ActionIcon>
            {chosen && component && (
              <>
                <ActionIcon variant="default" aria-label={t("up")} disabled={place === 0} onClick={() => shift(chosen, [...chosen.slice(0, -1), place - 1])}><ArrowUp size={15} /></ActionIcon>
                <ActionIcon variant="default" aria-label={t("down")} disabled={place >= siblings - 1} onClick={() => shift(chosen, [...chosen.slice(0, -1), place + 2])}><ArrowDown size={15} /></ActionIcon>
                <ActionIcon variant="default" aria-label={t("into")} disabled={!above || !HOLDS.has(above.type)} onClick={() => shift(chosen, [...chosen.slice(0, -1), place - 1, above?.components?.length ?? 0])}><CornerDownRight size={15} /></ActionIcon>
                <ActionIcon variant="default" aria-label={t("out")} disabled={chosen.length < 2} onClick={() => shift(chosen, [...chosen.slice(0, -2), chosen.at(-2)! + 1])}><CornerLeftUp size={15} /></ActionIcon>
                <ActionIcon variant="default" aria-label={t("duplicate")} onClick={() => change(insert(schema, [...chosen.slice(0, -1), place + 1], copyOf(component, schema)), [...chosen.slice(0, -1), place + 1])}><Copy size={15} /></ActionIcon>
                <ActionIcon variant="default" color="red" aria-label={t("common:action.remove")} onClick={() => change(remove(schema, chosen), null)}><Trash2 size={15} /></ActionIcon>
              </>
            )}
          </Group>
        )}
        {schema.components.length === 0 && <Text c="dimmed" p="sm">{t("empty")}</Text>}
        <Parts list={schema.components} around={[]} acts={acts} />
      </section>
      <section className={classes.properties} aria-label={t("properties")}>
        {chosen && component ? (
          <fieldset disabled={!edits} className={classes.plain}>
            <Properties key={chosen.join(".")} component={component} onChange={(next) => change(replace(schema, chosen, next))} />
          </fieldset>
        ) : (
          <fieldset disabled={!edits} className={classes.plain}>
            <Stack gap="xs" p="sm">
              <TextField label={t("name")} value={schema.name ?? ""} onCommit={(name) => change(named(schema, name))} />
              <Text c="dimmed">{t("choose")}</Text>
            </Stack>
          </fieldset>
        )}
      </section>
      <FormPreview schema={schema} text={text} />
    </div>
  );
}

function copyOf(component: Component, schema: Schema): Component {
  const taken = new Set(keysOf(schema.components));
  const free = (key: string) => {
    let number = 2;
    while (taken.has(`${key}${number}`)) number++;
    return `${key}${number}`;
  };
  return { ...structuredClone(component), ...(component.key ? { key: free(component.key) } : {}), ...(component.path ? { path: free(component.path) } : {}) };
}

interface Acts {
  edits: boolean;
  chosen: Way | null;
  choose: (way: Way) => void;
  drop: (event: React.DragEvent, place: Way) => void;
}

function Parts({ list, around, acts }: { list: Component[]; around: Way; acts: Acts }) {
  const { t } = useTranslation("formBuilder");
  const over = (event: React.DragEvent) => {
    if (acts.edits) event.preventDefault();
  };
  return (
    <ol className={classes.parts}>
      {list.map((component, index) => {
        const way = [...around, index];
        const name = nameOf(component) || t(`kind.${component.type}`, { defaultValue: component.type });
        return (
          <li key={`${component.key ?? component.path ?? component.type} ${index}`} draggable={acts.edits} onDragStart={(event) => { event.stopPropagation(); event.dataTransfer.setData("text/plain", JSON.stringify({ way })); }} onDragOver={over} onDrop={(event) => acts.drop(event, way)}>
            <UnstyledButton className={classes.part} aria-pressed={acts.chosen?.join(".") === way.join(".")} data-part={component.key ?? component.path ?? component.type} onClick={() => acts.choose(way)}>
              <span className={classes.name}><bdi>{name}</bdi>{component.validate?.required ? " *" : ""}</span>
              <span className={classes.kind}>{t(`kind.${component.type}`, { defaultValue: component.type })}</span>
            </UnstyledButton>
            {component.components && (
              <div className={classes.inside}>
                <Parts list={component.components} around={way} acts={acts} />
              </div>
            )}
          </li>
        );
      })}
      {acts.edits && <li className={classes.last} onDragOver={over} onDrop={(event) => acts.drop(event, [...around, list.length])} aria-hidden />}
    </ol>
  );
}
