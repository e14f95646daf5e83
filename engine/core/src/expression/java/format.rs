//! `String.format` of Java: texts, whole numbers, decimals and truth values, with width, precision and the commonest flags.
use dsntk_feel::FeelNumber;
use dsntk_feel::values::Value;

use super::super::rounding::half_up;

/// No field is wider, and no number has more digits behind its point.
const WIDTH_MAX: usize = 1_000;

/// Most bytes of a text: a pattern of few letters can otherwise make one that no memory holds.
const BYTES_MAX: usize = 1 << 20;

/// One `%…` of a pattern.
#[derive(Default)]
struct Field {
    argument: Option<usize>,
    flags: String,
    width: usize,
    precision: Option<usize>,
}

impl Field {
    fn has(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }
}

/// The text; none where Java throws an exception, or a field is of a kind that is not done here.
pub(super) fn format(pattern: &str, arguments: &[Value]) -> Option<String> {
    let (mut text, mut rest, mut next) = (String::new(), pattern, 0);
    while let Some((before, behind)) = rest.split_once('%') {
        text.push_str(before);
        let (field, kind, behind) = field(behind)?;
        rest = behind;
        match kind {
            '%' => text.push('%'),
            'n' => text.push('\n'),
            kind => {
                let at = field.argument.unwrap_or_else(|| {
                    next += 1;
                    next - 1
                });
                text.push_str(&padded(&field, &one(&field, kind, arguments.get(at)?)?));
            }
        }
        if text.len() > BYTES_MAX {
            return None;
        }
    }
    text.push_str(rest);
    Some(text)
}

/// What stands behind a `%`: the field, its kind, and the rest.
fn field(text: &str) -> Option<(Field, char, &str)> {
    let mut field = Field::default();
    let mut rest = text;
    let digits = |rest: &str| rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (number, behind) = rest.split_at(digits(rest));
    if let Some(behind) = behind.strip_prefix('$') {
        field.argument = Some(number.parse::<usize>().ok()?.checked_sub(1)?);
        rest = behind;
    }
    let flags = rest.find(|flag: char| !"-0+,".contains(flag)).unwrap_or(rest.len());
    rest[..flags].clone_into(&mut field.flags);
    rest = &rest[flags..];
    let (width, behind) = rest.split_at(digits(rest));
    if !width.is_empty() {
        field.width = width.parse().ok().filter(|width| *width <= WIDTH_MAX)?;
    }
    rest = behind;
    if let Some(behind) = rest.strip_prefix('.') {
        let (precision, behind) = behind.split_at(digits(behind));
        field.precision = Some(precision.parse().ok().filter(|precision| *precision <= WIDTH_MAX)?);
        rest = behind;
    }
    let kind = rest.chars().next()?;
    Some((field, kind, &rest[kind.len_utf8()..]))
}

fn one(field: &Field, kind: char, value: &Value) -> Option<String> {
    let upper = kind.is_ascii_uppercase();
    let text = match (kind.to_ascii_lowercase(), value) {
        ('s', value) => cut(field, written(value)),
        ('b', Value::Boolean(truth)) => cut(field, truth.to_string()),
        ('b', value) => cut(field, (!value.is_null()).to_string()),
        ('c', Value::String(text)) if text.encode_utf16().count() == 1 => text.clone(),
        ('d' | 'f', Value::Null(_)) => "null".to_owned(),
        ('d', Value::Number(number)) if *number == number.trunc() && field.precision.is_none() => {
            signed(field, &number.to_string())
        }
        ('f', Value::Number(number)) => {
            let digits = field.precision.unwrap_or(6);
            signed(field, &with_digits(*number, digits))
        }
        ('x', Value::Number(number)) if field.precision.is_none() => {
            format!("{:x}", i32::try_from(number).ok()?)
        }
        _ => return None,
    };
    Some(if upper { text.to_uppercase() } else { text })
}

/// The text of a value, as Java has it.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null(_) => "null".to_owned(),
        Value::List(all) => format!("[{}]", all.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Context(all) => {
            let entries: Vec<String> = all.iter().map(|(name, value)| format!("{name}={}", written(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        other => other.to_string(),
    }
}

fn cut(field: &Field, text: String) -> String {
    match field.precision {
        Some(most) => text.chars().take(most).collect(),
        None => text,
    }
}

fn with_digits(number: FeelNumber, digits: usize) -> String {
    let rounded = half_up(number, digits as i32).to_string();
    let (whole, behind) = rounded.split_once('.').unwrap_or((&rounded, ""));
    if digits == 0 { whole.to_owned() } else { format!("{whole}.{behind:0<digits$}") }
}

/// With the sign, the commas and the zeros that the field asks for.
fn signed(field: &Field, digits: &str) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None if field.has('+') => ("+", digits),
        None => ("", digits),
    };
    let (whole, behind) = digits.find('.').map_or((digits, ""), |point| digits.split_at(point));
    let mut all = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if field.has(',') && at > 0 && (whole.len() - at).is_multiple_of(3) {
            all.push(',');
        }
        all.push(digit);
    }
    all.push_str(behind);
    let zeros = if field.has('0') { field.width.saturating_sub(sign.len() + all.len()) } else { 0 };
    format!("{sign}{}{all}", "0".repeat(zeros))
}

fn padded(field: &Field, text: &str) -> String {
    let missing = field.width.saturating_sub(text.chars().count());
    let blanks = " ".repeat(missing);
    if field.has('-') { format!("{text}{blanks}") } else { format!("{blanks}{text}") }
}
