//! What people are written, in Chinese and in English.
use weir_core::time::TimeZone;
use weir_engine::api::{AlertNotice, Notice, NoticeKind, NoticeWords, Severity};

/// A subject, in letters.
const SUBJECT_MAX: usize = 150;
/// How much of a comment is quoted, in letters.
const QUOTE_MAX: usize = 1000;

/// The languages that there are words in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locale {
    /// `zh-CN`.
    Chinese,
    /// `en`.
    English,
}

/// A notice and the words around it.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The notice.
    pub notice: &'a Notice,
    /// What is named in it.
    pub names: &'a NoticeWords,
    /// In which language.
    pub locale: Locale,
}

impl Locale {
    /// Of a person; all that is not Chinese is English.
    pub fn of(locale: Option<&str>) -> Locale {
        let chinese = locale.is_some_and(|locale| locale.to_ascii_lowercase().starts_with("zh"));
        if chinese { Locale::Chinese } else { Locale::English }
    }
}

impl Words<'_> {
    /// One line without control characters.
    pub fn subject(&self) -> String {
        let about = self.about();
        let by = &self.names.by;
        let text = match self.locale {
            Locale::Chinese => match self.notice.kind {
                NoticeKind::Assigned => format!("【待办】{about}"),
                NoticeKind::Candidate => format!("【待认领】{about}"),
                NoticeKind::Reminded => format!("【催办】{about}"),
                NoticeKind::Copied => format!("【抄送】{about}"),
                NoticeKind::Mentioned => format!("【提及】{by} 在评论中提到了您：{about}"),
                NoticeKind::Returned => format!("【退回】{about}"),
                NoticeKind::Overdue => format!("【逾期】{about}"),
                NoticeKind::Decided if self.passed() => format!("【已通过】{about}"),
                NoticeKind::Decided => format!("【未通过】{about}"),
                NoticeKind::Ended => format!("【已结束】{about}"),
                NoticeKind::Alert => format!("【{}】{about}", self.standing()),
                NoticeKind::LeftOut => format!("【通知受限】{about}"),
                NoticeKind::FollowUp => format!("【跟进】{about}"),
                NoticeKind::Gone => format!("【已收回】{about}"),
            },
            Locale::English => match self.notice.kind {
                NoticeKind::Assigned => format!("To do: {about}"),
                NoticeKind::Candidate => format!("To claim: {about}"),
                NoticeKind::Reminded => format!("Reminder: {about}"),
                NoticeKind::Copied => format!("For your information: {about}"),
                NoticeKind::Mentioned => format!("{by} mentioned you: {about}"),
                NoticeKind::Returned => format!("Sent back: {about}"),
                NoticeKind::Overdue => format!("Overdue: {about}"),
                NoticeKind::Decided if self.passed() => format!("Approved: {about}"),
                NoticeKind::Decided => format!("Rejected: {about}"),
                NoticeKind::Ended => format!("Finished: {about}"),
                NoticeKind::Alert => format!("{}: {about}", self.standing()),
                NoticeKind::LeftOut => format!("Not all were notified: {about}"),
                NoticeKind::FollowUp => format!("Follow up: {about}"),
                NoticeKind::Gone => format!("Taken back: {about}"),
            },
        };
        one_line(&text, SUBJECT_MAX)
    }

    /// The text of a mail, by the clocks of a zone; with where to look at it, if that is known.
    pub fn text(&self, url: &str, zone: &TimeZone) -> String {
        let Words { notice, names: words, locale } = *self;
        let mut lines = vec![self.greeting(), String::new(), self.sentence(), String::new()];
        if let Some(alert) = &notice.alert {
            lines.extend(self.said(alert));
            if !url.is_empty() {
                lines.extend([String::new(), alert_link(url, alert)]);
            }
            lines.extend([String::new(), self.footer().to_owned()]);
            return lines.join("\r\n");
        }
        let mut row = |chinese: &str, english: &str, value: &str| {
            let line = match locale {
                Locale::Chinese => format!("{chinese}：{value}"),
                Locale::English => format!("{english}: {value}"),
            };
            lines.push(one_line(&line, QUOTE_MAX));
        };
        row("流程", "Process", &words.process);
        if let Some(element) = &words.element {
            row("环节", "Step", element);
        }
        if let Some(key) = &notice.business_key {
            row("业务编号", "Business key", key);
        }
        row("操作人", "By", &words.by);
        row("时间", "At", &notice.at.to_jiff().to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M (%:z)").to_string());
        if let Some(text) = &notice.text {
            lines.push(String::new());
            lines.extend(cut(text, QUOTE_MAX).lines().map(|line| format!("> {}", one_line(line, QUOTE_MAX))));
        }
        if !url.is_empty() {
            lines.extend([String::new(), link(url, notice)]);
        }
        lines.extend([String::new(), self.footer().to_owned()]);
        lines.join("\r\n")
    }

    fn greeting(&self) -> String {
        let person = one_line(&self.names.person, SUBJECT_MAX);
        match self.locale {
            Locale::Chinese => format!("{person}，您好："),
            Locale::English => format!("Dear {person},"),
        }
    }

    fn sentence(&self) -> String {
        let by = one_line(&self.names.by, SUBJECT_MAX);
        let (told, left) = self.notice.left_out.map_or((0, 0), |left_out| (left_out.told, left_out.left));
        match self.locale {
            Locale::Chinese => match self.notice.kind {
                NoticeKind::Assigned => "您有一项新的待办任务。".to_owned(),
                NoticeKind::Candidate => "有一项任务可由您认领。".to_owned(),
                NoticeKind::Reminded => format!("{by} 催办您的任务，请尽快处理。"),
                NoticeKind::Copied => format!("{by} 抄送给您一项流程，供您查阅。"),
                NoticeKind::Mentioned => format!("{by} 在评论中提到了您。"),
                NoticeKind::Returned => format!("{by} 将事项退回给您，请修改后重新提交。"),
                NoticeKind::Overdue => "您的任务已超过截止时间。".to_owned(),
                NoticeKind::Decided if self.passed() => "您发起的事项已通过审批。".to_owned(),
                NoticeKind::Decided => "您发起的事项未通过审批。".to_owned(),
                NoticeKind::Ended => "您发起的流程已结束。".to_owned(),
                NoticeKind::FollowUp => "您设定的跟进时间已到。".to_owned(),
                NoticeKind::Gone => format!("{by} 的操作收回了您的任务，无需再处理。"),
                NoticeKind::Alert => format!("告警规则的状态：{}。", self.standing()),
                NoticeKind::LeftOut => {
                    format!("可认领人过多：邮件和 Webhook 只通知了 {told} 人，另有 {left} 人仅在应用内可见。")
                }
            },
            Locale::English => match self.notice.kind {
                NoticeKind::Assigned => "There is a new task for you.".to_owned(),
                NoticeKind::Candidate => "There is a task that you may claim.".to_owned(),
                NoticeKind::Reminded => format!("{by} asks you to see to your task."),
                NoticeKind::Copied => format!("{by} sends you a copy for your information."),
                NoticeKind::Mentioned => format!("{by} mentioned you in a comment."),
                NoticeKind::Returned => format!("{by} sent this back to you."),
                NoticeKind::Overdue => "Your task is past its due date.".to_owned(),
                NoticeKind::Decided if self.passed() => "What you started was approved.".to_owned(),
                NoticeKind::Decided => "What you started was rejected.".to_owned(),
                NoticeKind::Ended => "What you started has ended.".to_owned(),
                NoticeKind::FollowUp => "You wanted to look at this task again now.".to_owned(),
                NoticeKind::Gone => {
                    format!("{by} took the matter back, and your task with it: there is nothing left to do.")
                }
                NoticeKind::Alert => format!("An alert rule says: {}.", self.standing().to_lowercase()),
                NoticeKind::LeftOut => format!(
                    "Very many may claim a task: {told} were told by mail and webhook, {left} see it in the application alone."
                ),
            },
        }
    }

    fn footer(&self) -> &'static str {
        match self.locale {
            Locale::Chinese => "-- \r\n本邮件由系统自动发送，请勿回复。接收哪些通知、何时免打扰，可在通知设置中修改。",
            Locale::English => {
                "-- \r\nThis mail was sent automatically. Your notification preferences say what you get, and when."
            }
        }
    }

    /// What is told of an alert, in the language of who reads it.
    fn said(&self, alert: &AlertNotice) -> Vec<String> {
        let text = match self.locale {
            Locale::Chinese => &alert.text.zh,
            Locale::English => &alert.text.en,
        };
        text.iter().map(|sentence| one_line(sentence, QUOTE_MAX)).collect()
    }

    /// How bad an alert is, in a word.
    fn standing(&self) -> &'static str {
        let alert = self.notice.alert.as_deref();
        let well = alert.is_some_and(|alert| alert.phase == "resolved");
        let critical = alert.is_some_and(|alert| alert.severity == Severity::Critical);
        match (self.locale, well, critical) {
            (Locale::Chinese, true, _) => "已恢复",
            (Locale::Chinese, _, true) => "异常告警",
            (Locale::Chinese, ..) => "预警",
            (Locale::English, true, _) => "Back to normal",
            (Locale::English, _, true) => "Critical",
            (Locale::English, ..) => "Warning",
        }
    }

    fn passed(&self) -> bool {
        self.notice.outcome.as_deref() == Some("pass")
    }

    fn about(&self) -> String {
        if let Some(alert) = &self.notice.alert {
            let (own, other) = match self.locale {
                Locale::Chinese => (&alert.name.zh, &alert.name.en),
                Locale::English => (&alert.name.en, &alert.name.zh),
            };
            let name = if own.trim().is_empty() { other } else { own };
            return match (self.locale, alert.count) {
                (_, 0 | 1) => name.clone(),
                (Locale::Chinese, count) => format!("{name}等 {count} 个告警"),
                (Locale::English, count) => format!("{name} and {} more", count - 1),
            };
        }
        let NoticeWords { process, element, .. } = self.names;
        let step = element.as_ref().map(|element| format!(" · {element}")).unwrap_or_default();
        let key = self.notice.business_key.as_ref().map(|key| format!(" ({key})")).unwrap_or_default();
        format!("{process}{step}{key}")
    }
}

/// Where to look at it: ids have only letters, digits, dots and dashes.
fn link(url: &str, notice: &Notice) -> String {
    let task = notice.task.map(|task| task.to_string()).unwrap_or_default();
    url.replace("{task}", &task).replace("{instance}", &notice.instance.to_string())
}

/// An alert is on a page of the same server: where the address says which server, it leads there.
fn alert_link(url: &str, alert: &AlertNotice) -> String {
    let behind = url.find("://").map_or(0, |at| at + 3);
    let end = url[behind..].find('/').map_or(url.len(), |at| behind + at);
    match alert.group.as_ref().filter(|_| alert.count > 1) {
        // Ids of processes and activities are names of XML: nothing in them ends a query.
        Some(group) => format!("{}/alerts?status=all&group={group}", &url[..end]),
        None => format!("{}/alerts/{}", &url[..end], alert.alert),
    }
}

/// Names may hold anything; nothing of it may begin another line.
fn one_line(text: &str, letters: usize) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    cut(&text, letters)
}

fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    text.chars().take(letters - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use weir_core::{InstanceId, Timestamp};
    use weir_engine::api::AlertText;

    fn notice(kind: NoticeKind) -> Notice {
        Notice {
            id: "1".to_owned(),
            person: "ann".to_owned(),
            kind,
            at: Timestamp(0),
            by: "bob".to_owned(),
            instance: InstanceId(uuid::Uuid::nil()),
            definition: None,
            business_key: Some("EX-7".to_owned()),
            element: None,
            task: None,
            text: None,
            outcome: None,
            alert: None,
            left_out: None,
        }
    }

    fn words() -> NoticeWords {
        NoticeWords {
            process: "费用报销".to_owned(),
            element: Some("经理审批".to_owned()),
            by: "鲍勃".to_owned(),
            person: "安".to_owned(),
            ..NoticeWords::default()
        }
    }

    #[test]
    fn every_kind_has_words_of_its_own_in_both_languages() {
        for locale in [Locale::Chinese, Locale::English] {
            let words = words();
            let told = |kind| {
                let notice = notice(kind);
                let words = Words { notice: &notice, names: &words, locale };
                (words.subject(), words.sentence())
            };
            let all: std::collections::BTreeSet<_> = NoticeKind::ALL.into_iter().map(told).collect();
            assert_eq!(all.len(), NoticeKind::ALL.len(), "{locale:?}");
            assert!(all.iter().all(|(subject, _)| subject.contains("费用报销 · 经理审批 (EX-7)")), "{all:?}");
        }
        assert_eq!((Locale::of(Some("zh-CN")), Locale::of(Some("en"))), (Locale::Chinese, Locale::English));
    }

    #[test]
    fn an_alert_says_how_bad_it_is_and_leads_to_its_page_on_the_same_server() {
        let told = |line: &str| vec![line.to_owned(), "a\r\nBcc: all".to_owned()];
        let text =
            AlertText { zh: told("当前值 4 小时，阈值 3 小时。"), en: told("It is 4 h; the line is 3 h.") };
        let alert = AlertNotice {
            alert: "slow-1".to_owned(),
            rule: "slow".to_owned(),
            name: weir_core::library::Words { zh: "订单耗时".to_owned(), en: String::new() },
            severity: Severity::Critical,
            phase: "firing".to_owned(),
            text,
            processes: vec!["order".to_owned()],
            tenant: None,
            group: None,
            members: vec![],
            count: 0,
        };
        let of = |alert: AlertNotice, locale| {
            let notice = Notice { alert: Some(Box::new(alert)), ..notice(NoticeKind::Alert) };
            let words = words();
            let words = Words { notice: &notice, names: &words, locale };
            (words.subject(), words.text("https://bpm.example.org/tasks/{task}", &TimeZone::UTC))
        };
        let (subject, text) = of(alert.clone(), Locale::Chinese);
        assert_eq!(subject, "【异常告警】订单耗时");
        assert!(text.contains("当前值 4 小时") && text.contains("https://bpm.example.org/alerts/slow-1"), "{text}");
        assert!(!text.contains("\r\nBcc:") && !text.contains("{task}"), "{text}");
        // What has no name in English is told by the other one.
        assert_eq!(
            of(AlertNotice { phase: "resolved".to_owned(), ..alert }, Locale::English).0,
            "Back to normal: 订单耗时"
        );
    }

    #[test]
    fn times_are_those_of_the_clocks_of_the_office() {
        let (words, notice) = (words(), notice(NoticeKind::Assigned));
        let at = |locale, zone: &str| {
            let zone = TimeZone::get(zone).unwrap();
            Words { notice: &notice, names: &words, locale }.text("", &zone)
        };
        let beijing = at(Locale::Chinese, "Asia/Shanghai");
        assert!(beijing.contains("\r\n时间：1970-01-01 08:00 (+08:00)\r\n"), "{beijing}");
        let berlin = at(Locale::English, "Europe/Berlin");
        assert!(berlin.contains("\r\nAt: 1970-01-01 01:00 (+01:00)\r\n"), "{berlin}");
    }

    #[test]
    fn names_begin_no_line_and_comments_are_quoted() {
        let words = NoticeWords { process: "a\r\nBcc: all@example.org".to_owned(), ..words() };
        let notice = Notice { text: Some("look\nFrom: me".to_owned()), ..notice(NoticeKind::Mentioned) };
        let told = Words { notice: &notice, names: &words, locale: Locale::English };
        assert!(!told.subject().chars().any(char::is_control));
        let text = told.text("https://bpm.example.org/i/{instance}", &TimeZone::UTC);
        assert!(text.contains("> look\r\n> From: me") && !text.contains("\r\nBcc:"), "{text}");
        assert!(text.contains("/i/00000000-0000-0000-0000-000000000000"), "{text}");
        let long = NoticeWords { process: "长".repeat(500), ..words.clone() };
        assert_eq!(Words { names: &long, ..told }.subject().chars().count(), SUBJECT_MAX);
    }
}
