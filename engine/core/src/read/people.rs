//! Who does a user task: what the standard says about resources, and the lane it stands in.
//!
//! What attributes say and what the resource roles of the task say counts together: a human performer or performer has it,
//! a potential owner or other resource role may claim it. Where all of these name nobody, members of the innermost lane
//! around the task may claim it, by the name of the lane.
use super::document::Document;
use super::settings::{extensions, text};
use super::work::{seven, seven_of};
use crate::commas::split;
use crate::id::ElementId;
use crate::juel::is_juel;
use crate::model::{Node, NodeKind, Text, UserTask};
use crate::problem::{Place, Problem};
use crate::process::Starters;
use std::collections::{BTreeMap, BTreeSet};

/// Adds what the resource roles of a task say.
pub fn roles(document: &Document, number: usize, task: &mut UserTask, problems: &mut Vec<Problem>) {
    let mut owners = Names::default();
    let mut performers = Names::default();
    for role in document.children(number) {
        match document.tag(role) {
            "humanPerformer" | "performer" => performers.add(document, role, true),
            "potentialOwner" | "resourceRole" => owners.add(document, role, false),
            _ => {}
        }
    }
    // One performer has the task; of several each may claim it, and so may those of a group.
    let single = performers.users.len() == 1 && performers.groups.is_empty();
    let mut twice = |text: &Text, message: &str| {
        problems.push(Problem::error("people-said-twice", document.owner(number).as_ref(), text.place, message));
    };
    if single && let Some(performer) = performers.users.pop() {
        match &task.assignee {
            Some(assignee) if assignee.text != performer.text => {
                twice(
                    &performer,
                    "another one is the assignee already: only one person has a task; remove one of them",
                );
            }
            _ => task.assignee = Some(performer),
        }
    }
    let users: Vec<Text> = owners.users.into_iter().chain(performers.users).collect();
    let groups: Vec<Text> = owners.groups.into_iter().chain(performers.groups).collect();
    for (candidates, more) in [(&mut task.candidate_users, users), (&mut task.candidate_groups, groups)] {
        // What is evaluated may give a list, and that takes no more names.
        let evaluated = |text: &Text| text.text.starts_with('=') || is_juel(&text.text);
        if let Some(said) = more.iter().find(|text| evaluated(text)).filter(|_| candidates.is_some()) {
            twice(
                said,
                "candidates are said by an expression here and by an attribute too: say them all in one of them",
            );
        } else if let Some(said) = candidates.as_ref().filter(|text| evaluated(text) && !more.is_empty()) {
            twice(
                said,
                "candidates are said by an expression here and by a resource role too: say them all in one of them",
            );
        } else {
            *candidates = joined(candidates.take().into_iter().chain(more));
        }
    }
}

#[derive(Default)]
struct Names {
    users: Vec<Text>,
    groups: Vec<Text>,
}

impl Names {
    /// `user(ann), group(sales), other`: a bare name is a user for performers, and a group for owners. An expression after
    /// `=` is one name or a list of them.
    fn add(&mut self, document: &Document, role: usize, performer: bool) {
        let Some(said) = said(document, role) else { return };
        let parts: Vec<&str> = if said.text.starts_with('=') { vec![&said.text] } else { split(&said.text) };
        for part in parts {
            let within = |word: &str| part.strip_prefix(word)?.trim_start().strip_prefix('(')?.strip_suffix(')');
            let (name, user) = match (within("user"), within("group")) {
                (Some(name), _) => (name, true),
                (None, Some(name)) => (name, false),
                (None, None) => (part, performer),
            };
            let name = text(name, said.place);
            if user { self.users.extend(name) } else { self.groups.extend(name) }
        }
    }
}

/// The assignment expression of a role, else the name of the resource it refers to: a group of people.
fn said(document: &Document, role: usize) -> Option<Text> {
    if let Some(assignment) = document.child(role, "resourceAssignmentExpression") {
        let inner = ["formalExpression", "expression"].into_iter().find_map(|tag| document.child(assignment, tag));
        let inner = inner?;
        return text(&document.tree.text(inner), document.place(inner));
    }
    let reference = document.child(role, "resourceRef")?;
    let resource = document.resolve(reference, &document.tree.text(reference))?;
    let name = document.element(resource).get("name").filter(|name| !name.trim().is_empty());
    let name = name.map_or_else(|| document.id(resource).to_string(), str::to_owned);
    text(&format!("group({name})"), document.place(reference))
}

/// Whom the modelers of Flowable and Activiti write for whoever started the instance; their engines get a variable instead.
const INITIATOR: &str = "$INITIATOR";

/// The variable that takes who started an instance: as the event says, else the one that tasks of its process ask.
pub fn initiator(document: &Document, number: usize) -> Option<String> {
    let said = seven(document, number, "initiator").map(|attribute| attribute.value.trim().to_owned());
    said.or_else(|| {
        let process = document.element(number).parent.filter(|parent| document.tag(*parent) == "process")?;
        let asks = |task: usize| seven(document, task, "assignee").is_some_and(|said| said.value.trim() == INITIATOR);
        let within = |node: usize| process_of(document, node) == Some(process);
        let mut tasks = document.bpmn().filter(|(_, entry)| entry.tag == "userTask").map(|(task, _)| task);
        tasks.any(|task| asks(task) && within(task)).then(|| "initiator".to_owned())
    })
}

/// Who has a task; where that is whoever started the instance, the variable that takes them.
pub fn assignee(document: &Document, number: usize, said: Text) -> Text {
    if said.text != INITIATOR || seven(document, number, "assignee").is_none() {
        return said;
    }
    let start = process_of(document, number).and_then(|process| document.child(process, "startEvent"));
    let variable = start.and_then(|start| initiator(document, start)).unwrap_or_else(|| "initiator".to_owned());
    Text { text: format!("${{execution.getVariable('{variable}')}}"), ..said }
}

fn process_of(document: &Document, number: usize) -> Option<usize> {
    let around = std::iter::successors(Some(number), |inner| document.element(*inner).parent);
    around.into_iter().find(|outer| document.tag(*outer) == "process")
}

fn joined(names: impl Iterator<Item = Text>) -> Option<Text> {
    names.reduce(|all, next| Text { text: format!("{}, {}", all.text, next.text), ..all })
}

/// `candidateStarterUsers`, `candidateStarterGroups` and `potentialStarter`: who may start a process.
pub fn starters(document: &Document, process: usize) -> Option<Starters> {
    let mut starters = Starters::default();
    let names = |text: &str| split(text).into_iter().map(str::to_owned).collect::<Vec<_>>();
    for (attribute, list) in
        [("candidateStarterUsers", &mut starters.users), ("candidateStarterGroups", &mut starters.groups)]
    {
        list.extend(seven(document, process, attribute).map(|a| names(&a.value)).unwrap_or_default());
    }
    for extension in extensions(document, process) {
        let name = &document.element(extension).name;
        if name.local != "potentialStarter" || !seven_of(name) {
            continue;
        }
        let mut inner = vec![extension];
        while let Some(element) = inner.pop() {
            inner.extend(document.tree.children(element));
            if document.element(element).name.local != "formalExpression" {
                continue;
            }
            for name in names(&document.tree.text(element)) {
                let within = |word: &str| name.strip_prefix(word)?.trim().strip_prefix('(')?.strip_suffix(')');
                match (within("user"), within("group")) {
                    (Some(user), _) => starters.users.push(user.trim().to_owned()),
                    (None, group) => starters.groups.push(group.unwrap_or(&name).trim().to_owned()),
                }
            }
        }
    }
    (starters != Starters::default()).then_some(starters)
}

/// The lane of every flow node that a lane lists: the innermost one.
pub fn lanes(document: &Document) -> BTreeMap<ElementId, (String, Place)> {
    let mut lanes = BTreeMap::new();
    // Inner lanes stand behind those around them, so they overwrite what was said before.
    for (number, _) in document.bpmn().filter(|(_, entry)| entry.tag == "lane") {
        let name = document.element(number).get("name").map(str::trim).filter(|name| !name.is_empty());
        let Some(name) = name else { continue };
        for reference in document.children(number).filter(|child| document.tag(*child) == "flowNodeRef") {
            if let Some(node) = document.resolve(reference, &document.tree.text(reference)) {
                lanes.insert(document.id(node), (name.to_owned(), document.place(number)));
            }
        }
    }
    lanes
}

/// Members of its lane may claim a user task for which nobody is named; what a sub-process contains stands in its lane.
pub fn by_lane(nodes: &mut [Node], lanes: &BTreeMap<ElementId, (String, Place)>, problems: &mut Vec<Problem>) {
    let mut inside: BTreeMap<ElementId, (String, Place)> = BTreeMap::new();
    for node in nodes {
        let around = || node.scope.as_ref().and_then(|scope| inside.get(scope));
        let Some((lane, place)) = lanes.get(&node.id).or_else(around).cloned() else { continue };
        inside.insert(node.id.clone(), (lane.clone(), place));
        let NodeKind::UserTask(task) = &mut node.kind else { continue };
        // The rules of an approval name somebody too.
        let named = task.assignee.is_some() || task.candidate_users.is_some() || task.candidate_groups.is_some();
        if !named && task.approval.approvers.is_none() {
            // A list of one, so that a comma in the name does not make it two.
            let quoted = lane.replace('\\', "\\\\").replace('"', "\\\"");
            task.candidate_groups = Some(Text { text: format!("=[\"{quoted}\"]"), language: None, place });
            let message = format!("nobody is named for this task: its candidate group is its lane, `{lane}`");
            problems.push(Problem::note("lane-candidate-group", Some(&node.id), node.place, message));
        }
    }
}

/// The parts of resource roles that are executed: those of user tasks, and the resources they name.
pub fn in_use(document: &Document) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    for (number, _) in document.bpmn().filter(|(_, entry)| matches!(entry.tag, "userTask" | "globalUserTask")) {
        let roles = |child: &usize| {
            matches!(document.tag(*child), "humanPerformer" | "performer" | "potentialOwner" | "resourceRole")
        };
        for role in document.children(number).filter(roles) {
            used.insert(role);
            for part in document.children(role).filter(|part| document.tag(*part) != "resourceParameterBinding") {
                used.insert(part);
                used.extend(document.children(part));
                let named = (document.tag(part) == "resourceRef")
                    .then(|| document.resolve(part, &document.tree.text(part)))
                    .flatten();
                used.extend(named);
            }
        }
    }
    used
}
