//! Repeated activities and ad-hoc sub-processes: what runs how often.
use super::Compiler;
use crate::model::{self, Loop, Node, Text};
use crate::problem::Problem;
use crate::process::{AdHoc, Count, Element, Kind, Mapping, MultiInstance, StandardLoop};

/// The variable that holds the result of one instance, where the marker names it and nothing else: it is the instance's
/// own, or instances that run at the same time would write over each other's.
pub(super) fn own_result(node: &Node) -> Option<String> {
    let Some(Loop::MultiInstance(looped)) = &node.looped else { return None };
    let text = looped.output_element.as_ref()?.text.trim_start_matches('=').trim();
    let path = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    let name =
        text.split('.').next().filter(|name| path && name.starts_with(|c: char| c.is_alphabetic() || c == '_'))?;
    let given = [&looped.element_variable, &looped.index_variable].into_iter().flatten().any(|other| other == name);
    let words = ["true", "false", "null", "loopCounter", "params"];
    let input = node.inputs.iter().any(|input| input.target == name);
    (!given && !input && !words.contains(&name)).then(|| name.to_owned())
}

impl Compiler<'_> {
    /// The scope around the instances of a repeated activity.
    pub(super) fn repeated(&mut self, node: &Node) -> Option<Kind> {
        match node.looped.as_ref()? {
            Loop::Standard(looped) => self.standard_loop(node, looped).map(Kind::StandardLoop),
            Loop::MultiInstance(looped) => self.multi_instance(node, looped).map(Kind::MultiInstance),
        }
    }

    /// What an ad-hoc sub-process says about the choice of its activities.
    pub(super) fn ad_hoc(&mut self, node: &Node, ad_hoc: &model::AdHoc) -> Option<AdHoc> {
        let collects = match (&ad_hoc.output_collection, &ad_hoc.output_element) {
            (None, None) => None,
            (Some(list), Some(element)) => Some((list.clone(), self.expression(element, &node.id)?)),
            _ => {
                let message = "what is collected needs both: the list, `outputCollection`, and what each activity gives to it, `outputElement`";
                return self.missing("ad-hoc-output-incomplete", node, node.place, message);
            }
        };
        let mut optional = |text: &Option<Text>| match text {
            Some(text) => self.expression(text, &node.id).map(Some),
            None => Some(None),
        };
        Some(AdHoc {
            sequential: ad_hoc.sequential,
            completion_condition: optional(&ad_hoc.completion_condition)?,
            cancel_remaining: ad_hoc.cancel_remaining,
            active_elements: optional(&ad_hoc.active_elements)?,
            collects,
        })
    }

    /// What an ad-hoc sub-process collects is its own list, empty at first, and goes to the scope around it at its end.
    pub(super) fn collect(&mut self, element: &mut Element) {
        let Kind::AdHoc(AdHoc { collects: Some((list, _)), .. }) = &element.kind else { return };
        let list = list.clone();
        let own = Text { text: list.clone(), language: None, place: element.place };
        let Some(source) = self.expression(&own, &element.id) else { return };
        let defaults = self.process.defaults.entry(element.id.clone()).or_default();
        defaults.push((list.clone(), serde_json::Value::Array(vec![])));
        element.locals.push(list.clone());
        element.data_outputs.push(Mapping { source, target: list, copy: false });
    }

    fn standard_loop(&mut self, node: &Node, looped: &model::StandardLoop) -> Option<StandardLoop> {
        let condition = match &looped.condition {
            Some(text) => Some(self.expression(text, &node.id)?),
            None => None,
        };
        let maximum = match &looped.maximum {
            Some(text) => Some(self.value(text, &node.id)?),
            None => None,
        };
        Some(StandardLoop { test_before: looped.test_before, condition, maximum })
    }

    fn multi_instance(&mut self, node: &Node, looped: &model::MultiInstance) -> Option<MultiInstance> {
        let count = match (&looped.collection, &looped.cardinality) {
            (Some(text), cardinality) => {
                if let Some(cardinality) = cardinality {
                    let message =
                        "`loopCardinality` has no effect: there is an instance for each item of the collection";
                    self.problems.push(Problem::warning("loop-said-twice", Some(&node.id), cardinality.place, message));
                }
                Count::Collection(self.expression_or_asked(node, text, "collection")?)
            }
            (None, Some(text)) => Count::Cardinality(self.expression_or_asked(node, text, "loopCardinality")?),
            (None, None) => {
                let message =
                    "it says neither how many instances (`loopCardinality`) nor for which items (`weir:collection`)";
                return self.missing("loop-count-missing", node, looped.place, message);
            }
        };
        let output_element = match &looped.output_element {
            Some(text) => Some(self.expression(text, &node.id)?),
            None => None,
        };
        let completion_condition = match &looped.completion_condition {
            Some(text) => Some(self.enough_or_asked(node, text)?),
            None => None,
        };
        Some(MultiInstance {
            result: own_result(node),
            sequential: looped.sequential,
            count,
            element_variable: looped.element_variable.clone(),
            first: looped.first,
            index_variable: looped.index_variable.clone(),
            output_collection: looped.output_collection.clone(),
            output_element,
            lists: looped.lists.clone(),
            completion_condition,
            behavior: self.behavior(node, &looped.behavior)?,
        })
    }
}
