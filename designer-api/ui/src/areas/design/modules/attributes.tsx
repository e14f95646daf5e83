// One attribute of an element as a field: a line of text, something that is named, or one of some values.
import { useTranslation } from "react-i18next";
import type { GroupProps } from "./behaviour";
import { ChoiceField, TextField } from "./fields";
import { NamedField } from "./NamedField";
import type { OfferKind } from "./offers";
import { setAttributes } from "./modeler";

/** One attribute as a line of text. */
export function Attribute({ modeler, element, name, area, code, hint }: GroupProps & { name: string; area?: boolean; code?: boolean; hint?: boolean }) {
  const { t } = useTranslation("design");
  const plain = name.replace("weir:", "");
  return (
    <TextField
      label={t(`field.${plain}`)}
      hint={hint ? t(`hint.${plain}`) : undefined}
      value={String(element.businessObject.get(name) ?? "")}
      part={name}
      onCommit={(value) => setAttributes(modeler, element, { [name]: value })}
      area={area ?? false}
      code={code ?? false}
    />
  );
}

/** One attribute that names something there is. */
export function NamedAttribute({ modeler, element, name, kind, several, hint }: GroupProps & { name: string; kind: OfferKind; several?: boolean; hint?: boolean }) {
  const { t } = useTranslation("design");
  const plain = name.replace("weir:", "");
  return (
    <NamedField
      kind={kind}
      label={t(`field.${plain}`)}
      hint={hint ? t(`hint.${plain}`) : undefined}
      value={String(element.businessObject.get(name) ?? "")}
      part={name}
      several={several ?? false}
      onCommit={(value) => setAttributes(modeler, element, { [name]: value.trim() })}
    />
  );
}

/** One attribute with some values. */
export function Choice({ modeler, element, name, values }: GroupProps & { name: string; values: string[] }) {
  const { t } = useTranslation("design");
  const plain = name.replace("weir:", "");
  return (
    <ChoiceField
      label={t(`field.${plain}`)}
      value={String(element.businessObject.get(name) ?? "")}
      part={name}
      choices={values.map((value) => ({ value, label: t(`choice.${plain}.${value}`) }))}
      onCommit={(value) => setAttributes(modeler, element, { [name]: value })}
    />
  );
}
