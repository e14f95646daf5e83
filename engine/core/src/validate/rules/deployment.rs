//! What a deployment finds beside each file: against what is deployed already, and against the time.
use super::{Rule, rule};
use crate::problem::Severity::{Error, Note, Warning};

pub const RULES: &[Rule] = &[
    rule(
        "process-twice",
        Error,
        ("两个文件中的流程 id 相同", "Two files have a process of the same id"),
        "Weir",
        "deploy one of them, or give one another id",
    ),
    rule(
        "decision-twice",
        Error,
        ("两个文件中的决策 id 相同", "Two files have a decision of the same id"),
        "Weir",
        "deploy one of them, or give one another id",
    ),
    rule(
        "form-twice",
        Error,
        ("两个文件中的表单 id 相同", "Two files have a form of the same id"),
        "Weir",
        "deploy one of them, or give one another id",
    ),
    rule(
        "called-process-not-deployed",
        Note,
        ("被调用的流程尚未部署", "The called process is not deployed yet"),
        "Weir",
        "deploy it too before an instance comes there",
    ),
    rule(
        "form-not-deployed",
        Error,
        ("表单尚未部署", "The form is not deployed yet"),
        "Weir",
        "deploy it too, or first",
    ),
    rule(
        "form-field-unknown",
        Error,
        ("字段权限指向表单中没有的字段", "Permissions for a field that the form does not have"),
        "Weir",
        "correct the name, or add the field",
    ),
    rule(
        "parameter-unknown",
        Error,
        ("规则参数不存在", "There is no such rule parameter"),
        "Weir",
        "define it first, or correct the name",
    ),
    rule(
        "bound-to-earlier-deployment",
        Warning,
        (
            "绑定到本次部署，但其中没有，改用之前的版本",
            "Bound to its deployment and not in it: that of before is taken",
        ),
        "Weir",
        "deploy both together, or bind to `latest`",
    ),
    rule(
        "start-timer-in-the-past",
        Warning,
        ("定时启动的时间已过，将立即启动", "The time of a start has passed: it starts at once"),
        "BPMN 10.5.2",
        "give a later time",
    ),
    rule(
        "tenant-other",
        Error,
        ("引用了其他租户的内容", "It belongs to another tenant"),
        "Weir",
        "name what belongs to the same tenant, or to none",
    ),
    rule(
        "repairs-offered",
        Note,
        ("可以修复", "It can be repaired"),
        "Weir",
        "look at the repairs, and deploy with those that are right",
    ),
];
