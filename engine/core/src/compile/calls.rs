//! Calls of other processes.
use super::Compiler;
use crate::model::{self, Node, Text};
use crate::problem::Problem;
use crate::process::{Binding, Call, DECISION_RESULT, ResultMapping, RuleTask, Value};

impl Compiler<'_> {
    /// What a call activity calls, with what.
    pub(super) fn call(&mut self, node: &Node, call: &model::Call) -> Option<Call> {
        let Some(called) = &call.called else {
            let message = "it calls nothing: set `calledElement`";
            return self.missing("called-element-missing", node, node.place, message);
        };
        let called = Text { text: called.clone(), language: None, place: node.place };
        Some(Call {
            process: self.value_or_asked(node, &called, "calledElement")?,
            binding: self.binding(node, [&call.binding, &call.version, &call.version_tag])?,
            business_key: self.optional_or_asked(node, call.business_key.as_ref(), "businessKey"),
            inherit_business_key: call.inherit_business_key,
            pass_all: call.pass_all.unwrap_or(node.inputs.is_empty() && node.data.inputs.is_empty()),
            return_all: call.return_all.unwrap_or(node.outputs.is_empty()),
            own_outputs: call.own_outputs,
            instance_variable: call.instance_variable.clone(),
            tenant: self.optional_or_asked(node, call.tenant.as_ref(), "tenant"),
        })
    }

    /// Which decision a business rule task asks, and what becomes of the result.
    pub(super) fn rule_task(&mut self, node: &Node, task: &model::RuleTask, decision: &Text) -> Option<RuleTask> {
        let mapping = match task.mapping.as_ref().map(|text| (text.text.as_str(), text.place)) {
            None => ResultMapping::Value,
            Some(("singleEntry", _)) => ResultMapping::SingleEntry,
            Some(("singleResult", _)) => ResultMapping::SingleResult,
            Some(("collectEntries", _)) => ResultMapping::CollectEntries,
            Some(("resultList", _)) => ResultMapping::ResultList,
            Some(("variables", _)) => ResultMapping::Variables { strict: true },
            Some(("variablesIfAny", _)) => ResultMapping::Variables { strict: false },
            Some((other, place)) => {
                let message = format!(
                    "there is no result mapping `{other}`; use singleEntry, singleResult, collectEntries, resultList, \
                     variables or variablesIfAny"
                );
                self.problems.push(Problem::error("decision-result-mapping", Some(&node.id), place, message));
                return None;
            }
        };
        if let (ResultMapping::Variables { .. }, Some(result)) = (mapping, &task.result) {
            let message =
                format!("the outputs of the decision are variables of their own, so `{result}` takes nothing");
            self.problems.push(Problem::warning("extension-unused", Some(&node.id), node.place, message));
        }
        Some(RuleTask {
            decision: self.value_or_asked(node, decision, "decision")?,
            binding: self.binding(node, [&task.binding, &task.version, &task.version_tag])?,
            result: task.result.clone().unwrap_or_else(|| DECISION_RESULT.to_owned()),
            mapping,
            tenant: self.optional_or_asked(node, task.tenant.as_ref(), "tenant"),
        })
    }

    /// Which version: what the binding says, else what the version or the tag says by itself.
    fn binding(&mut self, node: &Node, said: [&Option<Text>; 3]) -> Option<Binding> {
        let [named, version, tag] = said;
        let named = named.as_ref().map(|text| (text.text.as_str(), text.place));
        let binding = match (named, version, tag) {
            (None, None, None) | (Some(("latest", _)), ..) => Binding::Latest,
            (Some(("deployment", _)), ..) => Binding::Deployment,
            (None | Some(("version", _)), Some(version), _) => Binding::Version(self.version(node, version)?),
            (None | Some(("versionTag", _)), _, Some(tag)) => Binding::VersionTag(self.value(tag, &node.id)?),
            (Some((other, place)), ..) => {
                let message = match other {
                    "version" | "versionTag" => format!("it is bound by `{other}`: set `weir:{other}` too"),
                    _ => format!("there is no binding `{other}`; use latest, deployment, version or versionTag"),
                };
                self.problems.push(Problem::error("binding-invalid", Some(&node.id), place, message));
                return None;
            }
        };
        let unused = match &binding {
            Binding::Version(_) => tag.as_ref().map(|text| ("versionTag", text.place)),
            Binding::VersionTag(_) => version.as_ref().map(|text| ("version", text.place)),
            Binding::Latest | Binding::Deployment => {
                let version = version.as_ref().map(|text| ("version", text.place));
                version.or(tag.as_ref().map(|text| ("versionTag", text.place)))
            }
        };
        if let Some((name, place)) = unused {
            let message =
                format!("the binding leaves `weir:{name}` without effect; remove it or change `weir:binding`");
            self.problems.push(Problem::error("binding-invalid", Some(&node.id), place, message));
        }
        Some(binding)
    }

    fn version(&mut self, node: &Node, version: &Text) -> Option<Value> {
        let value = self.value(version, &node.id)?;
        if let Value::Fixed(text) = &value
            && text.parse::<u32>().is_err()
        {
            let message = format!("`{text}` is no number of a version; write a whole number from 1");
            self.problems.push(Problem::error("binding-invalid", Some(&node.id), version.place, message));
        }
        Some(value)
    }
}
