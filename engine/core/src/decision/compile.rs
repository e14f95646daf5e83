//! From files to decisions that can be asked: references resolved, cycles found, logic compiled.
use super::build::Builder;
use super::limits::REQUIREMENTS_MAX;
use super::model::Definitions;
use super::read::read;
use super::types::Typed;
use crate::expression::{Names, Piece, Reason};
use crate::id::ElementId;
use crate::problem::{Place, Problem};
use crate::script::Written;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{Evaluator, Name};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// A DMN file.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// The decisions of the first of some files; the others are those it imports. Cheap to clone.
#[derive(Clone)]
pub struct Decisions(pub(super) Arc<Compiled>);

/// Something that can be asked, as its file describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its id.
    pub id: String,
    /// Its name, for people.
    pub name: String,
    /// `weir:versionTag`, for people.
    pub version_tag: Option<String>,
    /// The names of the data that it and what it requires look at.
    pub inputs: Vec<String>,
    /// The ids of the decisions it requires, directly or not, in the order in which they are evaluated.
    pub requires: Vec<String>,
    /// The rule parameters that it uses.
    pub parameters: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// An element by its number among all.
pub(super) type Number = usize;

/// What is asked, required or called.
pub(super) struct Element {
    pub id: String,
    pub name: String,
    pub file: usize,
    pub place: Place,
    pub version_tag: Option<String>,
    /// The name of its value.
    pub variable: Name,
    pub typed: Typed,
    pub kind: Kind,
    /// Directly required: the name of the import, if it comes from another file.
    pub requires: Vec<(Option<Name>, Number)>,
    /// Further names of its value, where the file does not name one itself.
    pub aliases: Vec<Name>,
    /// The rule parameters, here alone.
    pub parameters: BTreeSet<String>,
    pub reason: Option<Reason>,
    /// The scripts in it.
    pub scripts: Vec<Written>,
}

pub(super) enum Kind {
    Input,
    Decision {
        logic: Option<Evaluator>,
        /// A single text, for the explanation of a null.
        text: Option<Arc<Piece>>,
        /// The name of the only output of its table.
        output: Option<String>,
    },
    /// A function: a knowledge model.
    Knowledge(Feel),
    /// A function: outputs, given decisions, inputs.
    Service {
        function: Feel,
        outputs: Vec<Number>,
        given: BTreeSet<Number>,
    },
}

pub(super) struct Compiled {
    pub elements: Vec<Element>,
    /// What its texts read under hidden names.
    pub names: Names,
    /// Types by name, for `instance of`.
    pub root: FeelContext,
}

impl Decisions {
    /// Compiles the first file with the help of the others. What is doubtful about it is returned beside it; errors
    /// mean that it must not be deployed.
    pub fn compile(files: &[File<'_>]) -> (Decisions, Vec<Problem>) {
        let (mut read, mut problems): (Vec<Definitions>, Vec<Problem>) = (vec![], vec![]);
        for (number, file) in files.iter().enumerate() {
            let (definitions, found) = self::read(file.bytes);
            if number == 0 {
                problems.extend(found);
            }
            read.push(definitions);
        }
        let compiled = Builder::new(&read).build(&mut problems);
        problems.sort();
        problems.dedup();
        (Decisions(compiled), problems)
    }

    /// What became of every element and attribute of a file.
    pub fn account(bytes: &[u8]) -> Vec<crate::read::Disposition> {
        super::read::account(bytes)
    }

    /// The namespaces that a file imports.
    pub fn imports(bytes: &[u8]) -> Vec<String> {
        read(bytes).0.imports.into_iter().map(|import| import.namespace).collect()
    }

    /// The namespace of a file.
    pub fn namespace(bytes: &[u8]) -> String {
        read(bytes).0.namespace
    }

    /// The scripts of the file, which are still to be parsed.
    pub fn scripts(&self) -> Vec<Written> {
        self.0.elements.iter().filter(|e| e.file == 0).flat_map(|e| e.scripts.iter().cloned()).collect()
    }

    /// The decisions of the file and its decision services (DMN 10.4), which are asked like decisions, in its order.
    pub fn decisions(&self) -> impl Iterator<Item = Subject> + '_ {
        let own = self.0.elements.iter().enumerate().filter(|(_, e)| e.file == 0);
        let asked = |kind: &Kind| matches!(kind, Kind::Decision { .. } | Kind::Service { .. });
        own.filter(move |(_, e)| asked(&e.kind)).map(|(number, _)| self.0.subject(number))
    }
}

impl fmt::Debug for Decisions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.decisions().map(|subject| subject.id)).finish()
    }
}

impl Compiled {
    fn subject(&self, number: Number) -> Subject {
        let element = &self.elements[number];
        // The values of the input decisions of a service are given, whatever they require.
        let nothing = BTreeSet::new();
        let given = if let Kind::Service { given, .. } = &element.kind { given } else { &nothing };
        let reach = self.order(number, |n| !given.contains(&n));
        let of = |wanted: fn(&Kind) -> bool| {
            reach.iter().map(|n| &self.elements[*n]).filter(move |e| wanted(&e.kind)).collect::<Vec<_>>()
        };
        let data = of(|kind| matches!(kind, Kind::Input)).into_iter().chain(given.iter().map(|n| &self.elements[*n]));
        Subject {
            id: element.id.clone(),
            name: element.name.clone(),
            version_tag: element.version_tag.clone(),
            inputs: data.map(|e| e.variable.to_string()).collect(),
            requires: of(|kind| matches!(kind, Kind::Decision { .. }))
                .iter()
                .filter(|e| e.id != element.id)
                .map(|e| e.id.clone())
                .collect(),
            parameters: self.parameters(number).into_iter().collect(),
            place: element.place,
        }
    }

    /// Everything that an element needs, itself last; what is required comes first.
    pub fn reach(&self, of: Number) -> Vec<Number> {
        self.order(of, |_| true)
    }

    /// What an element needs of those that count, itself last. Nothing recurses, however long the chains are.
    pub fn order(&self, of: Number, counts: impl Fn(Number) -> bool) -> Vec<Number> {
        let (mut order, mut seen) = (vec![], BTreeSet::new());
        let mut stack = vec![(of, false)];
        while let Some((number, done)) = stack.pop() {
            if done {
                order.push(number);
            } else if counts(number) && seen.insert(number) {
                stack.push((number, true));
                let element = &self.elements[number];
                stack.extend(element.requires.iter().rev().map(|(_, n)| (*n, false)));
                if let Kind::Service { outputs, .. } = &element.kind {
                    stack.extend(outputs.iter().map(|n| (*n, false)));
                }
            }
        }
        order
    }

    /// Refuses a file in which long chains of requirements multiply: what each decision needs is told, and kept, of each.
    pub fn limit_requirements(&mut self, problems: &mut Vec<Problem>) {
        let mut all = 0;
        for number in 0..self.elements.len() {
            all += self.reach(number).into_iter().map(|n| 1 + self.elements[n].requires.len()).sum::<usize>();
            if all > REQUIREMENTS_MAX {
                let element = &self.elements[number];
                let message = format!(
                    "its decisions need more than {REQUIREMENTS_MAX} others, one by one and summed up: shorten the chains of requirements"
                );
                let id = ElementId::from(element.id.as_str());
                problems.push(Problem::error("dmn-too-many-requirements", Some(&id), element.place, message));
                self.elements.iter_mut().for_each(|element| element.requires.clear());
                return;
            }
        }
    }

    /// The rule parameters that an element and all it needs use.
    pub fn parameters(&self, of: Number) -> BTreeSet<String> {
        self.reach(of).into_iter().flat_map(|n| self.elements[n].parameters.iter().cloned()).collect()
    }

    /// Why an element or anything it needs is not provably bounded.
    pub fn reason(&self, of: Number) -> Option<Reason> {
        self.reach(of).into_iter().find_map(|n| self.elements[n].reason)
    }
}

impl Element {
    pub fn is_function(&self) -> bool {
        matches!(self.kind, Kind::Knowledge(_) | Kind::Service { .. })
    }
}
