//! Forms: the files, and how models name them.
use super::{Rule, rule};
use crate::problem::Severity::Error;

pub const RULES: &[Rule] = &[
    rule("form-missing", Error, ("没有指明表单", "No form is named"), "Weir", "add weir:formId"),
    rule("form-said-twice", Error, ("指明了两个表单", "Two forms are named"), "Weir", "leave one of them out"),
    rule(
        "form-permissions-invalid",
        Error,
        ("字段权限无效", "Field permissions that are none"),
        "Weir",
        "write field: hidden, read, write or required, with commas between them",
    ),
    rule("form-not-json", Error, ("表单不是 JSON", "A form that is no JSON"), "form-js", "look at the place"),
    rule("form-property-twice", Error, ("同一对象中属性重复", "A property stands twice"), "Weir", "remove one of them"),
    rule("form-too-large", Error, ("表单太大", "A form that is too large"), "Weir", "split the form"),
    rule("form-too-deep", Error, ("表单嵌套太深", "A form that is nested too deeply"), "Weir", "nest less deeply"),
    rule(
        "form-key-types",
        Error,
        ("同一键名的字段类型不同", "One key with values of two kinds"),
        "Weir",
        "give one of them another key",
    ),
    rule("form-without-id", Error, ("表单没有 id", "A form without id"), "form-js", "give it an id"),
    rule(
        "form-unknown-property",
        Error,
        ("未知的表单属性", "A property that forms do not have"),
        "form-js",
        "remove it, or write the name that the message proposes",
    ),
    rule(
        "form-unknown-component",
        Error,
        ("未知的表单组件", "A component that forms do not have"),
        "form-js",
        "use another component",
    ),
    rule(
        "form-missing-property",
        Error,
        ("缺少表单属性", "Something a component cannot do without"),
        "form-js",
        "add what the message names",
    ),
    rule(
        "form-invalid-value",
        Error,
        ("表单属性的值无效", "A value that a property cannot have"),
        "form-js",
        "write a value that the message names",
    ),
    rule(
        "form-expression",
        Error,
        ("表单中的表达式无效", "An expression of a form that cannot be evaluated"),
        "Weir",
        "correct it, or write one whose work is bounded",
    ),
    rule(
        "form-pattern",
        Error,
        ("表单中的正则表达式无效", "A pattern that cannot be used"),
        "Weir",
        "write a pattern without look-around and back references",
    ),
    rule(
        "form-script",
        Error,
        ("表单中带有脚本", "A form that brings a script along"),
        "Weir",
        "remove the script; forms show, they do not run",
    ),
];
