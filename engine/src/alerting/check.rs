//! Is it a rule? What is not is refused with what is wrong, and what to do.
use super::{duties, norms, place, processes};
use crate::api::{AlertRuleSpec, AlertScope, AlertSource};
use crate::error::Error;
use crate::meter;
use crate::projection::{unpack, webhook_key};
use crate::shell::Shell;
use crate::store::Table;
use crate::{
    ALERT_EVERY_MINUTES_MAX, ALERT_INHIBITORS_MAX, ALERT_LOOKS_MAX, ALERT_RECEIVERS_MAX, ALERT_REOPEN_HOURS_MAX,
    ALERT_REPEAT_MINUTES_MAX, ALERT_WINDOW_HOURS_MAX, checks,
};
use weir_core::organisation::UnitKind;
use weir_core::quiet::QUIET_TIMES_MAX;
use weir_mining::aggregate::{DAY_MS, HOUR_MS};
use weir_mining::ledger::{Metric, PEOPLE_MAX, PERSONS_MIN, Unit};
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::watch::office::REACH_MS;
use weir_mining::watch::read::{Detector, Statistic, WEEKS_MIN};

/// A name of a rule in one language, in bytes.
const RULE_NAME_BYTES_MAX: usize = 200;
/// How far ahead a version can be set, ms: a year.
const ALERT_AHEAD_MS_MAX: i64 = 366 * DAY_MS;
/// The most weeks that a season is told from: what a year knows of it.
const WEEKS_MAX: u32 = 52;

/// The id of a rule: it is a part of addresses.
pub fn id(id: &str) -> Result<(), Error> {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if id.is_empty() || id.len() > 64 || !id.chars().all(letter) {
        return no("alert-rule-id", "the id of a rule has 1 to 64 letters, digits, `-`, `_` and `.`");
    }
    Ok(())
}

/// All of a rule.
pub fn rule(shell: &Shell, own: &str, spec: &AlertRuleSpec) -> Result<(), Error> {
    let names = [&spec.name.zh, &spec.name.en];
    if names.iter().all(|name| name.trim().is_empty()) || names.iter().any(|name| name.len() > RULE_NAME_BYTES_MAX) {
        let message = format!("a rule has a name in one language at least, of at most {RULE_NAME_BYTES_MAX} bytes");
        return no("alert-rule-name", message);
    }
    scope(shell, &spec.scope)?;
    measure(shell, spec)?;
    lines(spec)?;
    window(shell, spec)?;
    told(shell, spec)?;
    if spec.inhibited_by.len() > ALERT_INHIBITORS_MAX || spec.inhibited_by.iter().any(|other| other == own) {
        let message = format!("a rule is kept back by at most {ALERT_INHIBITORS_MAX} others, and not by itself");
        return no("alert-inhibitors", message);
    }
    spec.inhibited_by.iter().try_for_each(|other| id(other))
}

fn scope(shell: &Shell, scope: &AlertScope) -> Result<(), Error> {
    let AlertScope { process, version, node, landscape, department, tag } = scope;
    match (process, landscape) {
        (Some(process), None) => of_process(shell, scope, process)?,
        (None, Some(id)) if version.is_none() && node.is_none() => {
            let (_, all) = shell.landscape.versioned(None);
            if !all.nodes.contains_key(id) {
                return Err(Error::not_found("landscape-node", id));
            }
            if processes(shell, &AlertScope { tag: None, ..scope.clone() }).is_empty() {
                let message = format!("no deployed process is linked to `{id}` or its parts: link one first");
                return no("alert-scope", message);
            }
        }
        (None, None) if version.is_none() && node.is_none() && (department.is_some() || tag.is_some()) => {}
        _ => {
            return no(
                "alert-scope",
                "say a process, with its version or activity where it is about those, or a node of the landscape; or a department \
                 or a tag of versions",
            );
        }
    }
    if let Some(tag) = tag {
        if version.is_some() {
            return no("alert-scope", "say a version, or what versions are called, and not both");
        }
        if processes(shell, scope).is_empty() {
            return no(
                "alert-scope",
                format!("no version that is deployed there is called `{tag}` (`weir:versionTag`)"),
            );
        }
    }
    department.as_deref().map_or(Ok(()), |department| of_department(shell, department))
}

/// A process with its version and activity, all of which are there.
fn of_process(shell: &Shell, scope: &AlertScope, process: &str) -> Result<(), Error> {
    let latest = shell.catalogue.latest(process).ok_or_else(|| Error::not_found("process", process))?;
    let versions = match (&scope.tag, scope.version) {
        (Some(tag), _) => place::tagged(shell, process, tag),
        (None, version) => vec![version.unwrap_or(latest.definition.version)],
    };
    let ids: Vec<String> = versions.into_iter().map(|version| format!("{process}:{version}")).collect();
    if let Some(gone) = ids.iter().find(|id| shell.catalogue.find(id).is_none()) {
        return Err(Error::not_found("definition", gone));
    }
    let Some(node) = &scope.node else { return Ok(()) };
    for id in &ids {
        if shell.catalogue.process(id)?.find(&node.as_str().into()).is_some() {
            return Ok(());
        }
    }
    // Of a tag that nothing is called it is said so, and not that the activity is missing.
    if ids.is_empty() { Ok(()) } else { Err(Error::not_found("node", node)) }
}

/// A department of which so many work here that nobody is looked at alone.
fn of_department(shell: &Shell, id: &str) -> Result<(), Error> {
    if !shell.organisation.now().has(UnitKind::Department, id, shell.now()) {
        return no("alert-department", format!("there is no department `{id}`"));
    }
    if !place::are_enough(&place::people(shell, id)) {
        let message = format!(
            "figures are told of {PERSONS_MIN} to {PEOPLE_MAX} people together: `{id}` and the departments below it have fewer or \
             more"
        );
        return no("alert-department", message);
    }
    Ok(())
}

fn measure(shell: &Shell, spec: &AlertRuleSpec) -> Result<(), Error> {
    let metric = match &spec.source {
        AlertSource::Metric(metric) => *metric,
        AlertSource::Indicator(key) => return indicator(shell, spec, key),
        AlertSource::Duty(id) => return duty(shell, spec, id),
        AlertSource::Norm(id) => return norm(shell, spec, id),
    };
    if spec.unit.is_some() {
        return no("alert-indicator", "a unit is said of an indicator only: a measure has its own");
    }
    let of_times = metric.unit() == Unit::Ms;
    if !metric.is_of(spec.scope.node.is_some()) {
        let message = "this measure is not told at this place: queue, claimed and service are of activities; rework, \
                       firstPass, sentBack and running of processes";
        return no("alert-metric", message);
    }
    if spec.statistic == Statistic::P95 && !of_times {
        return no("alert-statistic", "a quantile is told of times only: say `mean`");
    }
    let seasons = WEEKS_MIN as u32..=WEEKS_MAX;
    match spec.detector {
        Detector::Seasonal(weeks) if !seasons.contains(&weeks) => {
            no("alert-detector", format!("a season is told from {WEEKS_MIN} to {WEEKS_MAX} weeks"))
        }
        Detector::Outliers(q) if !of_times || !(0.5..=0.999).contains(&q) => {
            no("alert-detector", "outliers are of times, beyond a quantile of 0.5 to 0.999")
        }
        Detector::Version
            if metric.unit() == Unit::Count || spec.scope.process.is_none() || spec.scope.tag.is_some() =>
        {
            no(
                "alert-detector",
                "versions are held against each other by times and shares, of one process and all its versions",
            )
        }
        Detector::Outliers(_) | Detector::Seasonal(_) if metric == Metric::Running => {
            no("alert-detector", "what runs now is held against lines only")
        }
        _ => Ok(()),
    }
}

/// A rule of duties is watched in its process, by how often it was broken.
fn duty(shell: &Shell, spec: &AlertRuleSpec, id: &str) -> Result<(), Error> {
    let found = duties::find(shell, id)?.ok_or_else(|| Error::not_found("duty-rule", id))?;
    let Some(process) = found.spec.process else {
        return no(
            "alert-duty",
            format!("`{id}` is about roles: who holds both is asked, and breaks nothing by itself"),
        );
    };
    if spec.scope.process.as_ref() != Some(&process) || spec.scope.node.is_some() {
        return no("alert-duty", format!("`{id}` is of process `{process}`: a rule that watches it names that"));
    }
    if spec.scope.department.is_some() {
        return no("alert-duty", "a rule of duties is broken by one person, of whatever department: name none");
    }
    if spec.unit.is_some() || spec.statistic != Statistic::Mean || spec.detector != Detector::Threshold {
        return no(
            "alert-duty",
            "how often it was broken is held against lines: say `mean` and `threshold`, and no unit",
        );
    }
    Ok(())
}

/// A rule that the owner of a process has declared is watched there, by how many instances that ended broke it.
fn norm(shell: &Shell, spec: &AlertRuleSpec, id: &str) -> Result<(), Error> {
    let Some(process) = spec.scope.process.as_deref().filter(|_| spec.scope.node.is_none()) else {
        return no(
            "alert-norm",
            "a rule that instances are held against is of one process: name that, and no activity",
        );
    };
    if norms::find(shell, process, id)?.is_none() {
        return Err(Error::not_found("norm-rule", id));
    }
    if spec.unit.is_some() || spec.statistic != Statistic::Mean || spec.detector != Detector::Threshold {
        return no(
            "alert-norm",
            "how many instances broke it is held against lines: say `mean` and `threshold`, and no unit",
        );
    }
    Ok(())
}

/// An indicator is watched where it is measured, by what it says itself, in its own unit.
fn indicator(shell: &Shell, spec: &AlertRuleSpec, key: &str) -> Result<(), Error> {
    let found = shell.indicators.get(key).ok_or_else(|| Error::not_found("indicator", key))?;
    let indicator = &found.indicator;
    if meter::scope(indicator) != spec.scope {
        let of = match (&indicator.process, &indicator.node) {
            (Some(process), _) => format!("process `{process}`"),
            (_, node) => format!("node `{}` of the landscape", node.as_deref().unwrap_or_default()),
        };
        return no(
            "alert-indicator",
            format!("`{key}` is of {of}: a rule that watches it names that and no other place"),
        );
    }
    if let Some(unit) = spec.unit.as_ref().filter(|unit| **unit != indicator.unit) {
        let message = format!("`{key}` is told in `{}`, not in `{unit}`: draw the lines in that unit", indicator.unit);
        return no("alert-indicator", message);
    }
    if spec.statistic != Statistic::Mean {
        return no("alert-statistic", "an indicator says by its formula what is made of its values: say `mean`");
    }
    let seasons = WEEKS_MIN as u32..=WEEKS_MAX;
    match spec.detector {
        Detector::Threshold => Ok(()),
        Detector::Seasonal(weeks) if seasons.contains(&weeks) => Ok(()),
        Detector::Seasonal(_) => {
            no("alert-detector", format!("a season is told from {WEEKS_MIN} to {WEEKS_MAX} weeks"))
        }
        Detector::Outliers(_) | Detector::Version => {
            no("alert-detector", "an indicator is one value: it is held against lines or a season")
        }
    }
}

/// A rule with what it leaves to its indicator to say.
pub fn filled(shell: &Shell, spec: AlertRuleSpec) -> AlertRuleSpec {
    let unit = match &spec.source {
        AlertSource::Metric(_) | AlertSource::Duty(_) | AlertSource::Norm(_) => return spec,
        AlertSource::Indicator(key) => shell.indicators.get(key).map(|found| found.indicator.unit.clone()),
    };
    AlertRuleSpec { unit: spec.unit.or(unit), ..spec }
}

fn lines(spec: &AlertRuleSpec) -> Result<(), Error> {
    if !(1..=ALERT_WINDOW_HOURS_MAX).contains(&spec.window_hours)
        || !(1..=ALERT_EVERY_MINUTES_MAX).contains(&spec.every_minutes)
        || spec.every_minutes > spec.window_hours * 60
    {
        let message = format!(
            "a window has 1 to {ALERT_WINDOW_HOURS_MAX} hours, and is looked at every 1 to {ALERT_EVERY_MINUTES_MAX} minutes, \
             at least once in its length"
        );
        return no("alert-window", message);
    }
    if spec.of > ALERT_LOOKS_MAX || !(1..=ALERT_LOOKS_MAX).contains(&spec.keep) {
        let message = format!("`of` is at most {ALERT_LOOKS_MAX}, and `keep` 1 to {ALERT_LOOKS_MAX}");
        return no("alert-windows", message);
    }
    spec.lines().check().map_err(|error| Error::invalid(error.code(), error.to_string()))?;
    let all = [Some(spec.warn), spec.critical];
    let range = match spec.unit().as_str() {
        "share" => 0.0..=1.0,
        "share-more" => -1.0..=1.0,
        "ms-more" => -1e15..=1e15,
        "%" => 0.0..=100.0,
        "deviations" => -1e6..=1e6,
        _ => 0.0..=1e15,
    };
    if all.into_iter().flatten().any(|line| !range.contains(&line)) {
        return no(
            "alert-line-range",
            "a line is within what the value can be: shares are 0 to 1, times and counts not below 0",
        );
    }
    Ok(())
}

/// A window that is counted in the hours of a work calendar.
fn window(shell: &Shell, spec: &AlertRuleSpec) -> Result<(), Error> {
    let Some(id) = &spec.window_calendar else { return Ok(()) };
    let organisation = shell.organisation.now();
    let calendar = organisation.calendars.get(id).ok_or_else(|| Error::not_found("calendar", id))?;
    let now = shell.now().0;
    let reached = WorkingTime::of(calendar, now - REACH_MS, now).between(now - REACH_MS, now);
    if reached < i64::from(spec.window_hours) * HOUR_MS {
        let hours = reached / HOUR_MS;
        let message = format!(
            "in the last {ALERT_WINDOW_HOURS_MAX} hours calendar `{id}` has {hours} hours of work: a window is no longer than that"
        );
        return no("alert-window", message);
    }
    Ok(())
}

fn told(shell: &Shell, spec: &AlertRuleSpec) -> Result<(), Error> {
    let to = &spec.receivers;
    if to.people.len() + to.roles.len() + to.webhooks.len() > ALERT_RECEIVERS_MAX {
        return no("alert-receivers", format!("a rule tells at most {ALERT_RECEIVERS_MAX} people, roles and webhooks"));
    }
    let (organisation, now) = (shell.organisation.now(), shell.now());
    let latest = spec.scope.process.as_deref().and_then(|process| shell.catalogue.latest(process));
    let tenant = latest.and_then(|latest| latest.definition.tenant.clone());
    let unknown = |what: &str, id: &str| {
        no("alert-receiver-unknown", format!("there is no {what} `{id}` to be told: choose one that is there"))
    };
    for person in to.people.iter().chain(&spec.owner) {
        checks::name("a person", person)?;
    }
    // Nobody of another tenant is told: they are refused like a stranger.
    let stranger =
        |person: &&String| organisation.person(person, now).is_none() || shell.is_elsewhere(person, tenant.as_deref());
    if let Some(person) = to.people.iter().find(stranger) {
        return unknown("person", person);
    }
    if let Some(role) = to.roles.iter().find(|role| !organisation.has(UnitKind::Role, role, now)) {
        return unknown("role", role);
    }
    for webhook in &to.webhooks {
        let found = shell.store.get(Table::Outgoing, &webhook_key(webhook))?;
        let found: Option<crate::api::Webhook> = found.map(|bytes| unpack(&bytes)).transpose()?;
        // Nothing of a tenant goes to another.
        if found.is_none_or(|found| found.tenant != tenant) {
            return unknown("webhook", webhook);
        }
    }
    if spec.quiet.len() > QUIET_TIMES_MAX {
        return no("too-many-quiet-times", format!("a rule has at most {QUIET_TIMES_MAX} quiet times"));
    }
    if let Some(quiet) = spec.quiet.iter().find(|quiet| !quiet.has_zone()) {
        let message = format!("there is no time zone `{}`: use an IANA name like Asia/Shanghai", quiet.time_zone);
        return no("quiet-time-zone", message);
    }
    if spec.effective_from.is_some_and(|from| from.0 - now.0 > ALERT_AHEAD_MS_MAX) {
        return no("alert-effective-from", "a rule takes effect within a year");
    }
    if spec.repeat_minutes.is_some_and(|minutes| !(1..=ALERT_REPEAT_MINUTES_MAX).contains(&minutes))
        || spec.reopen_hours > ALERT_REOPEN_HOURS_MAX
    {
        let message = format!(
            "an alert is told again after 1 to {ALERT_REPEAT_MINUTES_MAX} minutes, and opened again within at most \
             {ALERT_REOPEN_HOURS_MAX} hours"
        );
        return no("alert-repeat", message);
    }
    Ok(())
}

fn no<T>(code: &'static str, message: impl Into<String>) -> Result<T, Error> {
    Err(Error::invalid(code, message))
}
