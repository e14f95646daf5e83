//! Diagrams that are drawn where a file has none: everything is drawn, nothing overlaps, every flow begins and ends at
//! its shapes. The layout of random graphs is judged by these laws, not by coordinates. It is long because each law has its file.
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;
use weir_core::exchange::{draw, repair};
use weir_core::xml::{Element, Tree, parse};

const OPEN: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">"#;

#[derive(Debug, Clone, Copy)]
struct Rect {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Rect {
    fn overlaps(self, other: Rect) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    fn holds(self, inner: Rect) -> bool {
        inner.x >= self.x
            && inner.y >= self.y
            && inner.x + inner.width <= self.x + self.width
            && inner.y + inner.height <= self.y + self.height
    }

    fn touches(self, (x, y): (f64, f64)) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() <= 1.0;
        let (right, bottom) = (self.x + self.width, self.y + self.height);
        let across = x >= self.x - 1.0 && x <= right + 1.0;
        let down = y >= self.y - 1.0 && y <= bottom + 1.0;
        (across && (near(y, self.y) || near(y, bottom))) || (down && (near(x, self.x) || near(x, right)))
    }
}

struct Picture {
    tree: Tree,
    shapes: BTreeMap<String, Rect>,
    edges: BTreeMap<String, Vec<(f64, f64)>>,
}

fn picture(text: &str) -> Picture {
    let parsed = parse(text.as_bytes());
    assert!(parsed.problems.is_empty(), "{:?} in {text}", parsed.problems);
    let number = |e: &Element, name: &str| e.get(name).and_then(|v| v.parse().ok()).expect("a number");
    let (mut shapes, mut edges) = (BTreeMap::new(), BTreeMap::new());
    for (at, element) in parsed.tree.elements.iter().enumerate() {
        let Some(of) = element.get("bpmnElement").map(str::to_owned) else { continue };
        let inside = parsed.tree.children(at).map(|c| &parsed.tree.elements[c]);
        match element.name.local.as_str() {
            "BPMNShape" => {
                let b = inside.into_iter().find(|e| e.name.local == "Bounds").expect("bounds");
                let rect = Rect {
                    x: number(b, "x"),
                    y: number(b, "y"),
                    width: number(b, "width"),
                    height: number(b, "height"),
                };
                assert!(shapes.insert(of, rect).is_none(), "drawn twice");
            }
            "BPMNEdge" => {
                let points = inside.filter(|e| e.name.local == "waypoint");
                let points: Vec<_> = points.map(|e| (number(e, "x"), number(e, "y"))).collect();
                assert!(points.len() >= 2, "an edge has two ends");
                assert!(edges.insert(of, points).is_none(), "drawn twice");
            }
            _ => {}
        }
    }
    Picture { tree: parsed.tree, shapes, edges }
}

/// The laws of every picture.
fn judge(text: &str) {
    let drawn = draw(text).expect("something is drawn");
    let picture = picture(&drawn.text);
    assert!(draw(&drawn.text).is_none(), "all is drawn");
    assert_eq!(repair(drawn.text.as_bytes()).unwrap().repairs, [], "the diagram refers to what is there");
    let id = |n: usize| picture.tree.elements[n].get("id").unwrap_or_default().to_owned();
    let tag = |n: usize| picture.tree.elements[n].name.local.as_str();
    let parent = |n: usize| picture.tree.elements[n].parent;
    let numbers: Vec<usize> =
        (0..picture.tree.elements.len()).filter(|n| picture.shapes.contains_key(&id(*n))).collect();
    for a in &numbers {
        let rect = picture.shapes[&id(*a)];
        assert!(rect.x >= 0.0 && rect.y >= 0.0 && rect.width > 0.0 && rect.height > 0.0);
        if let Some(outer) = parent(*a).and_then(|p| picture.shapes.get(&id(p)))
            && tag(*a) != "lane"
        {
            assert!(outer.holds(rect), "{} lies in {}\n{}", id(*a), id(parent(*a).unwrap()), drawn.text);
        }
        for b in numbers.iter().filter(|b| *b > a && parent(**b) == parent(*a)) {
            let border = [*a, *b].iter().any(|n| tag(*n) == "boundaryEvent");
            assert!(
                border || !rect.overlaps(picture.shapes[&id(*b)]),
                "{} and {} overlap\n{}",
                id(*a),
                id(*b),
                drawn.text
            );
        }
    }
    for element in picture.tree.elements.iter().filter(|e| e.name.local.ends_with("Flow")) {
        let end = |name: &str| picture.shapes.get(element.get(name).unwrap_or_default());
        let (Some(from), Some(to)) = (end("sourceRef"), end("targetRef")) else { continue };
        let flow = element.get("id").expect("an id");
        let points = picture.edges.get(flow).unwrap_or_else(|| panic!("{flow} is drawn\n{}", drawn.text));
        assert!(from.touches(points[0]), "{flow} begins at its source {from:?} {points:?}\n{}", drawn.text);
        assert!(to.touches(points[points.len() - 1]), "{flow} ends at its target {to:?} {points:?}\n{}", drawn.text);
        if from.x + from.width > to.x {
            continue;
        }
        // What leads to the right goes around everything else.
        let ends = ["sourceRef", "targetRef"].map(|name| element.get(name).unwrap_or_default().to_owned());
        let host =
            picture.tree.elements.iter().find(|e| e.get("id") == Some(&ends[0])).and_then(|e| e.get("attachedToRef"));
        for other in numbers.iter().filter(|n| parent(**n) == element.parent && tag(**n) != "lane") {
            let name = id(*other);
            let own = ends.contains(&name)
                || host == Some(&name)
                || picture.tree.elements[*other].get("attachedToRef") == Some(&ends[0]);
            assert!(
                own || points.windows(2).all(|pair| !crosses(pair, picture.shapes[&name])),
                "{flow} goes through {name} {points:?}\n{}",
                drawn.text
            );
        }
    }
}

/// Does a stretch of a way go through a shape?
fn crosses(pair: &[(f64, f64)], shape: Rect) -> bool {
    let (left, right) = (pair[0].0.min(pair[1].0), pair[0].0.max(pair[1].0));
    let (top, bottom) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
    let (within, below) = (shape.x + 1.0, shape.y + 1.0);
    left < shape.x + shape.width - 1.0 && right > within && top < shape.y + shape.height - 1.0 && bottom > below
}

/// Do two stretches lie on one another?
fn lie_on_one_another(one: &[(f64, f64)], other: &[(f64, f64)]) -> bool {
    let level = |pair: &[(f64, f64)]| (pair[0].1 - pair[1].1).abs() < 1.0;
    let shared = |a: (f64, f64), b: (f64, f64)| a.0.max(a.1).min(b.0.max(b.1)) - a.0.min(a.1).max(b.0.min(b.1)) > 2.0;
    match (level(one), level(other)) {
        (true, true) => (one[0].1 - other[0].1).abs() < 2.0 && shared((one[0].0, one[1].0), (other[0].0, other[1].0)),
        (false, false) => (one[0].0 - other[0].0).abs() < 2.0 && shared((one[0].1, one[1].1), (other[0].1, other[1].1)),
        _ => false,
    }
}

/// An approval up the line: at each level it may end, or be enough, and a timer or an error leads elsewhere.
fn up_the_line() -> String {
    let mut body = String::from(
        "<startEvent id=\"s\"/><exclusiveGateway id=\"g\" name=\"需要审批吗？\"/><task id=\"pay\" name=\"付款\"/><endEvent id=\"no\" name=\"未批准\"/><endEvent id=\"yes\"/>",
    );
    let mut flows = vec![("s", "g", ""), ("g", "a1", "需要"), ("g", "pay", "免审批"), ("pay", "yes", "")];
    for (task, gateway, next) in [("a1", "g1", "a2"), ("a2", "g2", "a3"), ("a3", "g3", "pay")] {
        write!(body, "<userTask id=\"{task}\"/><exclusiveGateway id=\"{gateway}\" name=\"同意吗？\"/>").unwrap();
        flows.extend([(task, gateway, ""), (gateway, next, "同意，还要往上"), (gateway, "no", "不同意")]);
    }
    flows.extend([("g1", "pay", "同意"), ("g2", "pay", "同意"), ("t1", "no", ""), ("t2", "a3", "")]);
    body.push_str("<boundaryEvent id=\"t1\" name=\"五天未审\" attachedToRef=\"a1\"/><boundaryEvent id=\"t2\" name=\"主管不在\" attachedToRef=\"a1\"/>");
    for (from, to, name) in flows {
        write!(body, "<sequenceFlow id=\"{from}-{to}\" name=\"{name}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>")
            .unwrap();
    }
    format!("{OPEN}<process id=\"p\">{body}</process></definitions>")
}

#[test]
fn flows_between_other_shapes_never_lie_on_one_another() {
    let file = up_the_line();
    judge(&file);
    let drawn = picture(&draw(&file).unwrap().text);
    let ends = drawn.edges.iter().map(|(id, way)| (id.split_once('-').unwrap(), way));
    let ways: Vec<_> = ends.map(|((from, to), way)| (from, to, way)).collect();
    for (at, (from, to, way)) in ways.iter().enumerate() {
        for (from2, to2, way2) in ways[at + 1..].iter().filter(|(from2, to2, _)| from2 != from && to2 != to) {
            let shared = way.windows(2).any(|one| way2.windows(2).any(|other| lie_on_one_another(one, other)));
            assert!(!shared, "{from}-{to} {way:?} lies on {from2}-{to2} {way2:?}");
        }
    }
}

#[test]
fn names_stand_beside_what_they_name_and_on_nothing_else() {
    let text = draw(&up_the_line()).unwrap().text;
    let drawn = picture(&text);
    let named: Vec<(String, Rect)> = labels(&text);
    assert_eq!(named.len(), 4 + 2 + 10, "gateways, events on a border and flows that have a name");
    for (name, label) in &named {
        for (id, way) in &drawn.edges {
            assert!(way.windows(2).all(|pair| !crosses(pair, *label)), "{id} goes through the name of {name}");
        }
        for (id, shape) in &drawn.shapes {
            assert!(!shape.overlaps(*label), "{id} lies on the name of {name}");
        }
    }
}

/// Where names stand.
fn labels(text: &str) -> Vec<(String, Rect)> {
    let tree = parse(text.as_bytes()).tree;
    let labels = (0..tree.elements.len()).filter(|n| tree.elements[*n].name.local == "BPMNLabel");
    let told = labels.map(|label| {
        let of = tree.elements[tree.elements[label].parent.unwrap()].get("bpmnElement").unwrap().to_owned();
        let bounds = tree.children(label).next().unwrap();
        let number = |name: &str| tree.elements[bounds].get(name).unwrap().parse().unwrap();
        (of, Rect { x: number("x"), y: number("y"), width: number("width"), height: number("height") })
    });
    told.collect()
}

#[test]
fn a_process_reads_from_left_to_right() {
    let file = format!(
        "{OPEN}<process id=\"p\"><startEvent id=\"s\"/><exclusiveGateway id=\"g\"/><task id=\"a\"/><task id=\"b\"/><endEvent id=\"e\"/>\
        <sequenceFlow id=\"f1\" sourceRef=\"s\" targetRef=\"g\"/><sequenceFlow id=\"f2\" sourceRef=\"g\" targetRef=\"a\"/>\
        <sequenceFlow id=\"f3\" sourceRef=\"g\" targetRef=\"b\"/><sequenceFlow id=\"f4\" sourceRef=\"a\" targetRef=\"e\"/>\
        <sequenceFlow id=\"f5\" sourceRef=\"b\" targetRef=\"e\"/><sequenceFlow id=\"f6\" sourceRef=\"b\" targetRef=\"g\"/></process></definitions>"
    );
    judge(&file);
    let drawn = picture(&draw(&file).unwrap().text);
    let left = |id: &str| drawn.shapes[id].x;
    assert!(left("s") < left("g") && left("g") < left("a") && left("a") < left("e"));
    assert!((left("a") - left("b")).abs() < 0.1, "branches stand in one column");
    let middle = |id: &str| drawn.shapes[id].y + drawn.shapes[id].height / 2.0;
    assert!((middle("s") - middle("g")).abs() <= 1.0, "what follows stands level");
}

#[test]
fn pools_lanes_scopes_data_and_notes() {
    judge(&format!(
        "{OPEN}<collaboration id=\"c\"><participant id=\"one\" processRef=\"p\"/><participant id=\"two\"/><participant id=\"three\" processRef=\"q\"/>\
        <messageFlow id=\"mFlow\" sourceRef=\"t\" targetRef=\"two\"/><messageFlow id=\"nFlow\" sourceRef=\"two\" targetRef=\"qt\"/></collaboration>\
        <process id=\"p\"><laneSet id=\"ls\"><lane id=\"l1\"><flowNodeRef>s</flowNodeRef><flowNodeRef>e</flowNodeRef></lane>\
        <lane id=\"l2\"><flowNodeRef>t</flowNodeRef><flowNodeRef>sub</flowNodeRef></lane></laneSet>\
        <startEvent id=\"s\"/><task id=\"t\"/><subProcess id=\"sub\"><startEvent id=\"is\"/><subProcess id=\"deep\"><task id=\"dt\"/></subProcess>\
        <sequenceFlow id=\"if\" sourceRef=\"is\" targetRef=\"deep\"/></subProcess><boundaryEvent id=\"b1\" attachedToRef=\"sub\"/><boundaryEvent id=\"b2\" attachedToRef=\"sub\"/>\
        <endEvent id=\"e\"/><endEvent id=\"e2\"/><dataObjectReference id=\"d\"/><textAnnotation id=\"n\"/><association id=\"as\" sourceRef=\"t\" targetRef=\"n\"/>\
        <sequenceFlow id=\"f1\" sourceRef=\"s\" targetRef=\"t\"/><sequenceFlow id=\"f2\" sourceRef=\"t\" targetRef=\"sub\"/><sequenceFlow id=\"f3\" sourceRef=\"sub\" targetRef=\"e\"/>\
        <sequenceFlow id=\"f4\" sourceRef=\"b1\" targetRef=\"e2\"/><sequenceFlow id=\"f5\" sourceRef=\"b2\" targetRef=\"t\"/></process>\
        <process id=\"q\"><task id=\"qt\"/></process></definitions>"
    ));
}

/// Three branches, one below the other, that each send and receive something in the same column, with a partner below.
fn conversations() -> String {
    let (mut body, mut flows, mut messages) = (String::new(), vec![], String::new());
    for branch in 0..3 {
        write!(
            body,
            "<intermediateThrowEvent id=\"tell{branch}\" name=\"告知客户已经收到\"><messageEventDefinition/></intermediateThrowEvent>\
             <userTask id=\"do{branch}\" name=\"办理\"/>\
             <intermediateCatchEvent id=\"hear{branch}\" name=\"等待客户答复\"><messageEventDefinition/></intermediateCatchEvent>"
        )
        .unwrap();
        for (from, to) in [("split", "tell"), ("tell", "do"), ("do", "hear"), ("hear", "join")] {
            let named = |id: &str| if matches!(id, "split" | "join") { id.to_owned() } else { format!("{id}{branch}") };
            flows.push((named(from), named(to)));
        }
        write!(
            messages,
            "<messageFlow id=\"m{branch}\" name=\"收到\" sourceRef=\"tell{branch}\" targetRef=\"client\"/>\
             <messageFlow id=\"n{branch}\" sourceRef=\"client\" targetRef=\"hear{branch}\"/>"
        )
        .unwrap();
    }
    flows.extend([("s".to_owned(), "split".to_owned()), ("join".to_owned(), "e".to_owned())]);
    for (from, to) in flows {
        write!(body, "<sequenceFlow id=\"{from}-{to}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>").unwrap();
    }
    format!(
        "{OPEN}<collaboration id=\"c\"><participant id=\"us\" processRef=\"p\"/><participant id=\"client\" name=\"客户\"/>{messages}\
         </collaboration><process id=\"p\"><startEvent id=\"s\" name=\"客户提出的申请\"/><parallelGateway id=\"split\" name=\"三件事\"/>\
         <parallelGateway id=\"join\"/><endEvent id=\"e\" name=\"结束\"/>{body}</process></definitions>"
    )
}

#[test]
fn messages_go_around_shapes_and_names_and_never_lie_on_one_another() {
    let file = conversations();
    judge(&file);
    let text = draw(&file).unwrap().text;
    let drawn = picture(&text);
    let messages: Vec<_> = drawn.edges.iter().filter(|(id, _)| id.len() == 2).collect();
    assert_eq!(messages.len(), 6);
    for (at, (id, way)) in messages.iter().enumerate() {
        let number = &id[1..];
        let own = [format!("tell{number}"), format!("hear{number}"), "us".to_owned(), "client".to_owned()];
        for (name, shape) in drawn.shapes.iter().filter(|(name, _)| !own.contains(name)) {
            assert!(way.windows(2).all(|pair| !crosses(pair, *shape)), "{id} {way:?} goes through {name}");
        }
        for (name, label) in labels(&text) {
            assert!(way.windows(2).all(|pair| !crosses(pair, label)), "{id} {way:?} goes through the name of {name}");
        }
        for (other, way2) in &messages[at + 1..] {
            let shared = way.windows(2).any(|one| way2.windows(2).any(|other| lie_on_one_another(one, other)));
            assert!(!shared, "{id} {way:?} lies on {other} {way2:?}");
        }
    }
    // What goes down from an event has its name beside it.
    let named: Vec<String> = labels(&text).into_iter().map(|(name, _)| name).collect();
    assert!((0..3).all(|n| named.contains(&format!("tell{n}")) && named.contains(&format!("hear{n}"))), "{named:?}");
}

/// A name that is wider than its event, or higher than the row is apart, is crossed by nothing: it takes room like a shape.
#[test]
fn names_of_events_and_gateways_take_room() {
    let name = "客户提出了一个很长的申请";
    let mut body = format!("<startEvent id=\"s\" name=\"{name}\"/><exclusiveGateway id=\"g\" name=\"{name}\"/>");
    let mut flows = vec![("s".to_owned(), "g".to_owned())];
    for branch in 0..3 {
        write!(body, "<intermediateThrowEvent id=\"t{branch}\" name=\"{name}\"/><exclusiveGateway id=\"x{branch}\" name=\"{name}\"/><endEvent id=\"e{branch}\" name=\"{name}\"/>").unwrap();
        let (throw, gateway) = (format!("t{branch}"), format!("x{branch}"));
        flows.extend([("g".to_owned(), throw.clone()), (throw, gateway.clone())]);
        flows.extend([0, 1, 2].map(|end| (gateway.clone(), format!("e{end}"))));
    }
    for (from, to) in flows {
        write!(body, "<sequenceFlow id=\"{from}-{to}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>").unwrap();
    }
    let file = format!("{OPEN}<process id=\"p\">{body}</process></definitions>");
    judge(&file);
    let text = draw(&file).unwrap().text;
    let drawn = picture(&text);
    let mut names = labels(&text);
    // Names of events stand below their middle, two lines of them, where nothing else is said.
    for (id, shape) in drawn.shapes.iter().filter(|(id, _)| id.starts_with(['s', 't', 'e'])) {
        let (width, height) = (86.0, 30.0);
        let (x, y) = (shape.x + shape.width / 2.0 - width / 2.0, shape.y + shape.height + 2.0);
        names.push((id.clone(), Rect { x, y, width, height }));
    }
    for (at, (name, label)) in names.iter().enumerate() {
        for (id, way) in &drawn.edges {
            assert!(way.windows(2).all(|pair| !crosses(pair, *label)), "{id} {way:?} goes through {name} {label:?}");
        }
        for (id, shape) in drawn.shapes.iter().filter(|(id, _)| *id != name) {
            assert!(!shape.overlaps(*label), "{id} lies on the name of {name}");
        }
        for (other, room) in &names[at + 1..] {
            assert!(!room.overlaps(*label), "the names of {name} and {other} overlap: {label:?} {room:?}");
        }
    }
}

#[test]
fn what_a_diagram_lacks_is_added_beside_it() {
    let whole = draw(&format!(
        "{OPEN}<process id=\"p\"><startEvent id=\"s\"/><task id=\"t\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/></process></definitions>"
    ))
    .unwrap();
    let more = whole.text.replace(
        "</process>",
        "<endEvent id=\"e\"/><sequenceFlow id=\"g\" sourceRef=\"t\" targetRef=\"e\"/></process>",
    );
    judge(&more);
    let drawn = draw(&more).unwrap();
    assert_eq!(drawn.elements.iter().map(weir_core::ElementId::as_str).collect::<Vec<_>>(), ["e", "g"]);
    let (before, after) = (picture(&whole.text), picture(&drawn.text));
    for (id, rect) in before.shapes {
        assert_eq!(format!("{:?}", after.shapes[&id]), format!("{rect:?}"), "what was drawn stays");
    }
}

#[test]
fn there_is_nothing_to_draw_in_what_is_no_model() {
    for text in [
        "",
        "<a/>",
        "<definitions",
        &format!("{OPEN}</definitions>"),
        &format!("{OPEN}<process id=\"p\"/></definitions>"),
    ] {
        assert!(draw(text).is_none(), "{text}");
    }
}

fn random_process() -> impl Strategy<Value = String> {
    let nodes = prop::collection::vec((0usize..6, 0usize..4), 1..24);
    let flows = prop::collection::vec((0usize..64, 0usize..64), 0..40);
    (nodes, flows).prop_map(|(nodes, flows)| {
        let tags = ["task", "exclusiveGateway", "startEvent", "endEvent", "subProcess", "callActivity"];
        let mut text = format!("{OPEN}<process id=\"p\">");
        for (n, (tag, inside)) in nodes.iter().enumerate() {
            let tag = tags[*tag];
            write!(text, "<{tag} id=\"n{n}\">").unwrap();
            if tag == "subProcess" {
                for i in 0..*inside {
                    write!(text, "<task id=\"n{n}i{i}\"/>").unwrap();
                    if i > 0 {
                        write!(text, "<sequenceFlow id=\"n{n}f{i}\" sourceRef=\"n{n}i{}\" targetRef=\"n{n}i{i}\"/>", i - 1).unwrap();
                    }
                }
            }
            write!(text, "</{tag}>").unwrap();
            if *inside == 3 && matches!(tag, "task" | "subProcess") {
                write!(text, "<boundaryEvent id=\"b{n}\" attachedToRef=\"n{n}\"/><boundaryEvent id=\"c{n}\" attachedToRef=\"n{n}\"/>").unwrap();
                write!(text, "<sequenceFlow id=\"bf{n}\" sourceRef=\"b{n}\" targetRef=\"n0\"/>").unwrap();
            }
        }
        for (f, (from, to)) in flows.iter().enumerate() {
            let (from, to) = (from % nodes.len(), to % nodes.len());
            write!(text, "<sequenceFlow id=\"f{f}\" sourceRef=\"n{from}\" targetRef=\"n{to}\"/>").unwrap();
        }
        text.push_str("</process></definitions>");
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_process_can_be_drawn(text in random_process()) {
        judge(&text);
    }
}

#[test]
fn what_has_the_id_of_another_element_is_not_drawn_again_and_again() {
    let file = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'><process id='p'><task id='a'/>\
        <task id='b'/><task id='c'/><sequenceFlow id='f' sourceRef='a' targetRef='b'/><sequenceFlow id='f' sourceRef='a' \
        targetRef='c'/></process></definitions>";
    let drawn = weir_core::exchange::draw(file).expect("the rest is drawn");
    assert!(weir_core::exchange::draw(&drawn.text).is_none(), "once is enough: {}", drawn.text);
}
