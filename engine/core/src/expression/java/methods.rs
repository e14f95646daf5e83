//! The methods of Java that are done here: one line each.
use dsntk_feel::FeelNumber;
use dsntk_feel::values::Value;

use super::Of::{Boolean, Char, Double, Float, Int, Long, Object, Rest, Text};
use super::format::{format, written};
use super::{Argument, Method, real, short};

const MATH: &str = "java.lang.Math";
const STRING: &str = "java.lang.String";
const INTEGER: &str = "java.lang.Integer";
const LONG: &str = "java.lang.Long";
const FLOAT: &str = "java.lang.Float";
const DOUBLE: &str = "java.lang.Double";
const BOOLEAN: &str = "java.lang.Boolean";
const DECIMAL: &str = "java.math.BigDecimal";

/// All of them.
pub(super) const METHODS: &[Method] = &[
    (MATH, "sin", &[Double], |a| real(r(a, 0)?.sin())),
    (MATH, "cos", &[Double], |a| real(r(a, 0)?.cos())),
    (MATH, "tan", &[Double], |a| real(r(a, 0)?.tan())),
    (MATH, "asin", &[Double], |a| real(r(a, 0)?.asin())),
    (MATH, "acos", &[Double], |a| real(r(a, 0)?.acos())),
    (MATH, "atan", &[Double], |a| real(r(a, 0)?.atan())),
    (MATH, "atan2", &[Double, Double], |a| real(r(a, 0)?.atan2(r(a, 1)?))),
    (MATH, "sinh", &[Double], |a| real(r(a, 0)?.sinh())),
    (MATH, "cosh", &[Double], |a| real(r(a, 0)?.cosh())),
    (MATH, "tanh", &[Double], |a| real(r(a, 0)?.tanh())),
    (MATH, "toRadians", &[Double], |a| real(r(a, 0)?.to_radians())),
    (MATH, "toDegrees", &[Double], |a| real(r(a, 0)?.to_degrees())),
    (MATH, "exp", &[Double], |a| real(r(a, 0)?.exp())),
    (MATH, "expm1", &[Double], |a| real(r(a, 0)?.exp_m1())),
    (MATH, "log", &[Double], |a| real(r(a, 0)?.ln())),
    (MATH, "log10", &[Double], |a| real(r(a, 0)?.log10())),
    (MATH, "log1p", &[Double], |a| real(r(a, 0)?.ln_1p())),
    (MATH, "sqrt", &[Double], |a| real(r(a, 0)?.sqrt())),
    (MATH, "cbrt", &[Double], |a| real(r(a, 0)?.cbrt())),
    (MATH, "pow", &[Double, Double], |a| real(r(a, 0)?.powf(r(a, 1)?))),
    (MATH, "hypot", &[Double, Double], |a| real(r(a, 0)?.hypot(r(a, 1)?))),
    (MATH, "ceil", &[Double], |a| real(r(a, 0)?.ceil())),
    (MATH, "floor", &[Double], |a| real(r(a, 0)?.floor())),
    (MATH, "rint", &[Double], |a| real(r(a, 0)?.round_ties_even())),
    // Java adds a half and goes down: -2.5 becomes -2.
    (MATH, "round", &[Double], |a| real((r(a, 0)? + 0.5).floor())),
    (MATH, "round", &[Float], |a| real((r(a, 0)? + 0.5).floor())),
    (MATH, "signum", &[Double], |a| real(signum(r(a, 0)?))),
    (MATH, "signum", &[Float], |a| real(signum(r(a, 0)?))),
    (MATH, "abs", &[Int], |a| w32(w(a, 0)?.abs())),
    (MATH, "abs", &[Long], |a| w(a, 0)?.checked_abs().map(w64)),
    (MATH, "abs", &[Float], |a| short(r(a, 0)?.abs())),
    (MATH, "abs", &[Double], |a| real(r(a, 0)?.abs())),
    (MATH, "max", &[Int, Int], |a| Some(w64(w(a, 0)?.max(w(a, 1)?)))),
    (MATH, "max", &[Long, Long], |a| Some(w64(w(a, 0)?.max(w(a, 1)?)))),
    (MATH, "max", &[Float, Float], |a| short(r(a, 0)?.max(r(a, 1)?))),
    (MATH, "max", &[Double, Double], |a| real(r(a, 0)?.max(r(a, 1)?))),
    (MATH, "min", &[Int, Int], |a| Some(w64(w(a, 0)?.min(w(a, 1)?)))),
    (MATH, "min", &[Long, Long], |a| Some(w64(w(a, 0)?.min(w(a, 1)?)))),
    (MATH, "min", &[Float, Float], |a| short(r(a, 0)?.min(r(a, 1)?))),
    (MATH, "min", &[Double, Double], |a| real(r(a, 0)?.min(r(a, 1)?))),
    (MATH, "addExact", &[Int, Int], |a| w32(w(a, 0)? + w(a, 1)?)),
    (MATH, "addExact", &[Long, Long], |a| w(a, 0)?.checked_add(w(a, 1)?).map(w64)),
    (MATH, "subtractExact", &[Int, Int], |a| w32(w(a, 0)? - w(a, 1)?)),
    (MATH, "subtractExact", &[Long, Long], |a| w(a, 0)?.checked_sub(w(a, 1)?).map(w64)),
    (MATH, "multiplyExact", &[Int, Int], |a| w32(w(a, 0)? * w(a, 1)?)),
    (MATH, "multiplyExact", &[Long, Long], |a| w(a, 0)?.checked_mul(w(a, 1)?).map(w64)),
    (MATH, "floorDiv", &[Int, Int], |a| floor_div(w(a, 0)?, w(a, 1)?).and_then(w32)),
    (MATH, "floorDiv", &[Long, Long], |a| floor_div(w(a, 0)?, w(a, 1)?).map(w64)),
    (MATH, "floorMod", &[Int, Int], |a| floor_mod(w(a, 0)?, w(a, 1)?).map(w64)),
    (MATH, "floorMod", &[Long, Long], |a| floor_mod(w(a, 0)?, w(a, 1)?).map(w64)),
    (STRING, "valueOf", &[Object], |a| Some(Value::String(written(object(a, 0)?)))),
    (STRING, "valueOf", &[Boolean], |a| Some(text(&truth(a, 0)?))),
    (STRING, "valueOf", &[Char], |a| Some(text(&t(a, 0)?))),
    (STRING, "valueOf", &[Int], |a| Some(text(&w(a, 0)?))),
    (STRING, "valueOf", &[Long], |a| Some(text(&w(a, 0)?))),
    (STRING, "valueOf", &[Float], |a| Some(text(&with_point(&(r(a, 0)? as f32).to_string())))),
    (STRING, "valueOf", &[Double], |a| Some(text(&with_point(&r(a, 0)?.to_string())))),
    (STRING, "format", &[Text, Rest], |a| format(t(a, 0)?, rest(a, 1)?).map(Value::String)),
    (INTEGER, "parseInt", &[Text], |a| whole(t(a, 0)?).and_then(w32)),
    (INTEGER, "valueOf", &[Text], |a| whole(t(a, 0)?).and_then(w32)),
    (INTEGER, "valueOf", &[Int], |a| Some(w64(w(a, 0)?))),
    (INTEGER, "toString", &[Int], |a| Some(text(&w(a, 0)?))),
    (INTEGER, "toBinaryString", &[Int], |a| Some(text(&format_args!("{:b}", w(a, 0)? as i32)))),
    (INTEGER, "toOctalString", &[Int], |a| Some(text(&format_args!("{:o}", w(a, 0)? as i32)))),
    (INTEGER, "toHexString", &[Int], |a| Some(text(&format_args!("{:x}", w(a, 0)? as i32)))),
    (INTEGER, "sum", &[Int, Int], |a| Some(w64(i64::from((w(a, 0)? as i32).wrapping_add(w(a, 1)? as i32))))),
    (INTEGER, "max", &[Int, Int], |a| Some(w64(w(a, 0)?.max(w(a, 1)?)))),
    (INTEGER, "min", &[Int, Int], |a| Some(w64(w(a, 0)?.min(w(a, 1)?)))),
    (INTEGER, "signum", &[Int], |a| Some(w64(w(a, 0)?.signum()))),
    (LONG, "parseLong", &[Text], |a| whole(t(a, 0)?).map(w64)),
    (LONG, "valueOf", &[Text], |a| whole(t(a, 0)?).map(w64)),
    (LONG, "valueOf", &[Long], |a| Some(w64(w(a, 0)?))),
    (LONG, "toString", &[Long], |a| Some(text(&w(a, 0)?))),
    (LONG, "max", &[Long, Long], |a| Some(w64(w(a, 0)?.max(w(a, 1)?)))),
    (LONG, "min", &[Long, Long], |a| Some(w64(w(a, 0)?.min(w(a, 1)?)))),
    (FLOAT, "parseFloat", &[Text], |a| short(decimal(t(a, 0)?)?)),
    (FLOAT, "valueOf", &[Text], |a| short(decimal(t(a, 0)?)?)),
    (FLOAT, "valueOf", &[Float], |a| short(r(a, 0)?)),
    (DOUBLE, "parseDouble", &[Text], |a| real(decimal(t(a, 0)?)?)),
    (DOUBLE, "valueOf", &[Text], |a| real(decimal(t(a, 0)?)?)),
    (DOUBLE, "valueOf", &[Double], |a| real(r(a, 0)?)),
    (DOUBLE, "sum", &[Double, Double], |a| real(r(a, 0)? + r(a, 1)?)),
    (DOUBLE, "max", &[Double, Double], |a| real(r(a, 0)?.max(r(a, 1)?))),
    (DOUBLE, "min", &[Double, Double], |a| real(r(a, 0)?.min(r(a, 1)?))),
    (BOOLEAN, "parseBoolean", &[Text], |a| Some(Value::Boolean(t(a, 0)?.eq_ignore_ascii_case("true")))),
    (BOOLEAN, "valueOf", &[Text], |a| Some(Value::Boolean(t(a, 0)?.eq_ignore_ascii_case("true")))),
    (BOOLEAN, "valueOf", &[Boolean], |a| Some(Value::Boolean(truth(a, 0)?))),
    (BOOLEAN, "toString", &[Boolean], |a| Some(text(&truth(a, 0)?))),
    (BOOLEAN, "logicalAnd", &[Boolean, Boolean], |a| Some(Value::Boolean(truth(a, 0)? & truth(a, 1)?))),
    (BOOLEAN, "logicalOr", &[Boolean, Boolean], |a| Some(Value::Boolean(truth(a, 0)? | truth(a, 1)?))),
    (BOOLEAN, "logicalXor", &[Boolean, Boolean], |a| Some(Value::Boolean(truth(a, 0)? ^ truth(a, 1)?))),
    (DECIMAL, "valueOf", &[Long], |a| Some(w64(w(a, 0)?))),
    (DECIMAL, "valueOf", &[Double], |a| real(r(a, 0)?)),
];

fn w(all: &[Argument], at: usize) -> Option<i64> {
    if let Argument::Whole(whole) = all.get(at)? { Some(*whole) } else { None }
}

fn r(all: &[Argument], at: usize) -> Option<f64> {
    if let Argument::Real(real) = all.get(at)? { Some(*real) } else { None }
}

fn t(all: &[Argument], at: usize) -> Option<&str> {
    if let Argument::Text(text) = all.get(at)? { Some(text) } else { None }
}

fn truth(all: &[Argument], at: usize) -> Option<bool> {
    if let Argument::Truth(truth) = all.get(at)? { Some(*truth) } else { None }
}

fn object(all: &[Argument], at: usize) -> Option<&Value> {
    if let Argument::Object(value) = all.get(at)? { Some(value) } else { None }
}

fn rest(all: &[Argument], at: usize) -> Option<&[Value]> {
    if let Argument::Rest(rest) = all.get(at)? { Some(rest) } else { None }
}

fn w64(number: i64) -> Value {
    Value::Number(FeelNumber::from(number))
}

/// None where it is out of the bounds of an `int`.
fn w32(number: i64) -> Option<Value> {
    i32::try_from(number).ok().map(|_| w64(number))
}

fn text(of: &impl std::fmt::Display) -> Value {
    Value::String(of.to_string())
}

/// Java reads a whole number with a sign before it, and nothing around.
fn whole(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// Java reads a number with blanks around it.
fn decimal(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

/// Java writes a point in every `double`.
fn with_point(digits: &str) -> String {
    if digits.contains('.') { digits.to_owned() } else { format!("{digits}.0") }
}

fn signum(number: f64) -> f64 {
    if number == 0.0 { 0.0 } else { number.signum() }
}

fn floor_div(number: i64, by: i64) -> Option<i64> {
    let (whole, rest) = (number.checked_div(by)?, number.checked_rem(by)?);
    Some(if rest != 0 && (rest < 0) != (by < 0) { whole - 1 } else { whole })
}

fn floor_mod(number: i64, by: i64) -> Option<i64> {
    let rest = number.checked_rem(by)?;
    Some(if rest != 0 && (rest < 0) != (by < 0) { rest + by } else { rest })
}
