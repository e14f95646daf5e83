//! Forms, comments, drafts, filters, attachments and calendar years over restarts, rebuilds and power cuts.
use crate::engine_support::{Lab, by, model, resource, vars};
use serde_json::{Map, json};
use weir_core::calendar::{Hours, WorkCalendar};
use weir_core::organisation::{Change, Entry};
use weir_engine::api::{CalendarDay, ChangeOrganisation, NewComment, Paging, SeenDraft, UserTaskFilter};

const FORM: &str =
    r#"{"type": "default", "id": "f", "components": [{"type": "number", "key": "n", "validate": {"min": 1}}]}"#;

fn asked() -> String {
    let task = "<startEvent id='start'/><userTask id='t' weir:formId='f' weir:assignee='ann'/><endEvent id='end'/>";
    model("p", "start t end", task, "")
}

#[tokio::test]
async fn what_people_keep_is_the_same_after_a_rebuild() {
    let directory = tempfile::tempdir().unwrap();
    let mut lab = Lab::with(|options| options.attachments = Some(directory.path().to_owned()));
    let files = vec![resource("p.bpmn", &asked()), resource("f.form", FORM)];
    lab.engine.deploy(by("ada"), files, false).await.unwrap();
    let instance = lab.start("p", vars(json!({}))).await;
    let task = lab.task().await.id;
    let say = NewComment { task: Some(task), text: "seen".into(), mentions: vec!["bob".into()] };
    let comment = lab.engine.comment(by("ann"), instance, say).await.unwrap();
    lab.engine.comment(by("ann"), instance, NewComment { text: "more".into(), ..NewComment::default() }).await.unwrap();
    lab.engine.retract_comment(by("ann"), instance, &comment.id).await.unwrap();
    let entered = Map::from_iter([("n".to_owned(), json!(7))]);
    lab.engine.save_draft(by("ann"), task, entered, SeenDraft::Unsaid).await.unwrap();
    lab.engine.save_filter(by("ann"), "ann", "mine", UserTaskFilter::default()).await.unwrap();
    let attach = async |name: &str, content: &[u8]| {
        let mut new = lab.engine.begin_attachment(instance, Some(task), name).unwrap();
        new.write(content).unwrap();
        lab.engine.attach(by("ann"), new.finish().unwrap()).await.unwrap()
    };
    let (kept, gone) = (attach("a.pdf", b"a").await, attach("b.pdf", b"b").await);
    lab.engine.detach(by("ann"), instance, &gone.id).await.unwrap();

    let before = lab.rows();
    lab.power_cut().await;
    assert!(before == lab.rows(), "something that was answered is lost");
    lab.rebuild().await;
    assert!(before == lab.rows(), "a rebuild makes other rows than life did");

    let comments = lab.engine.comments(instance, None, &Paging::default()).await.unwrap().items;
    assert_eq!(comments.iter().map(|c| c.text.as_deref()).collect::<Vec<_>>(), [None, Some("more")]);
    assert_eq!(lab.engine.draft("ann", task).await.unwrap().data["n"], 7);
    let (found, content) = lab.engine.attachment(instance, &kept.id).await.unwrap();
    assert_eq!((found.name.as_str(), std::io::read_to_string(content).unwrap().as_str()), ("a.pdf", "a"));
    assert!(lab.engine.attachment(instance, &gone.id).await.is_err());
    let form = lab.engine.task_form(task).await.unwrap();
    assert_eq!(form.form.as_deref(), Some("f:1"), "forms are known again");
}

#[tokio::test]
async fn what_a_process_left_behind_on_its_way_is_removed_at_the_next_start() {
    let directory = tempfile::tempdir().unwrap();
    let mut lab = Lab::with(|options| options.attachments = Some(directory.path().to_owned()));
    lab.deploy(&model("p", "start t end", "<startEvent id='start'/><userTask id='t'/><endEvent id='end'/>", "")).await;
    let instance = lab.start("p", vars(json!({}))).await;
    let mut whole = lab.engine.begin_attachment(instance, None, "a.pdf").unwrap();
    whole.write(b"never said to belong to anything").unwrap();
    let whole = whole.finish().unwrap();
    let place = directory.path().join(&whole.sha256()[..2]).join(whole.sha256());
    let half = lab.engine.begin_attachment(instance, None, "b.pdf").unwrap();
    assert!(place.exists());
    std::mem::forget(half);
    lab.restart().await;
    let removed = async {
        while place.exists() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_mins(1), removed).await.expect("nobody refers to it");
    lab.engine.shutdown().await.unwrap();
    assert_eq!(std::fs::read_dir(directory.path().join("new")).unwrap().count(), 0);
}

#[tokio::test]
async fn an_entry_by_somebody_else_is_refused_before_its_form_is_looked_at() {
    let lab = Lab::new();
    let files = vec![resource("p.bpmn", &asked()), resource("f.form", FORM)];
    lab.engine.deploy(by("ada"), files, false).await.unwrap();
    lab.start("p", vars(json!({}))).await;
    let task = lab.task().await.id;
    let wrong = || weir_engine::api::CompleteUserTask { variables: vars(json!({"n": 0})), ..Default::default() };
    assert_eq!(lab.engine.complete_user_task(by("bob"), task, wrong()).await.unwrap_err().code(), "task-assigned");
    assert_eq!(lab.engine.complete_user_task(by("ann"), task, wrong()).await.unwrap_err().code(), "form-invalid");
    assert_eq!(lab.tasks().await.len(), 1, "nothing happened");
}

#[tokio::test]
async fn due_dates_are_counted_on_work_calendars_and_years_are_loaded() {
    let lab = Lab::new();
    let day = Hours { from: "09:00".parse().unwrap(), until: "17:00".parse().unwrap() };
    let week = std::array::from_fn(|weekday| if weekday < 5 { vec![day] } else { vec![] });
    let office = WorkCalendar {
        id: "office".into(),
        name: "Office".into(),
        time_zone: "UTC".into(),
        week,
        days: [("2025-12-31".parse().unwrap(), vec![])].into(),
    };
    let changes = vec![Change::Put(Entry::Calendar(office))];
    let change = ChangeOrganisation { changes, ..ChangeOrganisation::default() };
    lab.engine.change_organisation(by("ada"), change).await.unwrap();
    let elements =
        "<startEvent id='start'/><userTask id='t' weir:dueDate='P2D' weir:dueCalendar='office'/><endEvent id='end'/>";
    lab.deploy(&model("p", "start t end", elements, "")).await;

    // Monday at eight; two working days later the office opens at nine.
    let due = async || {
        let id = lab.start("p", vars(json!({}))).await;
        let task = lab.task().await;
        lab.engine.cancel_instance(by("ada"), id, None).await.unwrap();
        task.due.unwrap().to_string()
    };
    assert_eq!(due().await, "2026-01-07T09:00:00.000Z");

    let free = |date: &str| CalendarDay { date: date.parse().unwrap(), work: false, hours: vec![], name: None };
    let work = |date: &str| CalendarDay { work: true, ..free(date) };
    let load = async |year: i16, days: Vec<CalendarDay>| {
        lab.engine.load_calendar_year(by("ada"), "office", year, days, None).await.map_err(|error| error.code())
    };
    let festival = ["2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09"].map(free);
    load(2026, festival.into_iter().chain([work("2026-01-10")]).collect()).await.unwrap();
    assert_eq!(due().await, "2026-01-12T09:00:00.000Z", "Saturday is worked for the festival");
    load(2026, vec![free("2026-01-06")]).await.unwrap();
    assert_eq!(due().await, "2026-01-08T09:00:00.000Z", "a year is loaded as a whole");
    let kept = lab.engine.organisation().calendars["office"].clone();
    assert_eq!(kept.days.len(), 2, "other years stay");

    assert_eq!(load(2026, vec![]).await.unwrap_err(), "calendar-days");
    assert_eq!(load(2026, vec![free("2027-01-01")]).await.unwrap_err(), "calendar-other-year");
    assert_eq!(load(2026, vec![free("2026-01-01"), work("2026-01-01")]).await.unwrap_err(), "calendar-day-twice");
    let odd = CalendarDay { hours: vec![day], ..free("2026-01-01") };
    assert_eq!(load(2026, vec![odd]).await.unwrap_err(), "calendar-free-with-hours");
    let late = CalendarDay { hours: vec![Hours { from: day.until, until: day.from }], ..work("2026-01-01") };
    assert_eq!(load(2026, vec![late]).await.unwrap_err(), "calendar-hours");
    let none = lab.engine.load_calendar_year(by("ada"), "moon", 2026, vec![free("2026-01-01")], None).await;
    assert_eq!(none.unwrap_err().code(), "no-such-calendar");
}
