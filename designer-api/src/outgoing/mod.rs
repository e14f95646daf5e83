//! What leaves the engine: notices by mail and by webhook.
//!
//! What is to leave stands in rows that the engine keeps; this loop reads what is due, sends it, and has the outcome
//! committed before it lets go of it. So nothing is lost when the process ends, and what was sent right before that may be
//! sent once more, under the same id. Each way has a few deliveries under way at a time, so that a slow receiver keeps
//! nobody else waiting; what fails is tried again later and later, and in the end waits for an operator.
mod allow;
mod mail;
mod pace;
mod webhook;
mod words;

use crate::config::Config;
use allow::AllowList;
use mail::Mailer;
use pace::Pace;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinSet;
use webhook::{Secrets, Sender, Sent};
use weir_core::Timestamp;
use weir_engine::api::{Channel, DeliveryError, NoticeWords, OutgoingDelivery, Tried, Webhook};
use weir_engine::{Engine, Error};

/// Deliveries under way for one channel.
const PARALLEL: usize = 4;
/// The longest rest between two tries, without what a receiver asks for.
const RETRY_MS_MAX: i64 = 3_600_000;
/// So long it rests at most before it looks at the time again, as long as something waits.
const LOOK: Duration = Duration::from_secs(1);
/// So long it rests when the engine cannot be read or cannot keep an outcome.
const REST: Duration = Duration::from_millis(200);
/// What is under way when the server stops has so long to end.
const GRACE: Duration = Duration::from_secs(2);

/// Sends what is to leave.
#[derive(Clone)]
pub struct Postman(Arc<Ways>);

struct Ways {
    mailer: Option<Mailer>,
    webhooks: Option<Sender>,
    locale: String,
    pace: Mutex<Pace>,
    retry_ms: i64,
    tries_max: u32,
    timeout: Duration,
    /// Outcomes, in the order of [`OUTCOMES`].
    counts: [AtomicU64; OUTCOMES.len()],
}

/// What becomes of tries, for the metrics.
const OUTCOMES: [&str; 4] = ["delivered", "dropped", "later", "failed"];

/// Deliveries under way, by channel.
type Inside = BTreeMap<Channel, BTreeSet<String>>;

impl Postman {
    /// One as the settings say. What is wrong with them is said at the start and not with the first mail.
    pub fn of(config: &Config) -> Result<Postman, String> {
        let timeout = Duration::from_secs(config.delivery_timeout_seconds);
        let allowed = AllowList::parse(&config.webhook_allow).map_err(|wrong| format!("`webhook_allow`: {wrong}"))?;
        let open = config.outgoing().webhooks;
        let webhooks = open.then(|| Sender::new(allowed, Secrets(config.secrets_dir.clone()), timeout));
        if !matches!(config.notice_locale.as_str(), "zh-CN" | "en") {
            return Err("`notice_locale` is zh-CN or en".to_owned());
        }
        Ok(Postman(Arc::new(Ways {
            mailer: Mailer::of(config)?,
            webhooks,
            locale: config.notice_locale.clone(),
            pace: Mutex::new(Pace::new(config.mails_per_minute as usize, config.mails_per_person_hour as usize)),
            retry_ms: config.delivery_retry_ms as i64,
            tries_max: config.delivery_tries_max as u32,
            timeout,
            counts: Default::default(),
        })))
    }

    /// How often tries came to which outcome since the start.
    pub fn outcomes(&self) -> impl Iterator<Item = (&'static str, u64)> {
        OUTCOMES.into_iter().zip(&self.0.counts).map(|(name, count)| (name, count.load(Ordering::Relaxed)))
    }

    /// What is wrong with a webhook: code and words.
    pub fn fault(&self, webhook: &Webhook) -> Option<(&'static str, String)> {
        let Some(sender) = &self.0.webhooks else {
            return Some((
                "webhooks-off",
                "this server sends no webhooks: say in `webhook_allow` where they may lead".to_owned(),
            ));
        };
        sender.fault(webhook)
    }

    /// Sends what is due until it is to stop. What is under way then has a while to end, so that it is not sent again.
    pub async fn run(&self, engine: Engine, stop: impl Future<Output = ()>) {
        let mut under_way = JoinSet::new();
        tokio::select! {
            () = self.work(&engine, &mut under_way) => {}
            () = stop => {}
        }
        let _in_time = tokio::time::timeout(GRACE, async { while under_way.join_next().await.is_some() {} }).await;
    }

    async fn work(&self, engine: &Engine, under_way: &mut JoinSet<(Channel, String)>) {
        let (mut changed, mut inside) = (engine.notices_changed(), Inside::new());
        loop {
            // Marked as seen before it looks, so that what comes meanwhile is looked for again.
            changed.borrow_and_update();
            let next = self.begin(engine, under_way, &mut inside).unwrap_or_else(|error| {
                tracing::error!(%error, "what is to be delivered could not be read; it will be tried again");
                Some(REST)
            });
            tokio::select! {
                told = changed.changed() => if told.is_err() { return },
                Some(done) = under_way.join_next() => over(done, &mut inside),
                () = tokio::time::sleep(next.unwrap_or(LOOK)), if next.is_some() => {}
            }
        }
    }

    /// Begins what is due and has room; says when to look again, if something waits for its time.
    fn begin(
        &self,
        engine: &Engine,
        under_way: &mut JoinSet<(Channel, String)>,
        inside: &mut Inside,
    ) -> Result<Option<Duration>, Error> {
        let (now, mut next) = (engine.now(), None);
        let mut later = |at: i64| {
            let rest = Duration::from_millis(at.saturating_sub(now.0).max(1) as u64).min(LOOK);
            next = Some(next.map_or(rest, |next: Duration| next.min(rest)));
        };
        for (channel, first) in engine.delivery_queues()? {
            let here = inside.entry(channel.clone()).or_default();
            if first > now {
                later(first.0);
                continue;
            }
            let mut room = PARALLEL.saturating_sub(here.len());
            if channel == Channel::Mail && room > 0 {
                match self.pace().free(now.0) {
                    Ok(free) => room = room.min(free),
                    Err(at) => {
                        later(at);
                        continue;
                    }
                }
            }
            if room == 0 {
                continue;
            }
            let due = engine.deliveries_due(&channel, here.len() + room)?;
            for delivery in
                due.into_iter().filter(|delivery| !here.contains(&delivery.id)).take(room).collect::<Vec<_>>()
            {
                here.insert(delivery.id.clone());
                let (ways, engine) = (self.0.clone(), engine.clone());
                let done = (channel.clone(), delivery.id.clone());
                under_way.spawn(async move {
                    ways.deliver(&engine, delivery).await;
                    done
                });
            }
        }
        Ok(next)
    }

    fn pace(&self) -> std::sync::MutexGuard<'_, Pace> {
        self.0.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn over(done: Result<(Channel, String), tokio::task::JoinError>, inside: &mut Inside) {
    match done {
        Ok((channel, id)) => {
            let empty = inside.get_mut(&channel).is_some_and(|here| {
                here.remove(&id);
                here.is_empty()
            });
            if empty {
                inside.remove(&channel);
            }
        }
        // Its row is there still: it is tried again.
        Err(panic) => {
            tracing::error!(%panic, "a delivery panicked");
            inside.clear();
        }
    }
}

impl Ways {
    /// Tries once, and has the outcome kept before it is over.
    async fn deliver(self: Arc<Self>, engine: &Engine, delivery: OutgoingDelivery) {
        let tried = match self.clone().attempt(engine, &delivery).await {
            Ok(tried) => tried,
            Err(error) => self.failed(engine.now(), &delivery, "delivery-unreadable", error.to_string(), None),
        };
        let outcome = match tried {
            Tried::Delivered => 0,
            Tried::Dropped(_) => 1,
            Tried::Later(..) => 2,
            Tried::Failed(_) => 3,
        };
        self.counts[outcome].fetch_add(1, Ordering::Relaxed);
        while let Err(error) = engine.delivery_tried(delivery.clone(), tried.clone()).await {
            if matches!(error, Error::Stopped { .. }) {
                return;
            }
            tracing::warn!(%error, id = delivery.id, "the outcome of a delivery could not be kept; it will be tried again");
            tokio::time::sleep(REST).await;
        }
    }

    async fn attempt(self: Arc<Self>, engine: &Engine, delivery: &OutgoingDelivery) -> Result<Tried, Error> {
        let (notice, now) = (&delivery.notice, engine.now());
        let mut words = engine.words_of(notice)?;
        if !words.is_here {
            return Ok(Tried::Dropped("person-gone"));
        }
        if !words.is_open {
            return Ok(Tried::Dropped("task-over"));
        }
        words.locale.get_or_insert_with(|| self.locale.clone());
        let preferences = engine.preferences_of(&notice.person)?;
        let quiet = engine.quiet_until(&notice.person)?;
        match &delivery.channel {
            Channel::Mail if !preferences.mail.contains(&notice.kind) => Ok(Tried::Dropped("not-wanted")),
            Channel::Mail => match quiet {
                Some(until) => Ok(Tried::Later(until, None)),
                None => self.mail(engine, delivery, words).await,
            },
            Channel::Webhook(id) => {
                let Some(webhook) = engine.webhook(id).ok().filter(|webhook| webhook.active) else {
                    return Ok(Tried::Dropped("webhook-removed"));
                };
                if webhook.heeds_preferences && !preferences.webhook.contains(&notice.kind) {
                    return Ok(Tried::Dropped("not-wanted"));
                }
                if let Some(until) = quiet.filter(|_| webhook.heeds_preferences) {
                    return Ok(Tried::Later(until, None));
                }
                Ok(self.webhook(now, webhook, delivery, words).await)
            }
        }
    }

    async fn mail(
        self: Arc<Self>,
        engine: &Engine,
        delivery: &OutgoingDelivery,
        words: NoticeWords,
    ) -> Result<Tried, Error> {
        let now = engine.now();
        if self.mailer.is_none() {
            let message = "this server sends no mail any more: say `smtp_host`".to_owned();
            return Ok(Tried::Failed(DeliveryError { code: "mail-off".to_owned(), message }));
        }
        let Some(address) = words.email.clone() else { return Ok(Tried::Dropped("no-address")) };
        {
            let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
            // Another try is for a mail that was counted.
            if delivery.tries == 0
                && let Err(at) = pace.to(&delivery.notice.person, now.0)
            {
                return Ok(Tried::Later(Timestamp(at), None));
            }
            pace.goes_out(now.0);
        }
        let (ways, sent) = (self.clone(), delivery.clone());
        let sending = tokio::task::spawn_blocking(move || {
            let mailer = ways.mailer.as_ref().expect("it was there a moment ago");
            mailer.send(&sent, &words, &address)
        });
        Ok(match sending.await {
            Ok(Ok(())) => Tried::Delivered,
            Ok(Err(mail::NotTaken { code, message, for_good: true })) => {
                Tried::Failed(DeliveryError { code: code.to_owned(), message: short(message) })
            }
            Ok(Err(mail::NotTaken { code, message, .. })) => self.failed(engine.now(), delivery, code, message, None),
            Err(panic) => self.failed(engine.now(), delivery, "mail-broken", panic.to_string(), None),
        })
    }

    async fn webhook(
        self: Arc<Self>,
        now: Timestamp,
        webhook: Webhook,
        delivery: &OutgoingDelivery,
        words: NoticeWords,
    ) -> Tried {
        let (ways, sent) = (self.clone(), delivery.clone());
        let sending = tokio::task::spawn_blocking(move || match &ways.webhooks {
            Some(sender) => sender.send(&webhook, &sent, &words, now.0.div_euclid(1000)),
            None => {
                Sent::Never("webhooks-off", "this server sends no webhooks any more: say `webhook_allow`".to_owned())
            }
        });
        match sending.await {
            Ok(Sent::Taken) => Tried::Delivered,
            Ok(Sent::Never(code, message)) => {
                Tried::Failed(DeliveryError { code: code.to_owned(), message: short(message) })
            }
            Ok(Sent::NotNow(code, message, wait)) => self.failed(now, delivery, code, message, wait),
            Err(panic) => self.failed(now, delivery, "webhook-broken", panic.to_string(), None),
        }
    }

    /// It is tried again, later each time, or was tried often enough.
    fn failed(
        &self,
        now: Timestamp,
        delivery: &OutgoingDelivery,
        code: &str,
        message: String,
        wait: Option<Duration>,
    ) -> Tried {
        let error = DeliveryError { code: code.to_owned(), message: short(message) };
        tracing::warn!(id = delivery.id, code, error = error.message, tries = delivery.tries + 1, "not delivered");
        if delivery.tries + 1 >= self.tries_max {
            return Tried::Failed(error);
        }
        let rest = backoff(self.retry_ms, delivery).max(wait.map_or(0, |wait| wait.as_millis() as i64));
        // Time has passed meanwhile: at most that of one try.
        let from = now.0.saturating_add(if wait.is_some() { self.timeout.as_millis() as i64 } else { 0 });
        Tried::Later(Timestamp(from.saturating_add(rest)), Some(error))
    }
}

/// Twice as long each time, and for each delivery a little other, so that not all come again at once.
fn backoff(first: i64, delivery: &OutgoingDelivery) -> i64 {
    let rest = first.saturating_mul(1 << delivery.tries.min(20)).min(RETRY_MS_MAX);
    let spread = i64::from(delivery.id.bytes().fold(0_u8, u8::wrapping_add));
    rest + rest * spread / (5 * 255)
}

/// What somebody else says is kept only in part.
fn short(message: String) -> String {
    if message.len() <= 500 { message } else { message.chars().take(500).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use weir_core::InstanceId;
    use weir_engine::api::{Notice, NoticeKind};

    fn delivery(tries: u32) -> OutgoingDelivery {
        let notice = Notice {
            id: "n".to_owned(),
            person: "ann".to_owned(),
            kind: NoticeKind::Assigned,
            at: Timestamp(0),
            by: "bob".to_owned(),
            instance: InstanceId(uuid::Uuid::nil()),
            definition: None,
            business_key: None,
            element: None,
            task: None,
            text: None,
            outcome: None,
            alert: None,
            left_out: None,
        };
        let id = "00ff".to_owned();
        let (queued, due) = (Timestamp(0), Timestamp(0));
        OutgoingDelivery { id, notice, channel: Channel::Mail, tries, queued, due, failed: false, error: None }
    }

    #[test]
    fn rests_grow_and_have_an_end() {
        let rests: Vec<i64> = (0..30).map(|tries| backoff(30_000, &delivery(tries))).collect();
        assert!(rests.is_sorted() && rests[0] >= 30_000 && rests[1] >= 2 * 30_000, "{rests:?}");
        assert!(rests.iter().all(|rest| *rest <= RETRY_MS_MAX * 6 / 5), "{rests:?}");
    }

    #[test]
    fn settings_that_cannot_work_are_said_at_the_start() {
        let fault = |config: Config| Postman::of(&config).err().unwrap_or_default();
        assert_eq!(fault(Config::default()), "");
        let mail =
            Config { smtp_host: "mail.example.org".to_owned(), mail_from: "a@b.org".to_owned(), ..Config::default() };
        assert_eq!(fault(mail.clone()), "");
        assert!(fault(Config { mail_from: String::new(), ..mail.clone() }).contains("mail_from"));
        let open = Config { smtp_security: crate::config::MailSecurity::None, ..mail.clone() };
        assert!(fault(open).contains("only for a mail server on this machine"));
        assert!(fault(Config { smtp_ca_file: "/none".into(), ..mail }).contains("smtp_ca_file"));
        assert!(fault(Config { webhook_allow: "a b".to_owned(), ..Config::default() }).contains("webhook_allow"));
        assert!(fault(Config { notice_locale: "fr".to_owned(), ..Config::default() }).contains("notice_locale"));
    }
}
