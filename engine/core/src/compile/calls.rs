//! Calls of other processes.
use super::Compiler;
use crate::model::{self, Node, Text};
use crate::problem::Problem;
use crate::process::{Binding, Call, Value};

impl Compiler<'_> {
    /// What a call activity calls, with what.
    pub(super) fn call(&mut self, node: &Node, call: &model::Call) -> Option<Call> {
        let Some(called) = &call.called else {
            let message = "it calls nothing: set `calledElement`";
            return self.missing("called-element-missing", node, node.place, message);
        };
        let called = Text { text: called.clone(), language: None, place: node.place };
        Some(Call {
            process: self.value(&called, &node.id)?,
            binding: self.binding(node, call)?,
            business_key: self.optional(call.business_key.as_ref(), &node.id),
            inherit_business_key: call.inherit_business_key,
            pass_all: call.pass_all.unwrap_or(node.inputs.is_empty() && node.data.inputs.is_empty()),
            return_all: call.return_all.unwrap_or(node.outputs.is_empty()),
            own_outputs: call.own_outputs,
        })
    }

    /// Which version: what the binding says, else what the version or the tag says by itself.
    fn binding(&mut self, node: &Node, call: &model::Call) -> Option<Binding> {
        let named = call.binding.as_ref().map(|text| (text.text.as_str(), text.place));
        let binding = match (named, &call.version, &call.version_tag) {
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
            Binding::Version(_) => call.version_tag.as_ref().map(|text| ("versionTag", text.place)),
            Binding::VersionTag(_) => call.version.as_ref().map(|text| ("version", text.place)),
            Binding::Latest | Binding::Deployment => {
                let version = call.version.as_ref().map(|text| ("version", text.place));
                version.or(call.version_tag.as_ref().map(|text| ("versionTag", text.place)))
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
