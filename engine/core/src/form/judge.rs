//! Whether one value is what its field takes.
use super::data::{Sight, at, same};
use super::error::Fault;
use super::schema::{Choices, FilesTaken, Limit, Takes, TimePart, Zone};
use crate::element::kind_of;
use crate::expression::Expression;
use crate::organisation::UnitKind;
use crate::parameter::Moment;
use serde_json::Value;

/// What is wrong, and the words for it.
pub type Wrong = (Fault, String);

/// The longest text of one field, in characters, where the form says no other limit.
const TEXT_MAX: usize = 100_000;
/// How many values one field may hold.
const MANY_MAX: usize = 1000;

/// The codes of what an expression lacks as long as nothing was entered.
const NOT_YET: [&str; 2] = ["feel-missing-variable", "feel-null"];

/// What is needed to judge.
pub struct Judge<'a> {
    /// The time, and who works here then.
    pub moment: Moment<'a>,
    /// Says what is wrong with an attachment of that id.
    pub attachment: &'a dyn Fn(&str, &FilesTaken) -> Option<String>,
    /// What expressions see.
    pub sight: Sight<'a>,
}

impl Judge<'_> {
    /// Everything that is wrong with a value that is there.
    pub fn value(&self, takes: &Takes, value: &Value) -> Vec<Wrong> {
        let mut wrong = vec![];
        let one = match takes {
            Takes::Text { least, most, pattern } => {
                return match value.as_str() {
                    None => vec![mistyped("a text", value)],
                    Some(text) => self.text(text, (least.as_ref(), most.as_ref()), pattern.as_ref()),
                };
            }
            Takes::Number { .. } => return self.number(takes, value),
            Takes::Truth if !value.is_boolean() => Some(mistyped("true or false", value)),
            Takes::Truth | Takes::Computed(_) => None,
            Takes::One(choices) => self.choice(choices, value),
            Takes::Many(choices) => return Self::many(value, |item| self.choice(choices, item)),
            Takes::Time { part, zone, to_come, every } => match value.as_str() {
                None => Some(mistyped("a text with a date or time", value)),
                Some(text) => self.time(text, (*part, *zone), *to_come, *every),
            },
            Takes::Person { many } => return Self::several(*many, value, |id| self.person(id)),
            Takes::Department { many } => return Self::several(*many, value, |id| self.department(id)),
            Takes::Files { many, taken } => {
                let judged = |id: &str| (self.attachment)(id, taken).map(|message| (Fault::Attachment, message));
                return Self::several(*many, value, judged);
            }
        };
        wrong.extend(one);
        wrong
    }

    fn text(
        &self,
        text: &str,
        (least, most): (Option<&Limit>, Option<&Limit>),
        pattern: Option<&(regex::Regex, &'static str)>,
    ) -> Vec<Wrong> {
        let mut wrong = vec![];
        if text.chars().count() > TEXT_MAX {
            return vec![(Fault::TooLong, format!("it has more than {TEXT_MAX} characters"))];
        }
        if text.is_empty() {
            return wrong;
        }
        // As the browser counts: without blanks around it, in units of UTF-16.
        let length = text.trim().encode_utf16().count() as f64;
        match least.map(|limit| self.limit(limit)) {
            Some(Ok(Some(least))) if length < least => {
                wrong.push((Fault::TooShort, format!("it has at least {least} characters")));
            }
            Some(Err(error)) => wrong.push(error),
            _ => {}
        }
        match most.map(|limit| self.limit(limit)) {
            Some(Ok(Some(most))) if length > most => {
                wrong.push((Fault::TooLong, format!("it has at most {most} characters")));
            }
            Some(Err(error)) => wrong.push(error),
            _ => {}
        }
        if let Some((pattern, called)) = pattern
            && !pattern.is_match(text)
        {
            let wanted =
                if called.is_empty() { format!("a text that matches {pattern}") } else { (*called).to_owned() };
            wrong.push((Fault::Pattern, format!("it is {wanted}")));
        }
        wrong
    }

    fn number(&self, takes: &Takes, value: &Value) -> Vec<Wrong> {
        let Takes::Number { least, most, digits, step, as_text } = takes else { return vec![] };
        let written = match value {
            Value::Number(number) if !as_text => number.to_string(),
            Value::String(text) if *as_text => text.trim().to_owned(),
            other => return vec![mistyped(if *as_text { "a text with a number" } else { "a number" }, other)],
        };
        let Some(number) = written.parse::<f64>().ok().filter(|number| number.is_finite()) else {
            return vec![(Fault::Type, "it is no number".to_owned())];
        };
        let mut wrong = vec![];
        if let Some(digits) = digits
            && fraction_digits(&written) > u64::from(*digits)
        {
            wrong.push((Fault::Decimals, format!("it has at most {digits} digits behind the point")));
        }
        for (limit, fault) in [(least, Fault::TooSmall), (most, Fault::TooLarge)] {
            match limit.as_ref().map(|limit| self.limit(limit)) {
                Some(Ok(Some(least))) if fault == Fault::TooSmall && number < least => {
                    wrong.push((fault, format!("it is at least {least}")));
                }
                Some(Ok(Some(most))) if fault == Fault::TooLarge && number > most => {
                    wrong.push((fault, format!("it is at most {most}")));
                }
                Some(Err(error)) => wrong.push(error),
                _ => {}
            }
        }
        match step.as_ref().map(|limit| self.limit(limit)) {
            Some(Ok(Some(step))) if step > 0.0 && !is_multiple(number, step) => {
                wrong.push((Fault::Step, format!("it is a multiple of {step}")));
            }
            Some(Err(error)) => wrong.push(error),
            _ => {}
        }
        wrong
    }

    /// A limit; none where its expression gives null.
    fn limit(&self, limit: &Limit) -> Result<Option<f64>, Wrong> {
        match limit {
            Limit::Fixed(limit) => Ok(Some(*limit)),
            Limit::Computed(expression) => {
                let value = self.evaluate(expression)?;
                let number = value.as_f64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()));
                match number {
                    None if !value.is_null() => {
                        let message = format!("its limit `{}` gives {}", expression.text(), kind_of(&value));
                        Err((Fault::Expression, message))
                    }
                    number => Ok(number),
                }
            }
        }
    }

    fn choice(&self, choices: &Choices, value: &Value) -> Option<Wrong> {
        if !(value.is_string() || value.is_number() || value.is_boolean() || value.is_object()) {
            return Some(mistyped("one value", value));
        }
        let there = match self.values(choices) {
            Ok(there) => there,
            Err(wrong) => return Some(wrong),
        };
        let found = there.iter().any(|one| same(Some(one), Some(value)));
        (!found).then(|| (Fault::Choice, "it is none of the values that may be chosen".to_owned()))
    }

    /// The values that may be chosen.
    pub fn values(&self, choices: &Choices) -> Result<Vec<Value>, Wrong> {
        let list = match choices {
            Choices::Fixed(values) => return Ok(values.clone()),
            Choices::Variable(path) => {
                let row = self.sight.rows.iter().rev().find_map(|(row, _)| at(row, path));
                row.or_else(|| at(self.sight.all, path)).cloned().unwrap_or_default()
            }
            Choices::Computed(expression) => self.evaluate(expression)?,
        };
        let Value::Array(items) = list else { return Ok(vec![]) };
        let value = |item: Value| match item {
            Value::Object(mut entry) if entry.contains_key("value") => entry.remove("value").unwrap_or_default(),
            other => other,
        };
        Ok(items.into_iter().map(value).collect())
    }

    fn many(value: &Value, judged: impl Fn(&Value) -> Option<Wrong>) -> Vec<Wrong> {
        let Some(items) = value.as_array() else { return vec![mistyped("a list", value)] };
        if items.len() > MANY_MAX {
            return vec![(Fault::TooLong, format!("at most {MANY_MAX} may be chosen"))];
        }
        let twice = items.iter().enumerate().any(|(at, item)| items[..at].iter().any(|o| same(Some(o), Some(item))));
        if twice {
            return vec![(Fault::Choice, "one value is chosen twice".to_owned())];
        }
        items.iter().find_map(judged).into_iter().collect()
    }

    fn several(many: bool, value: &Value, judged: impl Fn(&str) -> Option<Wrong>) -> Vec<Wrong> {
        let one = |value: &Value| match value.as_str() {
            Some(id) => judged(id),
            None => Some(mistyped("an id", value)),
        };
        if many { Self::many(value, one) } else { one(value).into_iter().collect() }
    }

    fn person(&self, id: &str) -> Option<Wrong> {
        let Moment { now, organisation, .. } = self.moment;
        (!organisation.knows(id, now)).then(|| (Fault::Person, format!("nobody here is called `{id}`")))
    }

    fn department(&self, id: &str) -> Option<Wrong> {
        let Moment { now, organisation, .. } = self.moment;
        let departments = organisation.whole();
        let known = departments.departments.is_empty() || departments.has(UnitKind::Department, id, now);
        (!known).then(|| (Fault::Department, format!("there is no department `{id}`")))
    }

    fn time(&self, text: &str, (part, zone): (TimePart, Zone), to_come: bool, every: Option<u32>) -> Option<Wrong> {
        let wrong = |wanted: &str| Some((Fault::Date, format!("it is {wanted}")));
        let (date, time) = match part {
            TimePart::Date => (Some(text), None),
            TimePart::Time => (None, Some(text)),
            TimePart::Both => match text.split_once('T') {
                Some((date, time)) => (Some(date), Some(time)),
                None => return wrong("a date and a time like 2026-07-01T09:30"),
            },
        };
        let day = match date.map(|date| (date, date.parse::<jiff::civil::Date>())) {
            Some((date, Ok(day))) if date.len() == 10 => Some(day),
            Some(_) => return wrong("a date like 2026-07-01"),
            None => None,
        };
        if let Some(time) = time {
            let Some((hour, minute)) = clock(time, zone) else {
                return wrong(match zone {
                    Zone::Offset => "a time with its offset like 09:30+08:00",
                    Zone::Utc => "a time in UTC like 01:30Z",
                    Zone::None => "a time like 09:30",
                });
            };
            if every.is_some_and(|every| (hour * 60 + minute) % every != 0) {
                return Some((Fault::Step, format!("its minutes go in steps of {}", every.unwrap_or(1))));
            }
        }
        // Over is a day that is over everywhere on earth, for nobody says where whoever chose it is.
        let earliest =
            (self.moment.now.to_jiff() - jiff::SignedDuration::from_hours(12)).to_zoned(jiff::tz::TimeZone::UTC).date();
        (to_come && day.is_some_and(|day| day < earliest)).then(|| (Fault::Passed, "it is over already".to_owned()))
    }

    /// The value of an expression of the form; null as long as something that it needs is not there.
    pub fn evaluate(&self, expression: &Expression) -> Result<Value, Wrong> {
        match expression.evaluate(&self.sight, self.moment.now.to_jiff()) {
            Ok(value) => Ok(value),
            Err(error) if NOT_YET.contains(&error.code()) => Ok(Value::Null),
            Err(error) => Err((Fault::Expression, error.to_string())),
        }
    }

    /// Does a condition hold? Anything but true does not.
    pub fn holds(&self, expression: &Expression) -> Result<bool, Wrong> {
        Ok(self.evaluate(expression)? == Value::Bool(true))
    }
}

fn mistyped(wanted: &str, value: &Value) -> Wrong {
    (Fault::Type, format!("it is {wanted}, not {}", kind_of(value)))
}

/// Digits behind the point of a number as it is written, with its exponent.
fn fraction_digits(written: &str) -> u64 {
    let (digits, exponent) = written.split_once(['e', 'E']).unwrap_or((written, "0"));
    let fraction = digits.split_once('.').map_or("", |(_, fraction)| fraction).trim_end_matches('0').len() as i64;
    // One that no counter holds is as large as one can be, or as small.
    let furthest = if exponent.starts_with('-') { i64::MIN } else { i64::MAX };
    fraction.saturating_sub(exponent.parse::<i64>().unwrap_or(furthest)).max(0) as u64
}

/// A multiple, as far as numbers of this kind can say.
fn is_multiple(number: f64, step: f64) -> bool {
    let times = number / step;
    (times - times.round()).abs() <= times.abs().max(1.0) * 1e-9
}

/// Hour and minute of a time that says its zone as it has to.
fn clock(text: &str, zone: Zone) -> Option<(u32, u32)> {
    let (time, offset) = match text.find(['Z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let right = match zone {
        Zone::Utc => offset == "Z",
        Zone::None => offset.is_empty(),
        Zone::Offset => offset == "Z" || offset.get(1..).is_some_and(|offset| minutes(offset, 14).is_some()),
    };
    right.then(|| minutes(time, 23)).flatten()
}

/// `HH:MM`, perhaps with seconds that are nought.
fn minutes(text: &str, hours_max: u32) -> Option<(u32, u32)> {
    let text = text.strip_suffix(":00").filter(|rest| rest.len() == 5).unwrap_or(text);
    let (hour, minute) = text.split_once(':')?;
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() == 2);
    let (hour, minute) = (number(hour)?, number(minute)?);
    (hour <= hours_max && minute < 60).then_some((hour, minute))
}

#[cfg(test)]
mod tests {
    use super::fraction_digits;

    #[test]
    fn exponents_beyond_every_counter_are_counted_as_far_as_one_goes() {
        let cases = [
            ("12", 0),
            ("1.50", 1),
            ("1.25e1", 1),
            ("1e-3", 3),
            ("1e9223372036854775807", 0),
            ("1e-9223372036854775808", i64::MAX as u64),
            ("1.5e-99999999999999999999", i64::MAX as u64),
            ("1e99999999999999999999", 0),
        ];
        for (written, digits) in cases {
            assert_eq!(fraction_digits(written), digits, "{written}");
        }
    }
}
