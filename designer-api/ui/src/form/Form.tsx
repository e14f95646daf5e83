import { useId, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ListField } from "./ListField";
import { FormContext, useForm, type FormState } from "./context";
import { Display } from "./Display";
import { Field } from "./Field";
import { inLanguage } from "./language";
import { isGroup, isHidden, isInput, isList, type Component, type Schema } from "./schema";
import { pathOf } from "./values";
import classes from "./form.module.css";

/** A form as a schema draws it, with what is in it and what is wrong with it. */
export function Form({ schema, state }: { schema: Schema; state: FormState }) {
  const { i18n } = useTranslation();
  const { components } = useMemo(() => inLanguage(schema, i18n.language), [schema, i18n.language]);
  return (
    <FormContext.Provider value={state}>
      <Components components={components} around="" row="" />
    </FormContext.Provider>
  );
}

export function Components({ components, around, row }: { components: Component[]; around: string; row: string }) {
  const { live } = useForm();
  return (
    <div className={classes.grid}>
      {components.map((component, index) => {
        if (isHidden(live, component, row)) return null;
        const span = { "--span": component.layout?.columns ?? 16 } as React.CSSProperties;
        return (
          <div key={component.id ?? `${pathOf(component, around)} ${index}`} className={classes.field} style={span}>
            <Part component={component} around={around} row={row} />
          </div>
        );
      })}
    </div>
  );
}

function Part({ component, around, row }: { component: Component; around: string; row: string }) {
  const path = pathOf(component, around);
  const legend = useId();
  if (isGroup(component)) {
    return (
      <div role="group" aria-labelledby={component.label ? legend : undefined} className={classes.group}>
        {component.label && (
          <div id={legend} className={classes.legend}>
            {component.label}
          </div>
        )}
        <Components components={component.components ?? []} around={path} row={row} />
      </div>
    );
  }
  if (isList(component)) return <ListField component={component} path={path} around={around} />;
  if (isInput(component) || component.type === "expression") return <Field component={component} path={path} row={row} />;
  return <Display component={component} around={around} />;
}
