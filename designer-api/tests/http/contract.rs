//! The contract in the tree is the one that the code makes: a change of it is visible in review.
use std::path::Path;

#[test]
fn the_contract_in_the_tree_is_up_to_date() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let made = format!("{:#}\n", weir_designer_api::http::document());
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&file, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == made, "openapi.json is not what the code makes; look at the difference with UPDATE_OPENAPI=1");
}

#[test]
fn every_operation_is_described_and_can_be_refused() {
    let contract = weir_designer_api::http::document();
    let mut names = std::collections::BTreeSet::new();
    for (path, item) in contract["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(names.insert(operation["operationId"].to_string()), "{method} {path} has the name of another");
            assert!(operation["summary"].is_string(), "{method} {path} has no summary");
            assert!(operation["responses"]["default"].is_object(), "{method} {path}");
            let headers = operation["parameters"].to_string();
            assert_eq!(method != "get", headers.contains("idempotency-key"), "{method} {path}");
        }
    }
}

#[test]
fn everything_that_is_referred_to_is_described() {
    let contract = weir_designer_api::http::document();
    let text = contract.to_string();
    let targets = text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next());
    for target in targets {
        assert!(contract.pointer(target).is_some(), "{target}");
    }
}

#[test]
fn no_two_shapes_have_one_name() {
    // The contract keeps the last of them, and tells clients of the others what is not so.
    let mut owners = std::collections::BTreeMap::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            for rest in text.split("ToSchema)]").skip(1) {
                let words: Vec<&str> = rest.split_whitespace().take(200).collect();
                let named = words.windows(2).find(|two| ["struct", "enum"].contains(&two[0])).map(|two| two[1]);
                let name = named.unwrap_or_default().trim_end_matches(['(', ';', '{']).to_owned();
                let other = owners.insert(name.clone(), path.clone());
                assert!(other.is_none(), "`{name}` stands in {} and in {}", path.display(), other.unwrap().display());
            }
        }
    }
    assert!(owners.len() > 100, "{}", owners.len());
}
