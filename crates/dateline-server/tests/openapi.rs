//! The description of the API as a golden file: whoever changes what programs
//! rely on sees it. `cargo insta test --review -p dateline-server` accepts.

#![allow(clippy::unwrap_used)]

mod support;

#[tokio::test]
async fn the_api_is_what_it_was() {
    let mut document = support::server().get("/openapi.json").await.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    // It goes up with every release.
    document["info"]["version"] = "[version]".into();
    insta::assert_snapshot!(serde_json::to_string_pretty(&document).unwrap());
}
