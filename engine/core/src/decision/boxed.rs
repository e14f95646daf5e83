//! Boxed expressions (DMN 10.2): tables, contexts, lists, relations, invocations, functions, conditions, iterations.
use super::account::CAMUNDA;
use super::model::{Body, Boxed, Input, Language, Output, Policy, Rule, Source, Table, Variable};
use super::read::File;
use crate::expression::Java;

/// What Camunda 7 calls the value that a cell looks at, where the column does not say.
const CELL_INPUT: &str = "cellInput";

impl File {
    /// The boxed expression that an element is; none, with a problem, when it is something else.
    pub(super) fn boxed(&mut self, at: usize) -> Option<Boxed> {
        let body = match self.tag(at) {
            "literalExpression" => {
                let source = self.source(at);
                if source.text.is_empty() {
                    self.error("feel-empty", at, "the expression is empty; write one");
                    return None;
                }
                Body::Literal(source)
            }
            "decisionTable" => Body::Table(Box::new(self.table(at)?)),
            "context" => Body::Context(self.entries(at)),
            "list" => Body::List(self.parts(at).into_iter().filter_map(|child| self.boxed(child)).collect()),
            "relation" => self.relation(at),
            "invocation" => self.invocation(at)?,
            "functionDefinition" | "encapsulatedLogic" => self.function(at)?,
            "conditional" => {
                Body::Conditional(Box::new([self.slot(at, "if")?, self.slot(at, "then")?, self.slot(at, "else")?]))
            }
            "filter" => Body::Filter(Box::new([self.slot(at, "in")?, self.slot(at, "match")?])),
            "for" => Body::For(self.iterator(at), Box::new([self.domain(at)?, self.slot(at, "return")?])),
            tag @ ("some" | "every") => {
                let every = tag == "every";
                let slots = [self.domain(at)?, self.slot(at, "satisfies")?];
                Body::Quantified(every, self.iterator(at), Box::new(slots))
            }
            _ => {
                self.unknown(at);
                return None;
            }
        };
        Some(Boxed { type_ref: self.get(at, "typeRef"), body, place: self.place(at) })
    }

    fn iterator(&self, at: usize) -> String {
        self.get(at, "iteratorVariable").unwrap_or_else(|| "item".to_owned())
    }

    /// The expression inside `if`, `in`, `return` and the like.
    fn slot(&mut self, at: usize, tag: &str) -> Option<Boxed> {
        let holder = self.parts(at).into_iter().find(|child| self.tag(*child) == tag);
        let inner = holder.and_then(|holder| self.parts(holder).first().copied());
        if inner.is_none() {
            self.error("dmn-incomplete", at, &format!("its `{tag}` is missing"));
        }
        self.boxed(inner?)
    }

    /// What is gone through. As behind the `for` of FEEL that may be an interval, which alone is no expression: `1..n`.
    fn domain(&mut self, at: usize) -> Option<Boxed> {
        let mut domain = self.slot(at, "in")?;
        if let Body::Literal(source) = &mut domain.body
            && source.language == Language::Feel
            && is_interval(&source.text)
        {
            source.text = format!("for interval in {} return interval", source.text);
        }
        Some(domain)
    }

    fn entries(&mut self, at: usize) -> Vec<(Option<Variable>, Boxed)> {
        let mut entries = vec![];
        for entry in self.parts(at) {
            if self.tag(entry) != "contextEntry" {
                self.unknown(entry);
                continue;
            }
            let mut variable = None;
            let mut value = None;
            for child in self.parts(entry) {
                match self.tag(child) {
                    "variable" => variable = Some(self.variable(child)),
                    _ => value = self.boxed(child),
                }
            }
            match value {
                Some(value) => entries.push((variable, value)),
                None => self.error("dmn-incomplete", entry, "the entry has no value"),
            }
        }
        entries
    }

    fn relation(&mut self, at: usize) -> Body {
        let (mut columns, mut rows) = (vec![], vec![]);
        for child in self.parts(at) {
            match self.tag(child) {
                "column" => columns.push(self.name(child)),
                "row" => {
                    let row: Vec<Boxed> = self.parts(child).into_iter().filter_map(|cell| self.boxed(cell)).collect();
                    if row.len() != columns.len() {
                        self.error("dmn-incomplete", child, "the row has not one cell for each column");
                    }
                    rows.push(row);
                }
                _ => self.unknown(child),
            }
        }
        Body::Relation(columns, rows)
    }

    fn invocation(&mut self, at: usize) -> Option<Body> {
        let (mut function, mut bindings) = (None, vec![]);
        for child in self.parts(at) {
            if self.tag(child) != "binding" {
                function = self.boxed(child);
                continue;
            }
            let (mut variable, mut value) = (Variable::default(), None);
            for part in self.parts(child) {
                match self.tag(part) {
                    "parameter" => variable = self.variable(part),
                    _ => value = self.boxed(part),
                }
            }
            bindings.extend(value.map(|value| (variable, value)));
        }
        if function.is_none() {
            self.error("dmn-incomplete", at, "it invokes nothing");
        }
        Some(Body::Invocation(Box::new(function?), bindings))
    }

    fn function(&mut self, at: usize) -> Option<Body> {
        let kind = self.get(at, "kind").unwrap_or_else(|| "FEEL".to_owned());
        if kind.eq_ignore_ascii_case("java")
            && let Some(function) = self.java(at)
        {
            return Some(function);
        }
        if !kind.eq_ignore_ascii_case("feel") {
            let message = format!("functions of kind `{kind}` run outside of the engine: use a service task");
            self.error("feel-external-function", at, &message);
            return None;
        }
        let (mut parameters, mut body) = (vec![], None);
        for child in self.parts(at) {
            match self.tag(child) {
                "formalParameter" => parameters.push(self.variable(child)),
                _ => body = self.boxed(child).map(Box::new),
            }
        }
        Some(Body::Function(parameters, body))
    }

    /// A function in Java that is done here: its class and its method are texts in a context.
    fn java(&self, at: usize) -> Option<Body> {
        let (parameters, others): (Vec<usize>, Vec<usize>) =
            self.parts(at).into_iter().partition(|child| self.tag(*child) == "formalParameter");
        let parameters: Vec<Variable> = parameters.into_iter().map(|child| self.variable(child)).collect();
        let context = others.into_iter().find(|child| self.tag(*child) == "context")?;
        let said = |name: &str| {
            let mut entries = self.parts(context).into_iter().map(|entry| self.parts(entry));
            let parts = entries
                .find(|parts| parts.iter().any(|part| self.tag(*part) == "variable" && self.name(*part) == name))?;
            let literal = parts.into_iter().find(|part| self.tag(*part) == "literalExpression")?;
            let text = self.parts(literal).into_iter().find(|part| self.tag(*part) == "text")?;
            Some(self.tree.text(text).trim().trim_matches('"').to_owned())
        };
        let java = Java::of(&said("class")?, &said("method signature")?, parameters.len())?;
        let names = parameters.iter().map(|parameter| parameter.name.clone()).collect();
        let body = Boxed { type_ref: None, body: Body::Java(java, names), place: self.place(at) };
        Some(Body::Function(parameters, Some(Box::new(body))))
    }

    fn table(&mut self, at: usize) -> Option<Table> {
        let parts = self.parts(at);
        let count = |file: &Self, tag: &str| parts.iter().filter(|part| file.tag(**part) == tag).count();
        if self.too_large(at, count(self, "rule"), count(self, "input") + count(self, "output")) {
            return None;
        }
        let mut table = Table {
            id: self.get(at, "id").unwrap_or_default(),
            policy: self.policy(at),
            inputs: vec![],
            outputs: vec![],
            rules: vec![],
        };
        for part in parts {
            match self.tag(part) {
                "input" => table.inputs.push(self.input(part)),
                "output" => table.outputs.push(self.output(part)),
                "rule" => table.rules.push(self.rule(part)),
                _ => self.unknown(part),
            }
        }
        for (index, rule) in table.rules.iter().enumerate() {
            if rule.tests.len() != table.inputs.len() || rule.results.len() != table.outputs.len() {
                let message = format!(
                    "rule {} has {} conditions and {} results; the table has {} inputs and {} outputs",
                    index + 1,
                    rule.tests.len(),
                    rule.results.len(),
                    table.inputs.len(),
                    table.outputs.len()
                );
                self.error("dmn-rule-cells", at, &message);
                return None;
            }
        }
        if table.outputs.is_empty() {
            self.error("dmn-incomplete", at, "the table has no output");
            return None;
        }
        Some(table)
    }

    fn policy(&mut self, at: usize) -> Policy {
        let aggregation = self.get(at, "aggregation");
        match (self.get(at, "hitPolicy").as_deref().unwrap_or("UNIQUE"), aggregation.as_deref()) {
            ("UNIQUE", _) => Policy::Unique,
            ("ANY", _) => Policy::Any,
            ("PRIORITY", _) => Policy::Priority,
            ("FIRST", _) => Policy::First,
            ("RULE ORDER", _) => Policy::RuleOrder,
            ("OUTPUT ORDER", _) => Policy::OutputOrder,
            ("COLLECT", None) => Policy::Collect,
            ("COLLECT", Some("SUM")) => Policy::Sum,
            ("COLLECT", Some("MIN")) => Policy::Min,
            ("COLLECT", Some("MAX")) => Policy::Max,
            ("COLLECT", Some("COUNT")) => Policy::Count,
            (other, _) => {
                self.error("dmn-hit-policy", at, &format!("there is no hit policy `{other}`, or not this aggregation"));
                Policy::Unique
            }
        }
    }

    fn input(&mut self, at: usize) -> Input {
        let named =
            self.tree.elements[at].attribute(CAMUNDA, "inputVariable").map(|named| named.value.trim().to_owned());
        let mut input = Input {
            expression: Source { text: String::new(), language: Language::Feel, place: self.place(at) },
            type_ref: None,
            allowed: None,
            variable: named.filter(|name| !name.is_empty()).unwrap_or_else(|| CELL_INPUT.to_owned()),
            converted: self.seven,
        };
        for child in self.parts(at) {
            match self.tag(child) {
                "inputExpression" => {
                    input.type_ref = self.column_type(child);
                    input.expression = self.source(child);
                }
                "inputValues" => input.allowed = self.tests(child),
                _ => self.unknown(child),
            }
        }
        if input.expression.text.is_empty() {
            // Tables of older tools name the variable as label only.
            input.expression.text = self.get(at, "label").unwrap_or_default();
        }
        input
    }

    /// The type of a column. What Camunda 7 calls a date has a time.
    fn column_type(&self, at: usize) -> Option<String> {
        let named = self.get(at, "typeRef");
        if self.seven && named.as_deref() == Some("date") { Some("dateTime".to_owned()) } else { named }
    }

    fn output(&mut self, at: usize) -> Output {
        let name = Some(self.name(at)).filter(|name| !name.is_empty());
        let mut output = Output { name, type_ref: self.column_type(at), allowed: None, default: None };
        for child in self.parts(at) {
            match self.tag(child) {
                "outputValues" => output.allowed = self.tests(child),
                "defaultOutputEntry" => output.default = self.tests(child),
                _ => self.unknown(child),
            }
        }
        output
    }

    fn rule(&mut self, at: usize) -> Rule {
        let mut rule = Rule { id: self.get(at, "id"), tests: vec![], results: vec![], place: self.place(at) };
        for child in self.parts(at) {
            match self.tag(child) {
                "inputEntry" => rule.tests.push(self.source(child)),
                "outputEntry" => rule.results.push(self.source(child)),
                _ => self.unknown(child),
            }
        }
        rule
    }
}

/// Do two points stand in it, outside of brackets and texts, and not of a loop in it?
fn is_interval(text: &str) -> bool {
    if text.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "in") {
        return false;
    }
    let (mut depth, mut quoted, mut escaped, mut before) = (0_i32, false, false, ' ');
    for letter in text.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '.' if before == '.' && depth == 0 => return true,
            _ => {}
        }
        before = letter;
    }
    false
}
