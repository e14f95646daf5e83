//! The landscape as a file: loaded wholly or not at all, and what goes with it.
use crate::landscape::{NODES, codes, seeded};
use crate::server::Server;
use serde_json::{Value, json};

#[test]
fn a_file_is_loaded_wholly_or_every_fault_is_named_with_its_line() {
    let server = seeded();
    let csv = server.get("/api/v1/landscape/export?format=csv").expect(200).text;
    let load = |query: &str, kind: &str, body: &str| {
        server.ask("POST", &format!("/api/v1/landscape/import?reason=load{query}")).body(kind, body.as_bytes()).send()
    };
    assert_eq!(load("", "text/csv", &csv).expect(200).json["version"]["entries"], 0, "what is so already");
    let whole = server.get("/api/v1/landscape/export").expect(200).text;
    assert_eq!(load("", "application/json", &whole).expect(200).json["items"], 69);

    let wrong = "id,parent,level,name_en,owner\nx,finance,2,X,\nx,finance,2,X,\ny,nobody,2,Y,\nz,finance,5,Z,\nc,d,2,C,\nd,c,2,D,\n";
    let refused = load("", "text/csv", wrong).refused(422, "landscape-file-invalid");
    let told = codes(&refused);
    let (code, line) = (|n: usize| told[n].0.as_str(), |n: usize| told[n].1);
    assert_eq!((code(0), line(0)), ("landscape-duplicate", Some(3)));
    let rest: Vec<(&str, Option<u64>)> = (1..told.len()).map(|n| (code(n), line(n))).collect();
    assert_eq!(
        rest,
        [
            ("landscape-parent-unknown", Some(4)),
            ("landscape-level-order", Some(5)),
            ("landscape-cycle", Some(6)),
            ("landscape-cycle", Some(7))
        ]
    );
    assert_eq!(server.get("/api/v1/landscape").expect(200).json["version"], 1, "nothing was written");
    let faults = load("", "text/csv", "id,level,owner\na,one,\nb,1,ann\n").refused(422, "landscape-file-invalid");
    assert_eq!(codes(&faults), [("landscape-line".to_owned(), Some(2)), ("landscape-line".to_owned(), Some(3))]);
    load("", "text/csv", "id,colour\na,red\n").refused(422, "landscape-file-invalid");
    load("", "application/json", "{").refused(400, "invalid-body");
    load("", "text/plain", "x").refused(415, "unsupported-media-type");
    load("&mode=wild", "text/csv", "id\n").refused(400, "invalid-query");
    // An indicator without a unit is no figure, whoever measures it and however it comes.
    let calls = |unit: &str| json!({ "id": "calls", "name": { "zh-CN": "来电", "en": "Calls" }, "unit": unit, "target": 3, "direction": "lower" });
    let table = |unit: &str| {
        let cell = json!([calls(unit)]).to_string().replace('"', "\"\"");
        format!("id,indicators\nrecruitment,\"{cell}\"\n")
    };
    let faults = load("", "text/csv", &table(" ")).refused(422, "landscape-file-invalid");
    assert_eq!(codes(&faults), [("landscape-indicator".to_owned(), Some(2))]);
    let one = server.get(&format!("{NODES}/recruitment")).expect(200);
    let mut node = one.json["node"].clone();
    node["indicators"] = json!([calls("")]);
    let body = json!({ "node": node, "reason": "measured by hand" });
    let put = server.ask("PUT", &format!("{NODES}/recruitment")).header("if-match", one.header("etag")).json(&body);
    put.send().refused(422, "landscape-indicator");
    assert_eq!(load("&dryRun=true", "text/csv", &table("calls")).expect(200).json["version"], Value::Null);

    for nothing in ["", "id,level\n"] {
        let refused = load("&mode=replace", "text/csv", nothing).refused(422, "landscape-file-invalid");
        assert_eq!(codes(&refused), [("landscape-line".to_owned(), Some(1))], "it would leave nothing");
    }
    load("&mode=replace", "application/json", "{\"nodes\":[]}").refused(422, "landscape-file-invalid");

    let good = "id,level,name_en\nonly,1,Only\n";
    assert_eq!(load("&mode=replace&dryRun=true", "text/csv", good).expect(200).json["version"], Value::Null);
    assert_eq!(load("&mode=replace", "text/csv", good).expect(200).json["version"]["version"], 2);
    let nodes = server.get("/api/v1/landscape").expect(200).json["nodes"].clone();
    assert_eq!((nodes.as_array().unwrap().len(), &nodes[0]["id"]), (1, &json!("only")));
    let bare = server.ask("POST", "/api/v1/landscape/import").body("text/csv", good.as_bytes()).send();
    bare.refused(400, "landscape-without-reason");
}

#[test]
fn what_goes_with_what_it_lies_in_is_loaded_and_restored_in_one_go() {
    let server = Server::start();
    let load = |mode: &str, table: &str| {
        let path = format!("/api/v1/landscape/import?reason=load&mode={mode}");
        server.ask("POST", &path).body("text/csv", table.as_bytes()).send()
    };
    let ids = || {
        let all = server.get("/api/v1/landscape").expect(200).json["nodes"].clone();
        all.as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    // A role may be called as a node is, so that what is taken out can be loaded again.
    let before = "kind,id,parent,level,name_en,owner\nrole,buy,,,Buyer,\nnode,d,,1,D,role:buy\nnode,old,d,2,Old,\nnode,buy,old,3,Buy,\n\
        node,buy.ask,buy,5,Ask,\nnode,new,d,2,New,\n";
    load("merge", before).expect(200);
    let taken_out = server.get("/api/v1/landscape/export?format=csv").expect(200).text;
    assert_eq!(load("replace", &taken_out).expect(200).json["version"]["entries"], 0, "it is so already");

    // The process moves on, the group that it lay in and a step of it go.
    let after = "id,parent,level,name_en\nd,,1,D\nnew,d,2,New\nbuy,new,3,Buy\n";
    load("replace", after).expect(200);
    assert_eq!(ids(), ["d", "new", "buy"]);
    let roles = server.get("/api/v1/landscape").expect(200).json["roles"].clone();
    assert_eq!(roles, json!([]), "the table has no role, though a node of its id");
    load("merge", "id,parent,level,name_en\nother,d,2,Other\nbuy,other,3,Buy\nlast,buy,5,Last\n").expect(200);
    let restore = |number: u64| {
        let seen = server.get("/api/v1/landscape").expect(200).header("etag").to_owned();
        let path = format!("/api/v1/landscape/versions/{number}/restore");
        server.ask("POST", &path).header("if-match", &seen).json(&json!({ "reason": "back" })).send()
    };
    restore(2).expect(200);
    assert_eq!(ids(), ["d", "new", "buy"]);
    restore(1).expect(200);
    assert_eq!(ids(), ["d", "new", "old", "buy", "buy.ask"]);

    // What a table has no columns for stays; a table in place of everything has nothing to keep.
    load("merge", "id,name_en\nd,All\n").expect(200);
    let owner = || server.get(&format!("{NODES}/d")).expect(200).json["node"]["owner"].clone();
    assert_eq!(owner(), "role:buy");
    load("replace", "id,level,name_en\nd,1,All\n").expect(200);
    assert_eq!((ids(), owner()), (vec!["d".to_owned()], Value::Null));
}
