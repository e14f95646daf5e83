//! From the element tree of a DMN file to what it says. Nothing is silently ignored: an element that is not known, or
//! an expression in a language that is not evaluated, is a problem.
use super::account::{Audit, CAMUNDA};
use super::limits::{COLUMNS_MAX, ELEMENTS_MAX, RULES_MAX};
use super::model::{Body, Definitions, Import, Item, Language, Node, Service, Source, Variable};
use super::seven::{self, is_seven};
use crate::catalogue::WEIR;
use crate::catalogue::foreign::ZEEBE;
use crate::id::ElementId;
use crate::problem::{Place, Problem};
use crate::read::Disposition;
use crate::script::is_javascript;
use crate::xml::{Tree, parse};
use std::collections::BTreeMap;

/// The namespaces of DMN, 1.1 to 1.5.
pub const NAMESPACES: [&str; 6] = [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
];

/// Elements for people and tools.
const DOCUMENTATION: [&str; 21] = [
    "description",
    "question",
    "allowedAnswers",
    "extensionElements",
    "DMNDI",
    "authorityRequirement",
    "knowledgeSource",
    "businessContextElement",
    "performanceIndicator",
    "organizationUnit",
    "textAnnotation",
    "association",
    "group",
    "decisionMaker",
    "decisionOwner",
    "impactedPerformanceIndicator",
    "supportedObjective",
    "usingProcess",
    "usingTask",
    "annotation",
    "annotationEntry",
];

/// A file while it is read.
pub(super) struct File {
    pub(super) tree: Tree,
    pub(super) problems: Vec<Problem>,
    namespace: String,
    /// Is it for Camunda 7?
    pub(super) seven: bool,
}

/// Reads a DMN file; what cannot be read is left out and named.
pub fn read(bytes: &[u8]) -> (Definitions, Vec<Problem>) {
    let mut file = File::open(bytes);
    let definitions = file.definitions();
    file.repeated();
    file.problems.extend(Audit::of(&file).problems);
    file.problems.sort_by_key(|problem| problem.place);
    (definitions, file.problems)
}

/// What became of every element and attribute of a file.
pub fn account(bytes: &[u8]) -> Vec<Disposition> {
    Audit::of(&File::open(bytes)).lines()
}

/// Is this a DMN file, by its root element?
pub fn is_dmn(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).into_owned();
    head.contains("/spec/DMN/") && !head.contains("/spec/BPMN/")
}

impl File {
    fn open(bytes: &[u8]) -> File {
        let parsed = parse(bytes);
        let namespace = parsed.tree.root().map(|root| root.name.namespace.to_string()).unwrap_or_default();
        let seven = is_seven(&parsed.tree);
        File { tree: parsed.tree, problems: parsed.problems, namespace, seven }
    }

    fn definitions(&mut self) -> Definitions {
        let mut all = Definitions::default();
        let Some(root) = self.tree.root() else { return all };
        if root.name.local != "definitions" || !NAMESPACES.contains(&self.namespace.as_str()) {
            let message = format!(
                "this is no DMN file: its root is `{}` of `{}`; DMN 1.1 to 1.5 is read",
                root.name, self.namespace
            );
            self.problems.push(Problem::error("not-dmn", None, root.place, message));
            return all;
        }
        root.get("namespace").unwrap_or_default().clone_into(&mut all.namespace);
        root.get("name").unwrap_or_default().clone_into(&mut all.name);
        self.language(0);
        let mut count = 0;
        for child in self.parts(0) {
            count += 1;
            match self.tag(child) {
                "import" => all.imports.extend(self.import(child)),
                "itemDefinition" => all.items.push(self.item(child)),
                "inputData" => all.inputs.push(self.node(child)),
                "decision" => all.decisions.push(self.node(child)),
                "businessKnowledgeModel" => all.knowledge.push(self.node(child)),
                "decisionService" => all.services.push(self.service(child)),
                _ => self.unknown(child),
            }
        }
        let nodes = || all.inputs.iter().chain(&all.decisions).chain(&all.knowledge);
        all.sees_all = self.seven || seven::is_eight(&self.tree) || nodes().all(|node| node.requires.is_empty());
        if count > ELEMENTS_MAX {
            self.error("dmn-too-large", 0, &format!("{count} elements are more than {ELEMENTS_MAX}"));
        }
        all
    }

    /// An id stands once in a file: answers tell tables and rules by theirs. What can be required is compared where it
    /// is put together, since that may go by its name.
    fn repeated(&mut self) {
        let elements = self.tree.elements.iter().enumerate();
        let named = elements.filter(|(_, e)| *e.name.namespace == *self.namespace);
        let named = named.filter_map(|(at, e)| Some((at, e.parent == Some(0), e.get("id")?.to_owned())));
        let (required, inner): (Vec<_>, Vec<_>) = named.partition(|(_, required, _)| *required);
        let mut count: BTreeMap<String, usize> = required.into_iter().map(|(_, _, id)| (id, 1)).collect();
        for (at, _, id) in inner {
            let times = count.entry(id).or_default();
            *times += 1;
            if *times == 2 {
                let message = format!("`{}` stands twice in the file", self.get(at, "id").unwrap_or_default());
                self.error("id-twice", at, &message);
            }
        }
    }

    fn import(&mut self, at: usize) -> Option<Import> {
        let kind = self.get(at, "importType").unwrap_or_default();
        if !NAMESPACES.contains(&kind.as_str()) {
            self.error("dmn-import", at, &format!("only DMN files are imported, not `{kind}`"));
            return None;
        }
        let (namespace, name) = (self.get(at, "namespace").unwrap_or_default(), self.name(at));
        Some(Import { namespace, name, place: self.place(at) })
    }

    fn item(&mut self, at: usize) -> Item {
        let mut item = Item {
            name: self.name(at),
            type_ref: self.get(at, "typeRef"),
            collection: self.get(at, "isCollection").is_some_and(|flag| flag == "true" || flag == "1"),
            allowed: None,
            components: vec![],
            function: None,
            place: self.place(at),
        };
        for child in self.parts(at) {
            match self.tag(child) {
                "typeRef" => item.type_ref = Some(self.tree.text(child)),
                "allowedValues" | "typeConstraint" => item.allowed = self.tests(child),
                "itemComponent" => item.components.push(self.item(child)),
                "functionItem" => {
                    let parameters = self.parts(child).into_iter().map(|p| self.get(p, "typeRef")).collect();
                    item.function = Some((self.get(child, "outputTypeRef"), parameters));
                }
                _ => self.unknown(child),
            }
        }
        item
    }

    fn node(&mut self, at: usize) -> Node {
        let name = self.name(at);
        let mut node = Node {
            id: self.get(at, "id").unwrap_or_else(|| name.clone()),
            variable: Variable { name: name.clone(), type_ref: None },
            name,
            named: false,
            version_tag: self.tree.elements[at].attribute(WEIR, "versionTag").map(|tag| tag.value.clone()),
            requires: vec![],
            logic: None,
            place: self.place(at),
        };
        let camunda = self.tree.elements[at].attribute(CAMUNDA, "versionTag").map(|tag| tag.value.clone());
        node.version_tag = node.version_tag.or(camunda).or_else(|| self.version_tag(at));
        for child in self.parts(at) {
            match self.tag(child) {
                "variable" => {
                    node.named = true;
                    node.variable = self.variable(child);
                    if node.variable.name.is_empty() {
                        node.variable.name.clone_from(&node.name);
                    }
                }
                "informationRequirement" | "knowledgeRequirement" => {
                    for inner in self.parts(child) {
                        node.requires.extend(self.reference(inner));
                    }
                }
                _ => match self.boxed(child) {
                    Some(logic) if node.logic.is_none() => node.logic = Some(logic),
                    Some(_) => self.error("dmn-two-logics", child, "it has two expressions: it can decide by one only"),
                    None => {}
                },
            }
        }
        // Camunda 7 asks for no type but those of columns and of literal expressions.
        let literal = node.logic.as_ref().is_some_and(|logic| matches!(logic.body, Body::Literal(_)));
        if self.seven && !literal {
            node.variable.type_ref = None;
        }
        node
    }

    /// `zeebe:versionTag` among the extensions of a decision.
    fn version_tag(&self, at: usize) -> Option<String> {
        let wrappers = self.tree.children(at).filter(|child| self.tag(*child) == "extensionElements");
        let mut inside = wrappers.flat_map(|wrapper| self.tree.children(wrapper));
        let tag = inside.find(|child| self.tree.elements[*child].is(ZEEBE, "versionTag"))?;
        self.get(tag, "value")
    }

    fn service(&mut self, at: usize) -> Service {
        let name = self.name(at);
        let mut service = Service {
            id: self.get(at, "id").unwrap_or_else(|| name.clone()),
            variable: Variable { name, type_ref: None },
            outputs: vec![],
            given: vec![],
            inputs: vec![],
            place: self.place(at),
        };
        for child in self.parts(at) {
            match self.tag(child) {
                "variable" => service.variable = self.variable(child),
                "outputDecision" => service.outputs.extend(self.reference(child)),
                "inputDecision" => service.given.extend(self.reference(child)),
                "inputData" => service.inputs.extend(self.reference(child)),
                // What it needs follows from the requirements of its decisions.
                "encapsulatedDecision" => {}
                _ => self.unknown(child),
            }
        }
        service
    }

    /// A reference: `#id`, or the namespace of an import before it.
    fn reference(&mut self, at: usize) -> Option<(String, Place)> {
        let href = self.get(at, "href");
        if href.is_none() {
            self.error("dmn-reference", at, "it refers to nothing: set `href`");
        }
        Some((href?, self.place(at)))
    }

    pub(super) fn variable(&self, at: usize) -> Variable {
        Variable { name: self.name(at), type_ref: self.get(at, "typeRef") }
    }

    /// A text in FEEL, JUEL or JavaScript; other languages are not evaluated.
    pub(super) fn source(&mut self, at: usize) -> Source {
        let language = self.language(at);
        let inner = self.parts(at).into_iter().find(|child| self.tag(*child) == "text");
        let holder = inner.unwrap_or(at);
        let text = self.tree.text(holder);
        let said = self.get(at, "expressionLanguage").or_else(|| self.get(0, "expressionLanguage")).is_some();
        let language =
            if self.seven && !said && self.tag(at) != "inputEntry" { seven::language(&text) } else { language };
        Source { text, language, place: self.place(holder) }
    }

    /// The values that something may have, in FEEL whatever the file is written in; none where there is no text.
    pub(super) fn tests(&mut self, at: usize) -> Option<Source> {
        let source = self.source(at);
        if source.language != Language::Feel && self.get(at, "expressionLanguage").is_some() {
            self.error("expression-language", at, "values that are allowed are written in FEEL");
        }
        Some(Source { language: Language::Feel, ..source }).filter(|source| !source.text.is_empty())
    }

    /// What a text is written in: as it says itself, else as the file does (DMN 6.3.2, `expressionLanguage`).
    fn language(&mut self, at: usize) -> Language {
        let own = self.get(at, "expressionLanguage");
        let Some(language) = own.clone().or_else(|| self.get(0, "expressionLanguage")) else { return Language::Feel };
        let known = language.trim().trim_end_matches('/').to_ascii_lowercase();
        if known == "feel" || known.ends_with("/feel") || known.contains("/feel/") {
            return Language::Feel;
        }
        if known == "juel" {
            return Language::Juel;
        }
        if is_javascript(&language) {
            return Language::JavaScript;
        }
        if own.is_some() {
            let message = format!(
                "`{language}` is not evaluated: write it in FEEL, JUEL or JavaScript, or let a service task do it"
            );
            self.error("expression-language", at, &message);
        }
        Language::Feel
    }

    pub(super) fn too_large(&mut self, at: usize, rules: usize, columns: usize) -> bool {
        let large = rules > RULES_MAX || columns > COLUMNS_MAX;
        if large {
            let message = format!(
                "{rules} rules with {columns} columns are too many: at most {RULES_MAX} rules, {COLUMNS_MAX} columns"
            );
            self.error("dmn-table-too-large", at, &message);
        }
        large
    }

    /// The elements of DMN in an element, those for people left out.
    pub(super) fn parts(&self, at: usize) -> Vec<usize> {
        let ours = |child: &usize| {
            let name = &self.tree.elements[*child].name;
            *name.namespace == *self.namespace && !DOCUMENTATION.contains(&name.local.as_str())
        };
        self.tree.children(at).filter(ours).collect()
    }

    pub(super) fn tag(&self, at: usize) -> &str {
        &self.tree.elements[at].name.local
    }

    pub(super) fn get(&self, at: usize, attribute: &str) -> Option<String> {
        self.tree.elements[at].get(attribute).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    pub(super) fn name(&self, at: usize) -> String {
        let name = self.get(at, "name").unwrap_or_default();
        name.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn place(&self, at: usize) -> Place {
        self.tree.elements[at].place
    }

    /// Whether an element is for people and tools, with everything in it.
    pub(super) fn is_documentation(&self, at: usize) -> bool {
        DOCUMENTATION.contains(&self.tag(at))
    }

    /// The id of an element or of the nearest one around it that has one.
    pub(super) fn owner(&self, at: usize) -> Option<ElementId> {
        let mut owner = std::iter::successors(Some(at), |at| self.tree.elements[*at].parent);
        owner.find_map(|at| self.get(at, "id")).map(ElementId::from)
    }

    pub(super) fn unknown(&mut self, at: usize) {
        let message = format!("`{}` is no element that is evaluated here; remove it", self.tag(at));
        self.error("dmn-unknown-element", at, &message);
    }

    pub(super) fn error(&mut self, code: &str, at: usize, message: &str) {
        let id = self.owner(at);
        let place = self.place(at);
        self.problems.push(Problem::error(code, id.as_ref(), place, message));
    }
}
