//! Images of diagrams, and what is other between two files: over real models, and over what means no good.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use weir_core::exchange::{DIFFERENCES_MAX, Marks, compared, difference, draw, picture};
use weir_core::xml::parse;

fn models() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../process-models");
    let mut found = vec![];
    for model in std::fs::read_dir(folder).expect("the models").flatten().map(|entry| entry.path()) {
        let Ok(files) = std::fs::read_dir(&model) else { continue };
        for file in
            files.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "bpmn"))
        {
            let text = std::fs::read_to_string(&file).expect("text");
            let text = draw(&text).map_or(text, |drawn| drawn.text);
            found.push((file, text));
        }
    }
    assert!(found.len() >= 6, "the models are there");
    found
}

/// A file with one user task of this name, and its diagram.
fn one(name: &str) -> String {
    let file = format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="t">
  <process id="p"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>
    <userTask id="t" name="{name}"><extensionElements><weir:name xml:lang="en">Check it</weir:name></extensionElements></userTask></process></definitions>"#
    );
    draw(&file).expect("it has none").text
}

#[test]
fn every_model_has_an_image_that_is_well_formed_and_shows_each_element_once() {
    for (path, text) in models() {
        let image = picture(&text, &Marks::default()).expect("an image");
        let parsed = parse(image.as_bytes());
        assert!(parsed.problems.is_empty(), "{}: {:?}", path.display(), parsed.problems);
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for element in &parsed.tree.elements {
            if let Some(id) = element.get("data-element") {
                *seen.entry(id).or_default() += 1;
            }
        }
        assert!(seen.len() >= 5, "{}: {seen:?}", path.display());
        assert!(seen.values().all(|count| *count == 1), "{}: {seen:?}", path.display());
        assert!(!image.contains("NaN") && !image.contains("inf"), "{}", path.display());
    }
}

#[test]
fn tokens_incidents_and_the_way_are_painted_and_names_come_in_both_languages() {
    let marks = Marks {
        tokens: [("t".to_owned(), 12)].into(),
        incidents: [("t".to_owned(), 3), ("unknown".to_owned(), 9)].into(),
        passed: ["f".to_owned(), "s".to_owned()].into(),
        english: false,
    };
    let plain = picture(&one("审批"), &Marks::default()).unwrap();
    let image = picture(&one("审批"), &marks).unwrap();
    assert!(image.contains(">12</text>") && image.contains(">3</text>") && !image.contains(">9</text>"), "{image}");
    assert!(image.contains("审批") && !image.contains("Check it"));
    assert_eq!(image.matches("#0ca678").count(), 4, "the start event, and the flow with its head twice");
    assert_eq!(plain.matches("#0ca678").count(), 0);
    let english = picture(&one("审批"), &Marks { english: true, ..Marks::default() }).unwrap();
    assert!(english.contains("Check it") && !english.contains("审批"));
}

#[test]
fn what_was_added_changed_and_removed_is_marked_and_what_is_gone_stands_where_it_was() {
    let before = one("审批");
    let after = before.replacen("<userTask id=\"t\"", "<userTask id=\"t\" isForCompensation=\"true\"", 1);
    assert_ne!(before, after, "the task is written so");
    let image = compared(&before, &after, &Marks::default()).unwrap();
    assert!(image.contains("data-changed=\"t\"") && !image.contains("data-added") && !image.contains("data-removed"));
    assert!(parse(image.as_bytes()).problems.is_empty());
    let nothing = compared(&before, &before, &Marks::default()).unwrap();
    assert_eq!(nothing, picture(&before, &Marks::default()).unwrap(), "nothing is other, so nothing is marked");
    let renamed = before.replace("\"t\"", "\"u\"");
    let image = compared(&before, &renamed, &Marks::default()).unwrap();
    assert!(image.contains("data-removed=\"t\"") && image.contains("data-added=\"u\""), "{image}");
    assert_eq!(image.matches("审批").count(), 2, "the new one and the one that is gone");
    assert_eq!(compared("<nothing/>", &before, &Marks::default()), None);
}

#[test]
fn what_means_no_good_is_text_or_nothing() {
    let bad = "&lt;script&gt;alert(1)&lt;/script&gt;&#34; onload=&#34;x\u{202e}";
    let image = picture(&one(bad), &Marks::default()).unwrap();
    assert!(!image.contains("<script") && !image.contains("\" onload") && !image.contains('\u{202e}'), "{image}");
    assert!(parse(image.as_bytes()).problems.is_empty());
    let text = one("x");
    let with = |from: &str, to: &str| picture(&text.replacen(from, to, 1), &Marks::default());
    let first_x = text.split("<dc:Bounds ").nth(1).unwrap().split('"').nth(1).unwrap().to_owned();
    let written = format!("<dc:Bounds x=\"{first_x}\"");
    for value in ["1e300", "-1e300", "NaN", "inf", "", "7\" fill=\"url(http://a)"] {
        let image = with(&written, &format!("<dc:Bounds x=\"{}\"", value.replace('"', "&quot;"))).unwrap();
        assert!(!image.contains("NaN") && !image.contains("inf") && !image.contains("url("), "{value}: {image}");
        assert!(parse(image.as_bytes()).problems.is_empty(), "{value}");
    }
    let coloured =
        text.replacen("<bpmndi:BPMNShape ", "<bpmndi:BPMNShape xmlns:bioc=\"http://b\" bioc:fill=\"url(#x)\" ", 1);
    assert_ne!(coloured, text);
    assert!(!picture(&coloured, &Marks::default()).unwrap().contains("url("));
    let coloured = coloured.replace("url(#x)", "#FFE0B2");
    assert!(picture(&coloured, &Marks::default()).unwrap().contains("#FFE0B2"));
    for none in ["", "<a/>", "<definitions", "{}"] {
        assert_eq!(picture(none, &Marks::default()), None);
        assert_eq!(difference(none, &text), None);
    }
}

#[test]
fn what_is_other_is_told_by_element_and_nothing_else() {
    let before = one("审批");
    assert_eq!(difference(&before, &before), Some(weir_core::exchange::Difference::default()));
    let spaced = before.replace("><", ">\n  <!-- a word --><");
    assert_eq!(difference(&before, &spaced), Some(weir_core::exchange::Difference::default()));
    let after = before
        .replace("name=\"审批\"", "name=\"复核\" weir:assignee=\"ann\"")
        .replace("<startEvent id=\"s\"/>", "<startEvent id=\"begin\"/>")
        .replace("sourceRef=\"s\"", "sourceRef=\"begin\"")
        .replace("bpmnElement=\"s\"", "bpmnElement=\"begin\"");
    let found = difference(&before, &after).unwrap();
    let ids = |list: &[weir_core::exchange::Named]| list.iter().map(|n| n.element.to_string()).collect::<Vec<_>>();
    assert_eq!((ids(&found.added), ids(&found.removed)), (vec!["begin".to_owned()], vec!["s".to_owned()]));
    let mut told = vec![];
    for changed in &found.changed {
        for attribute in &changed.attributes {
            let (before, after) = (attribute.before.as_deref(), attribute.after.as_deref());
            let (element, path) = (changed.named.element.as_str(), attribute.path.as_str());
            told.push(format!("{element} {path}: {} -> {}", before.unwrap_or("none"), after.unwrap_or("none")));
        }
    }
    let wanted = ["f sourceRef: s -> begin", "t name: 审批 -> 复核", "t weir:assignee: none -> ann"];
    assert_eq!(told, wanted);
    assert!(found.moved.is_empty());
}

#[test]
fn what_stands_inside_counts_and_a_moved_shape_is_told_apart() {
    let inner = |body: &str| {
        let plain = "<extensionElements><weir:name xml:lang=\"en\">Check it</weir:name></extensionElements>";
        one("x").replace(plain, body)
    };
    let with = |mode: &str| {
        inner(&format!(
            "<extensionElements><weir:approval mode=\"{mode}\"/></extensionElements><documentation>d</documentation>"
        ))
    };
    let found = difference(&with("all"), &with("any")).unwrap();
    assert_eq!(found.changed.len(), 1);
    assert_eq!(found.changed[0].attributes[0].path, "extensionElements/weir:approval/@mode");
    let found = difference(&inner(""), &with("all")).unwrap();
    let paths: Vec<&str> = found.changed[0].attributes.iter().map(|a| a.path.as_str()).collect();
    assert_eq!(paths, ["documentation", "extensionElements/weir:approval/@mode"]);
    let text = one("x");
    let written = text.split("<dc:Bounds ").nth(2).unwrap().split("/>").next().unwrap().to_owned();
    let found = difference(&text, &text.replacen(&written, "x=\"7\" y=\"8\" width=\"100\" height=\"80\"", 1)).unwrap();
    assert_eq!((found.changed.len(), found.moved.len(), found.added.len()), (0, 1, 0));
}

#[test]
fn a_difference_has_an_end() {
    let many = |prefix: &str| {
        let tasks: String = (0..3000).map(|n| ["<task id=\"", prefix, &n.to_string(), "\"/>"].concat()).collect();
        format!(
            r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p">{tasks}</process></definitions>"#
        )
    };
    let found = difference(&many("a"), &many("b")).unwrap();
    assert_eq!(found.added.len() + found.removed.len(), DIFFERENCES_MAX);
    assert_eq!(found.untold, 6000 - DIFFERENCES_MAX as u64);
}
