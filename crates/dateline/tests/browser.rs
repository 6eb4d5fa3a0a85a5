//! The page in a real Chromium. Skipped loudly where there is none.

#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/browser.rs"]
mod browser;

use browser::{Browser, Served};
use std::path::{Path, PathBuf};

/// Every page of the sample ledger.
fn pages(browser: &Browser) -> Vec<(&'static str, String)> {
    browser.go("/reports?text=ceasefire+ratified");
    let report =
        browser.run("return document.querySelector('ol.reports a.title').getAttribute('href')");
    let report = report.as_str().unwrap().to_owned();
    let first = |path: &str, css: &str| {
        browser.go(path);
        let script = format!("return document.querySelector('{css}').getAttribute('href')");
        browser.run(&script).as_str().unwrap().to_owned()
    };
    vec![
        ("stories", "/stories".to_owned()),
        ("story", first("/stories?text=fuel&min_origins=2", "ol.reports a.title")),
        ("agreements", "/agreements".to_owned()),
        ("agreement", first("/agreements", ".track h3 a")),
        ("deliveries", "/deliveries".to_owned()),
        ("watches", "/watches".to_owned()),
        ("today", "/".to_owned()),
        ("reports", "/reports".to_owned()),
        ("record", format!("{report}/1/c3")),
        ("report", report),
        ("events", "/events".to_owned()),
        ("events-filtered", "/events?type=AGREE".to_owned()),
        ("claims", "/claims".to_owned()),
        ("actors", "/actors".to_owned()),
        ("actor", "/actor?name=Chad".to_owned()),
        ("count", "/count?by=type&then=status".to_owned()),
        ("network", "/network".to_owned()),
        ("map", "/map".to_owned()),
        ("timeline", "/timeline".to_owned()),
        ("search", "/search?q=fuel".to_owned()),
        ("read", "/read".to_owned()),
        ("corrections", "/corrections".to_owned()),
        ("codebook", "/codebook".to_owned()),
        ("codebook-page", "/codebook/AGREE".to_owned()),
        ("about", "/about".to_owned()),
        ("reference", "/reference".to_owned()),
        ("missing", "/nowhere".to_owned()),
    ]
}

/// No page asks another host, breaks the policy, or is wider than a phone.
/// DATELINE_PICTURES=FOLDER keeps pictures of all of them; DATELINE_AXE=FILE
/// (axe.min.js of npm's axe-core) looks for what keeps people out.
#[test]
fn every_page_is_sound_at_every_width() {
    let served = Served::start(&["--demo"]);
    let Some(browser) = Browser::open(&served.address) else { return };
    let pictures = std::env::var_os("DATELINE_PICTURES").map(PathBuf::from);
    if let Some(folder) = &pictures {
        std::fs::create_dir_all(folder).unwrap();
    }
    let axe = std::env::var_os("DATELINE_AXE").map(|path| std::fs::read_to_string(path).unwrap());
    let mut barriers = Vec::new();
    browser.width(1280);
    for (name, path) in pages(&browser) {
        for (width, dark) in [(1280, false), (800, false), (390, false), (1280, true)] {
            browser.width(width);
            browser.dark(dark);
            browser.go(&path);
            let wide = browser.run("return document.documentElement.scrollWidth").as_u64().unwrap();
            assert!(wide <= u64::from(width), "{name} is {wide} wide on a screen of {width}");
            let hosts = browser.run(
                "return performance.getEntriesByType('resource').map(e => new URL(e.name).origin).filter(o => o !== location.origin)",
            );
            assert_eq!(hosts, serde_json::json!([]), "{name}");
            let complaints: Vec<_> =
                browser.complaints().into_iter().filter(|c| !c.contains("status of 404")).collect();
            assert_eq!(complaints, [""; 0], "{name}");
            if let Some(axe) = &axe {
                browser.run(axe);
                let found = browser.run(
                    "return axe.run().then(r => r.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html + ' ' + n.failureSummary).join(' | ')))",
                );
                let found = found.as_array().unwrap().iter().map(ToString::to_string);
                barriers
                    .extend(found.map(|told| format!("{name} at {width}, dark: {dark}: {told}")));
            }
            if let Some(folder) = &pictures {
                let look = if dark { "-dark" } else { "" };
                browser.picture(&folder.join(format!("{name}-{width}{look}.png")));
            }
        }
    }
    assert!(barriers.is_empty(), "{}", barriers.join("\n"));
}

/// What somebody does in their first five minutes.
#[test]
fn a_claim_is_found_traced_corrected_and_put_back() {
    let served = Served::start(&["--demo"]);
    let Some(browser) = Browser::open(&served.address) else { return };
    browser.go("/");
    browser.write("#q", "ceasefire ratified\u{e007}");
    browser.until("Reports");
    browser.click("ol.reports a.title");
    browser.until("who says what");
    // A mark in the text opens its trace in the margin.
    browser.click("p.published a.cue");
    browser.until("Marked by");
    let open = "return [...document.querySelectorAll('details.rec')].filter(d => d.open).length";
    assert_eq!(browser.run(open), 1);
    assert_eq!(browser.run("return document.querySelectorAll('.c.lit').length > 0"), true);
    // Reject it by a key, and take that back by another.
    browser.press("x");
    browser.until("Rejected by");
    browser.press("u");
    browser.run("return new Promise(done => setTimeout(done, 300))");
    let rejected = browser.run("return document.querySelectorAll('.did.reject').length");
    assert_eq!(rejected, 0, "{}", browser.text());
    // The journal has both, and the back button leads back.
    browser.go("/corrections");
    browser.until("undone since");
    browser.run("history.back()");
    browser.until("who says what");
    // Layers go off and on.
    let line =
        "return getComputedStyle(document.querySelector('.published .c')).textDecorationLine";
    assert_eq!(browser.run(line), "underline");
    browser.click("#layer-claims");
    assert_eq!(browser.run(line), "none");
    browser.click("#layer-claims");
    // The sheet of keys.
    browser.press("?");
    browser.until("Keyboard shortcuts");
}

#[test]
fn a_text_is_read_and_kept() {
    let served = Served::start(&["--demo"]);
    let Some(browser) = Browser::open(&served.address) else { return };
    browser.go("/read");
    browser.write("textarea", "Norway's envoy said on Monday that Chad may sign the pact by May.");
    browser.write("input[name=title]", "Envoy expects pact");
    browser.click("button[type=submit]:not([name]):not(.plain)");
    browser.until("is not in the ledger");
    browser.until("Envoy expects pact");
    browser.click("form.keep button");
    browser.until("version 1");
    browser.go("/");
    browser.until("Envoy expects pact");
}

/// `dateline add` of a file beside the server.
fn add(ledger: &Path, file: &Path) {
    let added = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["add".as_ref(), file.as_os_str(), "--ledger".as_ref(), ledger.as_os_str()])
        .output()
        .unwrap();
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports").join(name)
}

/// The whole way: a story is read, a report opened, a claim traced, corrected and
/// put back; a watch is set, a report comes in that confirms, and an alert tells.
#[test]
fn a_story_is_read_corrected_and_watched() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = dir.path().join("l.db");
    add(&ledger, &sample("01-wire-fuel-accord.txt"));
    add(&ledger, &sample("02-reprint-fuel-accord-new-headline.txt"));
    add(&ledger, &sample("04-local-page-rewrites-agency.txt"));
    let served = Served::start(&["--ledger", ledger.to_str().unwrap()]);
    let Some(browser) = Browser::open(&served.address) else { return };
    browser.width(1280);

    // The story says how many origins there are, what happened, who says so.
    browser.go("/");
    browser.until("2 origins");
    browser.click("ol.reports a.title");
    browser.until("3 reports, 2 texts, 2 origins");
    browser.until("What happened");
    browser.until("Who says what, and how sure they are");
    let dots = browser.run("return [...document.querySelectorAll('.lane')].map(l => l.querySelectorAll('circle').length)");
    assert_eq!(dots, serde_json::json!([2, 1]), "a lane for each text");
    let first = browser.run("return document.querySelectorAll('.lane circle.first').length");
    assert_eq!(first, 2, "one first publication in each");

    // A report of it, a claim of that, its trace.
    browser.click("ol.reports a.title");
    browser.until("who says what");
    browser.click("p.published a.cue");
    browser.until("Marked by");
    let record =
        browser.run("return document.querySelector('details.rec[open] input[name=record]').value");
    let record = record.as_str().unwrap().to_owned();

    // Rejected by a key: the table shows it too, with who and when.
    browser.press("x");
    browser.until("Rejected by");
    browser.go("/claims");
    browser.until("✗ Rejected by");
    assert_eq!(browser.run("return document.querySelectorAll('tr.rejected').length"), 1);
    // Put back by another.
    browser.go(&format!("/reports/{record}"));
    browser.press("u");
    browser.gone(".did.reject");
    // Amended in the form, and the table shows what is to be read.
    browser.choose("select[name='amend.certainty']", "probable");
    browser.click("#amend + form button[type=submit]");
    browser.until("Amended by");
    browser.go("/claims");
    assert_eq!(browser.run("return document.querySelector('td ins').textContent"), "probable");

    // The numbers open beside the table, and lead to the rows they count.
    browser.until("Stance");
    let told = browser.run("const s = [...document.querySelectorAll('.facet')].find(f => f.textContent.includes('Stance')); const n = s.querySelector('.n').textContent; s.querySelector('a').click(); return Number(n)");
    browser.until("Link to this view");
    assert_eq!(browser.run("return document.querySelectorAll('.rows tbody tr').length"), told);

    // A watch is set from a view of a table.
    browser.go("/agreements?text=fuel");
    browser.click("a[href^='/watches?of=agreements']");
    browser.until("Watch something");
    assert_eq!(
        browser.run("return document.querySelector('form.stack [name=text]').value"),
        "fuel"
    );
    browser.write("form.stack [name=name]", "fuel accord");
    browser.write("form.stack [name=stage]", "ratified");
    browser.click("form.stack button[type=submit]");
    browser.until("None so far");

    // A report comes in by another program; the alert leads to its words.
    add(&ledger, &sample("06-one-parliament-ratifies-fuel-accord.txt"));
    browser.go("/");
    browser.until("Alerts");
    browser.until("fuel accord");
    browser.click("ol.journal a");
    browser.until("Maltese parliament ratifies");
    assert_eq!(browser.complaints(), [""; 0]);
}

/// A view that is kept stays in the browser, and goes again.
#[test]
fn a_view_is_kept_in_the_browser() {
    let served = Served::start(&["--demo"]);
    let Some(browser) = Browser::open(&served.address) else { return };
    browser.go("/claims?certainty=possible&stance=denies");
    browser.click("[data-keep]");
    browser.until("Forget this view");
    browser.go("/claims");
    browser.until("★ certainty: possible, stance: denies");
    browser.run(
        "[...document.querySelectorAll('.views a')].find(a => a.textContent.includes('★')).click()",
    );
    browser.until("Forget this view");
    browser.click("[data-keep]");
    browser.until("Keep this view");
    assert!(!browser.text().contains('★'));
}

/// What a hostile outlet publishes is shown, and does nothing.
#[test]
fn a_hostile_report_harms_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (news, ledger) = (dir.path().join("evil.json"), dir.path().join("l.db"));
    let attack = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>";
    let text = format!(
        "{attack} The minister \u{202e}said on Monday that Iran would sign. \"> <svg onload=window.harmed=1> \
         data:text/html,<script>parent.harmed=1</script> {}",
        "Spain signed the pact with Iran on Monday, the minister said. ".repeat(3_000)
    );
    // Five megabytes in all: a picture that was left in the text, and marks that
    // turn what stands behind them.
    let text = format!(
        "{text}\n\nSee data:image/png;base64,{} and \u{202e}gnihton\u{2066}.",
        "iVBORw0KGgo".repeat(5_000_000 / 11)
    );
    let record = serde_json::json!({ "title": attack, "outlet": attack, "url": "javascript:window.harmed=1", "text": text });
    std::fs::write(&news, record.to_string()).unwrap();
    add(&ledger, &news);
    let served = Served::start(&["--ledger", ledger.to_str().unwrap()]);
    let Some(browser) = Browser::open(&served.address) else { return };
    browser.go("/reports");
    let report =
        browser.run("return document.querySelector('ol.reports a.title').getAttribute('href')");
    let report = report.as_str().unwrap().to_owned();
    let parts = browser.parts(&report);
    let whole = parts.iter().map(String::as_str);
    let tables =
        ["/", "/reports", "/claims", "/events", "/actors", "/stories/s1", "/search?q=minister"];
    for path in tables.into_iter().chain(whole) {
        browser.go(path);
        assert_eq!(browser.run("return window.harmed ?? null"), serde_json::Value::Null, "{path}");
        assert_eq!(
            browser.run(
                "return document.querySelectorAll('main img, main iframe, main script').length"
            ),
            0,
            "{path}"
        );
        let turned = browser.run("return /[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.querySelector('main').textContent)");
        assert_eq!(turned, false, "{path}");
        let wide = browser.run("return document.documentElement.scrollWidth - innerWidth");
        assert!(wide.as_i64().unwrap() <= 0, "{path} is {wide} too wide");
        assert_eq!(browser.complaints(), [""; 0], "{path}");
    }
}
