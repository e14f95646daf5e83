//! Resolves names: which are variables, which are built-in functions, which are bound inside.
//!
//! Resolving also changes the tree where the library would read the system clock or give a wrong result:
//! `now()` and `today()` become hidden variables, quantifiers over several lists are nested, a `for` whose lists use each
//! other is [gathered](super::chained) before, and a built-in called where data of the same name may be in sight gets a
//! hidden name of its own.

use std::collections::BTreeSet;

use dsntk_feel::Name;
use dsntk_feel::bif::is_built_in_function_name;
use dsntk_feel_parser::AstNode;

use super::chained;
use super::chance::Drawn;
use super::eight;
use super::error::SyntaxError;
use super::java;
use super::scope::PARAMETERS;
use super::single::takes_singles;
use super::tree::{children, children_mut};

/// First character of a hidden name; no FEEL name can contain it.
pub(super) const HIDDEN: char = '\u{1}';

/// Functions that are given their arguments otherwise: see [`guard`](super::guard). They have hidden names everywhere, so that
/// none of somebody else is meant. Those over single values are beside.
const OURS: [&str; 10] =
    ["all", "any", "insert before", "is", "max", "min", "remove", "string", "string join", "sublist"];

/// Is it given its arguments otherwise?
fn is_ours(function: &str) -> bool {
    OURS.contains(&function) || takes_singles(function)
}

/// Most lists one `for`, `some` or `every` goes through.
const CONTEXTS_MAX: usize = 8;

/// What a resolved tree needs from outside.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Every name that may be read from the variables.
    pub(crate) variables: BTreeSet<String>,
    /// Those of them that are variables for sure; the others may be entries of the items of a filter.
    pub(crate) required: BTreeSet<String>,
    /// Built-in functions called under a hidden name.
    pub(crate) hidden: BTreeSet<String>,
    /// Rule parameters, used as `params.<name>`.
    pub(crate) parameters: BTreeSet<String>,
    /// Built-in functions called under their own name.
    called: BTreeSet<String>,
}

/// Resolves `tree` in place.
///
/// Names that are `known` may be called as well; those that are `functions` for sure hide built-ins of their name.
pub(super) fn resolve(tree: &mut AstNode, known: &[&str], functions: &BTreeSet<String>) -> Result<Names, SyntaxError> {
    let mut resolver = Resolver {
        known,
        functions,
        bound: vec![],
        in_filter: false,
        lenient: false,
        hide: BTreeSet::new(),
        names: Names::default(),
    };
    resolver.visit(tree)?;
    // A variable named like a called function, say `count`, would hide it: resolve once more and hide the function.
    resolver.hide = resolver.names.called.intersection(&resolver.names.variables).cloned().collect();
    if !resolver.hide.is_empty() {
        resolver.visit(tree)?;
    }
    Ok(resolver.names)
}

/// Is this the hidden form of the built-in or clock function `name`?
pub(super) fn is_hidden(name: &Name) -> Option<&str> {
    name.as_str().strip_prefix(HIDDEN)
}

struct Resolver<'k> {
    known: &'k [&'k str],
    functions: &'k BTreeSet<String>,
    bound: Vec<Name>,
    in_filter: bool,
    /// Inside a question whether there is a value: what is not there is no fault.
    lenient: bool,
    hide: BTreeSet<String>,
    names: Names,
}

impl Names {
    /// What is drawn by chance.
    pub(super) fn drawn(&self) -> Option<&str> {
        self.hidden.iter().map(String::as_str).find(|name| Drawn::of(name).is_some())
    }
}

impl Resolver<'_> {
    fn visit(&mut self, node: &mut AstNode) -> Result<(), SyntaxError> {
        nest_quantifier(node)?;
        if chained::gather(node) {
            self.names.hidden.insert(chained::FLATTEN.to_owned());
        }
        match node {
            AstNode::Name(name) => self.variable(name),
            AstNode::Path(left, right) if self.parameter(left, right) => {
                **left = AstNode::Name(hidden_name(PARAMETERS));
            }
            AstNode::Path(left, _) | AstNode::InstanceOf(left, _) => self.visit(left)?,
            AstNode::FunctionInvocation(..) => self.call(node)?,
            AstNode::For(contexts, body) => self.iterate(contexts, body, Some("partial".into()))?,
            AstNode::Some(contexts, body) | AstNode::Every(contexts, body) => self.iterate(contexts, body, None)?,
            AstNode::Filter(list, test) => {
                self.visit(list)?;
                let outside = std::mem::replace(&mut self.in_filter, true);
                self.within(|me| me.bound.push("item".into()), test)?;
                self.in_filter = outside;
            }
            AstNode::Context(entries) => self.context(entries)?,
            AstNode::FunctionDefinition(parameters, body) => {
                let names: Vec<Name> = children(parameters).into_iter().filter_map(parameter_name).collect();
                if let AstNode::FunctionBody(outside, true) = body.as_mut() {
                    let call = java::call(outside, &names).ok_or(SyntaxError::ExternalFunction)?;
                    **body = AstNode::FunctionBody(Box::new(call), false);
                    return Ok(());
                }
                self.within(|me| me.bound.extend(names), body)?;
            }
            AstNode::FunctionBody(_, true) => return Err(SyntaxError::ExternalFunction),
            AstNode::NamedParameter(_, value) => self.visit(value)?,
            other => children_mut(other).into_iter().try_for_each(|child| self.visit(child))?,
        }
        Ok(())
    }

    /// `params.<name>`, unless the expression itself has something named `params`.
    fn parameter(&mut self, left: &AstNode, right: &AstNode) -> bool {
        let (AstNode::Name(root), AstNode::Name(name)) = (left, right) else { return false };
        let hidden = is_hidden(root) == Some(PARAMETERS);
        if !hidden && (root.as_str() != PARAMETERS || self.bound.contains(root)) {
            return false;
        }
        self.names.parameters.insert(name.to_string());
        true
    }

    fn variable(&mut self, name: &Name) {
        if self.bound.contains(name) || is_hidden(name).is_some() {
            return;
        }
        if !self.in_filter && !self.lenient {
            self.names.required.insert(name.to_string());
        }
        self.names.variables.insert(name.to_string());
    }

    fn call(&mut self, node: &mut AstNode) -> Result<(), SyntaxError> {
        let AstNode::FunctionInvocation(function, arguments) = node else { return Ok(()) };
        if let AstNode::Name(name) = function.as_ref()
            && !self.bound.contains(name)
            && !self.known.contains(&name.as_str())
            && let Some(own) = eight::own(name.as_str(), arguments)
        {
            self.names.hidden.insert(name.to_string());
            *node = own;
            return match node {
                AstNode::FunctionInvocation(_, arguments) => self.visit_arguments(arguments),
                _ => Ok(()),
            };
        }
        if let AstNode::Name(name) = function.as_ref()
            && !self.bound.contains(name)
            && !self.known.contains(&name.as_str())
            && let Some(standard) = eight::standard(name.as_str(), arguments)
        {
            let before = self.lenient;
            self.lenient |= eight::asks(name.as_str());
            *node = standard;
            let visited = self.visit(node);
            self.lenient = before;
            return visited;
        }
        let count = children(arguments).len();
        self.visit_arguments(arguments)?;
        let AstNode::Name(name) = function.as_mut() else { return self.visit(function) };
        let text = name.to_string();
        if self.bound.contains(name) || is_hidden(name).is_some() {
            return Ok(());
        }
        let built_in = is_built_in_function_name(&text);
        if self.functions.contains(&text) || !built_in && self.known.contains(&text.as_str()) {
            self.variable(&text.into());
            return Ok(());
        }
        if !built_in {
            return Err(match eight::parameters(&text) {
                Some([]) => SyntaxError::Unsupported { what: format!("`{text}` takes no arguments") },
                Some(of) => SyntaxError::Unsupported { what: format!("`{text}` takes {}", of.join(", ")) },
                None => SyntaxError::UnknownFunction { name: text },
            });
        }
        if matches!(text.as_str(), "now" | "today") {
            if count > 0 {
                return Err(SyntaxError::Unsupported { what: format!("`{text}` takes no arguments") });
            }
            *node = AstNode::Name(hidden_name(&text));
            self.names.hidden.insert(text);
        } else if self.in_filter || self.hide.contains(&text) || is_ours(&text) {
            *name = hidden_name(&text);
            self.names.hidden.insert(text);
        } else {
            self.names.called.insert(text);
        }
        Ok(())
    }

    fn visit_arguments(&mut self, arguments: &mut AstNode) -> Result<(), SyntaxError> {
        children_mut(arguments).into_iter().try_for_each(|argument| self.visit(argument))
    }

    /// Contexts of a `for` are evaluated by the library before the first turn, so they must not use each other: those that
    /// do are gathered before, unless one of them has the name of the results so far.
    fn iterate(
        &mut self,
        contexts: &mut AstNode,
        body: &mut AstNode,
        implied: Option<Name>,
    ) -> Result<(), SyntaxError> {
        let mut turn: Vec<Name> = Vec::new();
        for context in children_mut(contexts) {
            let mut parts = children_mut(context).into_iter();
            let Some(AstNode::Name(variable)) = parts.next() else { continue };
            for domain in parts {
                self.visit(domain)?;
                if let Some(used) = turn.iter().find(|earlier| mentions(domain, earlier)) {
                    return Err(SyntaxError::Unsupported {
                        what: format!(
                            "`{variable}` goes through a list made from `{used}` of the same `for`, one of whose names is `partial`: choose another name"
                        ),
                    });
                }
            }
            turn.push(variable.clone());
        }
        turn.extend(implied);
        self.within(|me| me.bound.extend(turn), body)
    }

    fn context(&mut self, entries: &mut [AstNode]) -> Result<(), SyntaxError> {
        let outside = self.bound.len();
        for entry in entries {
            let AstNode::ContextEntry(key, value) = entry else { continue };
            let AstNode::ContextEntryKey(name) = key.as_ref() else { continue };
            let recursive = matches!(value.as_ref(), AstNode::FunctionDefinition(..));
            if recursive {
                self.bound.push(name.clone());
            }
            self.visit(value)?;
            if !recursive {
                self.bound.push(name.clone());
            }
        }
        self.bound.truncate(outside);
        Ok(())
    }

    fn within(&mut self, bind: impl FnOnce(&mut Self), node: &mut AstNode) -> Result<(), SyntaxError> {
        let outside = self.bound.len();
        bind(self);
        let result = self.visit(node);
        self.bound.truncate(outside);
        result
    }
}

/// `some x in a, y in b satisfies c` is `some x in a satisfies (some y in b satisfies c)`; the library evaluates
/// all lists before the first turn, so that `y in x.lines` would see no `x`.
fn nest_quantifier(node: &mut AstNode) -> Result<(), SyntaxError> {
    let some = matches!(node, AstNode::Some(..));
    if let AstNode::For(contexts, _) | AstNode::Some(contexts, _) | AstNode::Every(contexts, _) = node
        && children(contexts).len() > CONTEXTS_MAX
    {
        return Err(SyntaxError::TooLong {
            what: "lists in one loop",
            found: children(contexts).len(),
            max: CONTEXTS_MAX,
        });
    }
    let (AstNode::Some(contexts, body) | AstNode::Every(contexts, body)) = node else { return Ok(()) };
    let AstNode::QuantifiedContexts(all) = contexts.as_mut() else { return Ok(()) };
    if all.len() > 1 {
        let rest = Box::new(AstNode::QuantifiedContexts(all.split_off(1)));
        let inner = std::mem::replace(body.as_mut(), AstNode::Null);
        let nested = if some { AstNode::Some(rest, Box::new(inner)) } else { AstNode::Every(rest, Box::new(inner)) };
        **body = AstNode::Satisfies(Box::new(nested));
    }
    Ok(())
}

pub(super) fn mentions(node: &AstNode, name: &Name) -> bool {
    match node {
        AstNode::Name(found) => found == name,
        AstNode::Path(left, _) => mentions(left, name),
        other => children(other).into_iter().any(|child| mentions(child, name)),
    }
}

fn parameter_name(parameter: &AstNode) -> Option<Name> {
    match children(parameter).first() {
        Some(AstNode::ParameterName(name)) => Some(name.clone()),
        _ => None,
    }
}

/// A name that no FEEL can write.
pub(crate) fn hidden_name(name: &str) -> Name {
    format!("{HIDDEN}{name}").into()
}
