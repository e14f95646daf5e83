//! Walking the library's syntax tree.
#![expect(clippy::match_same_arms, reason = "one short line per group of nodes, instead of one long list")]

use dsntk_feel_parser::AstNode;

/// The nodes directly below `node`, in the order of the text.
pub(super) fn children(node: &AstNode) -> Vec<&AstNode> {
    use AstNode as N;
    match node {
        N::Add(a, b)
        | N::And(a, b)
        | N::ContextEntry(a, b)
        | N::ContextTypeEntry(a, b)
        | N::Div(a, b)
        | N::Eq(a, b) => {
            vec![a, b]
        }
        N::Every(a, b) | N::Exp(a, b) | N::Filter(a, b) | N::For(a, b) | N::FormalParameter(a, b) => vec![a, b],
        N::FunctionDefinition(a, b) | N::FunctionInvocation(a, b) | N::FunctionType(a, b) | N::Ge(a, b) => vec![a, b],
        N::Gt(a, b) | N::In(a, b) | N::InstanceOf(a, b) | N::IterationContextSingle(a, b) | N::Le(a, b) => vec![a, b],
        N::Lt(a, b) | N::Mul(a, b) | N::NamedParameter(a, b) | N::Nq(a, b) | N::Or(a, b) | N::Out(a, b) => vec![a, b],
        N::Path(a, b) | N::QuantifiedContext(a, b) | N::Range(a, b) | N::Some(a, b) | N::Sub(a, b) => vec![a, b],
        N::Between(a, b, c) | N::If(a, b, c) | N::IterationContextInterval(a, b, c) => vec![a, b, c],
        N::EvaluatedExpression(a) | N::FunctionBody(a, _) | N::IntervalEnd(a, _) | N::IntervalStart(a, _) => vec![a],
        N::ListType(a) | N::Neg(a) | N::RangeType(a) | N::Satisfies(a) => vec![a],
        N::UnaryGe(a) | N::UnaryGt(a) | N::UnaryLe(a) | N::UnaryLt(a) | N::UnaryEq(a) | N::UnaryNe(a) => vec![a],
        N::CommaList(all) | N::Context(all) | N::ContextType(all) | N::ExpressionList(all) => all.iter().collect(),
        N::FormalParameters(all) | N::IterationContexts(all) | N::List(all) => all.iter().collect(),
        N::NamedParameters(all) | N::NegatedList(all) | N::ParameterTypes(all) => all.iter().collect(),
        N::PositionalParameters(all) | N::QualifiedName(all) | N::QuantifiedContexts(all) => all.iter().collect(),
        N::At(_) | N::Boolean(_) | N::ContextEntryKey(_) | N::ContextTypeEntryKey(_) | N::FeelType(_) => vec![],
        N::Irrelevant | N::Name(_) | N::Null | N::Numeric(..) | N::ParameterName(_) => vec![],
        N::QualifiedNameSegment(_) | N::String(_) => vec![],
    }
}

/// The same nodes, to be changed in place.
pub(super) fn children_mut(node: &mut AstNode) -> Vec<&mut AstNode> {
    use AstNode as N;
    match node {
        N::Add(a, b)
        | N::And(a, b)
        | N::ContextEntry(a, b)
        | N::ContextTypeEntry(a, b)
        | N::Div(a, b)
        | N::Eq(a, b) => {
            vec![a, b]
        }
        N::Every(a, b) | N::Exp(a, b) | N::Filter(a, b) | N::For(a, b) | N::FormalParameter(a, b) => vec![a, b],
        N::FunctionDefinition(a, b) | N::FunctionInvocation(a, b) | N::FunctionType(a, b) | N::Ge(a, b) => vec![a, b],
        N::Gt(a, b) | N::In(a, b) | N::InstanceOf(a, b) | N::IterationContextSingle(a, b) | N::Le(a, b) => vec![a, b],
        N::Lt(a, b) | N::Mul(a, b) | N::NamedParameter(a, b) | N::Nq(a, b) | N::Or(a, b) | N::Out(a, b) => vec![a, b],
        N::Path(a, b) | N::QuantifiedContext(a, b) | N::Range(a, b) | N::Some(a, b) | N::Sub(a, b) => vec![a, b],
        N::Between(a, b, c) | N::If(a, b, c) | N::IterationContextInterval(a, b, c) => vec![a, b, c],
        N::EvaluatedExpression(a) | N::FunctionBody(a, _) | N::IntervalEnd(a, _) | N::IntervalStart(a, _) => vec![a],
        N::ListType(a) | N::Neg(a) | N::RangeType(a) | N::Satisfies(a) => vec![a],
        N::UnaryGe(a) | N::UnaryGt(a) | N::UnaryLe(a) | N::UnaryLt(a) | N::UnaryEq(a) | N::UnaryNe(a) => vec![a],
        N::CommaList(all) | N::Context(all) | N::ContextType(all) | N::ExpressionList(all) => all.iter_mut().collect(),
        N::FormalParameters(all) | N::IterationContexts(all) | N::List(all) => all.iter_mut().collect(),
        N::NamedParameters(all) | N::NegatedList(all) | N::ParameterTypes(all) => all.iter_mut().collect(),
        N::PositionalParameters(all) | N::QualifiedName(all) | N::QuantifiedContexts(all) => all.iter_mut().collect(),
        N::At(_) | N::Boolean(_) | N::ContextEntryKey(_) | N::ContextTypeEntryKey(_) | N::FeelType(_) => vec![],
        N::Irrelevant | N::Name(_) | N::Null | N::Numeric(..) | N::ParameterName(_) => vec![],
        N::QualifiedNameSegment(_) | N::String(_) => vec![],
    }
}

/// Levels below and including `node`.
pub(super) fn depth(node: &AstNode) -> usize {
    1 + children(node).into_iter().map(depth).max().unwrap_or(0)
}
