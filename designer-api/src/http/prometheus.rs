//! Figures in the text format of Prometheus. Names and labels are a contract; no label grows with the load.
use super::App;
use std::fmt::Write;
use weir_engine::api::{Condition, Histogram, Metrics};

/// All figures of the engine and of the edge.
pub fn text(app: &App) -> String {
    let mut out = engine(&app.engine().metrics());
    let ready = u64::from(app.engine().health().condition == Condition::Running);
    gauge(&mut out, "ready", "Whether the engine takes work.", ready);
    head(&mut out, "http_responses_total", "Answers by class of status.", "counter");
    for class in 1..6 {
        line(&mut out, &format!("http_responses_total{{class=\"{class}xx\"}}"), app.answers(class));
    }
    head(&mut out, "http_refused_total", "Refused requests by code, whoever refused them.", "counter");
    for (code, count) in app.refused() {
        line(&mut out, &format!("http_refused_total{{code=\"{code}\"}}"), count);
    }
    head(&mut out, "deliveries_total", "Tries to deliver mails and webhooks by what came of them.", "counter");
    for (outcome, count) in app.postman().outcomes() {
        line(&mut out, &format!("deliveries_total{{outcome=\"{outcome}\"}}"), count);
    }
    out.push_str(&app.admission().metrics());
    out
}

fn engine(m: &Metrics) -> String {
    let mut out = String::with_capacity(8 << 10);
    counter(&mut out, "commands_total", "Commands carried out.", m.commands);
    counter(&mut out, "events_total", "Events of them.", m.events);
    head(
        &mut out,
        "rejected_total",
        "Requests that partitions refused, by code; the engine's own are among them.",
        "counter",
    );
    for (code, count) in &m.rejected {
        line(&mut out, &format!("rejected_total{{code=\"{code}\"}}"), *count);
    }
    counter(&mut out, "commit_groups_total", "Groups committed.", m.groups);
    counter(&mut out, "commits_total", "Commits in them.", m.commits);
    histogram(&mut out, "commit_group_size", "Commits of a group.", &m.group_size);
    histogram(&mut out, "commit_microseconds", "Duration of a group's commit.", &m.commit_us);
    gauge(&mut out, "last_fsync_microseconds", "Duration of the last fdatasync.", m.last_fsync_us);
    gauge(&mut out, "queued_requests", "Requests that wait for their partition.", m.queued);
    histogram(&mut out, "timer_late_milliseconds", "How late timers fired.", &m.timer_late_ms);
    counter(&mut out, "cache_hits_total", "Instances found in memory.", m.cache_hits);
    counter(&mut out, "cache_misses_total", "Instances read from the view.", m.cache_misses);
    counter(&mut out, "instances_started_total", "Instances started.", m.instances_started);
    counter(&mut out, "instances_ended_total", "Instances ended.", m.instances_ended);
    counter(&mut out, "incidents_raised_total", "Incidents raised.", m.incidents_raised);
    counter(&mut out, "jobs_locked_total", "Jobs given to workers.", m.jobs_locked);
    counter(&mut out, "quarantined_total", "Instances put in quarantine.", m.quarantined);
    counter(&mut out, "dead_letters_total", "Commands of the engine to itself that were set aside.", m.dead_letters);
    counter(&mut out, "evaluations_total", "Expressions evaluated in a child process.", m.evaluations);
    counter(&mut out, "evaluations_killed_total", "Child processes killed.", m.evaluations_killed);
    gauge(&mut out, "open_instances", "Instances that run.", m.open_instances);
    gauge(&mut out, "open_user_tasks", "Tasks that wait for people.", m.open_user_tasks);
    gauge(&mut out, "open_jobs", "Jobs that wait for a worker or are with one.", m.open_jobs);
    gauge(&mut out, "open_incidents", "Incidents that wait for somebody.", m.open_incidents);
    gauge(&mut out, "log_bytes", "Length of the log.", m.log_bytes);
    gauge(&mut out, "overlay_bytes", "Memory held by changes that are not in the view yet.", m.overlay_bytes);
    gauge(&mut out, "view_lag_bytes", "How much of the log the view does not reflect yet.", m.view_lag_bytes);
    counter(&mut out, "analytics_events_total", "Events that analytics have folded.", m.analytics_events);
    gauge(&mut out, "analytics_lag_milliseconds", "For how long something waits to be folded.", m.analytics_lag_ms);
    histogram(
        &mut out,
        "analytics_waited_milliseconds",
        "How long what was committed waited until it was folded.",
        &m.analytics_waited_ms,
    );
    gauge(&mut out, "analytics_rows", "Rows that analytics hold.", m.analytics_rows);
    gauge(&mut out, "analytics_bytes", "Memory of analytics, estimated.", m.analytics_bytes);
    gauge(&mut out, "analytics_aggregate_bytes", "What of it are aggregates.", m.analytics_aggregate_bytes);
    let told = "What commits have cost more because analytics follow them.";
    counter(&mut out, "analytics_told_nanoseconds_total", told, m.analytics_told_ns);
    out
}

fn counter(out: &mut String, name: &str, help: &str, value: u64) {
    head(out, name, help, "counter");
    line(out, name, value);
}

fn gauge(out: &mut String, name: &str, help: &str, value: u64) {
    head(out, name, help, "gauge");
    line(out, name, value);
}

fn histogram(out: &mut String, name: &str, help: &str, histogram: &Histogram) {
    head(out, name, help, "histogram");
    for (bound, count) in &histogram.buckets {
        line(out, &format!("{name}_bucket{{le=\"{bound}\"}}"), *count);
    }
    line(out, &format!("{name}_bucket{{le=\"+Inf\"}}"), histogram.count);
    line(out, &format!("{name}_sum"), histogram.sum);
    line(out, &format!("{name}_count"), histogram.count);
}

fn head(out: &mut String, name: &str, help: &str, kind: &str) {
    let _ = writeln!(out, "# HELP weir_{name} {help}\n# TYPE weir_{name} {kind}"); // a String takes everything
}

fn line(out: &mut String, name: &str, value: u64) {
    let _ = writeln!(out, "weir_{name} {value}");
}
