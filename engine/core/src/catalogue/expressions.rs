//! Expressions and scripts, under the name each has where it stands.
use super::entry::Status::Executed;
use super::entry::{Attribute, Entry, Family, Status};
use super::parts::{BASE, DOC, DOCUMENTED};

const FORMAL: &[&[Attribute]] =
    &[BASE, &[Attribute::run("language"), Attribute::doc("evaluatesToTypeRef").to(&["itemDefinition"])]];

const NAME: &[&[Attribute]] = &[BASE, &[Attribute::doc("language"), Attribute::doc("evaluatesToTypeRef")]];

const fn expression(tag: &'static str, names: (&'static str, &'static str), status: Status) -> Entry {
    Entry::new(tag, names, Family::Expression, status, FORMAL, &[DOCUMENTED]).text()
}

pub const ENTRIES: &[Entry] = &[
    expression("conditionExpression", ("流转条件", "Flow condition"), Executed),
    expression("condition", ("条件", "Condition"), Executed),
    expression("loopCardinality", ("循环次数", "Loop cardinality"), Executed),
    expression("completionCondition", ("完成条件", "Completion condition"), Executed),
    expression("timeDate", ("日期", "Date"), Executed),
    expression("timeDuration", ("时长", "Duration"), Executed),
    expression("timeCycle", ("周期", "Cycle"), Executed),
    expression("loopCondition", ("循环条件", "Loop condition"), Executed),
    expression("activationCondition", ("激活条件", "Activation condition"), Executed),
    expression("expression", ("表达式", "Expression"), DOC),
    expression("formalExpression", ("形式表达式", "Formal expression"), DOC),
    expression("transformation", ("转换", "Transformation"), Executed),
    expression("from", ("赋值来源", "Assigned from"), Executed),
    // It holds the name of data, which is the same in every language.
    Entry::new("to", ("赋值目标", "Assigned to"), Family::Expression, Executed, NAME, &[DOCUMENTED]).text(),
    expression("messagePath", ("消息路径", "Message path"), Executed),
    expression("dataPath", ("数据路径", "Data path"), Executed),
    Entry::new("script", ("脚本", "Script"), Family::Expression, Executed, &[], &[]).text(),
];
