//! A real Chromium, driven over WebDriver, and the page it looks at.

use base64::Engine;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Ends a program with the test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `dateline serve` with its ledger.
pub struct Served {
    _program: Ended,
    pub address: String,
}

impl Served {
    /// Serves on a free port.
    pub fn start(args: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "none"])
            .args(args)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(program.stderr.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let address = first.split_whitespace().find(|w| w.starts_with("http://"));
        let address = address.unwrap_or_else(|| panic!("{first}")).to_owned();
        Self { _program: Ended(program), address }
    }
}

/// One window.
pub struct Browser {
    _driver: Ended,
    agent: ureq::Agent,
    session: String,
    home: String,
}

impl Browser {
    /// A window on `home`. None, told loudly, where there is no Chromium; with
    /// DATELINE_REQUIRE_SERVICES=1 that is a failure.
    pub fn open(home: &str) -> Option<Self> {
        let Ok(driver) = Command::new("chromedriver")
            .args(["--port=0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
        else {
            let required = std::env::var("DATELINE_REQUIRE_SERVICES").is_ok_and(|v| v == "1");
            assert!(
                !required,
                "chromedriver is required: apt-get install chromium chromium-driver"
            );
            eprintln!("SKIPPED: no chromedriver: apt-get install chromium chromium-driver");
            return None;
        };
        let mut driver = Ended(driver);
        let lines = BufReader::new(driver.0.stdout.take().unwrap()).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        let port = port.expect("chromedriver tells its port");
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let config = config.timeout_global(Some(Duration::from_secs(60)));
        let agent: ureq::Agent = config.build().into();
        let options = json!({ "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en", "--force-prefers-reduced-motion"] });
        let wish = json!({ "capabilities": { "alwaysMatch": { "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } } } });
        let base = format!("http://127.0.0.1:{port}/session");
        let answer = send(&agent, &base, &wish);
        let id = answer["sessionId"].as_str().unwrap_or_else(|| panic!("{answer}"));
        let session = format!("{base}/{id}");
        Some(Self { _driver: driver, agent, session, home: home.to_owned() })
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        send(&self.agent, &format!("{}/{path}", self.session), body)
    }

    fn cdp(&self, command: &str, params: Value) -> Value {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": params }))
    }

    pub fn go(&self, path: &str) {
        self.post("url", &json!({ "url": format!("{}{path}", self.home) }));
    }

    /// The value of `script`, which returns it.
    pub fn run(&self, script: &str) -> Value {
        self.post("execute/sync", &json!({ "script": script, "args": [] }))
    }

    pub fn text(&self) -> String {
        self.run("return document.body.innerText").as_str().unwrap().to_owned()
    }

    /// Clicks the first element that is there and shown, waiting for it.
    pub fn click(&self, css: &str) {
        let element = self.wait(css);
        self.post(&format!("element/{element}/click"), &json!({}));
    }

    pub fn write(&self, css: &str, text: &str) {
        let element = self.wait(css);
        self.post(&format!("element/{element}/value"), &json!({ "text": text }));
    }

    /// Presses keys wherever the focus is.
    pub fn press(&self, keys: &str) {
        let press = |key: char| {
            [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]
        };
        let actions: Vec<Value> = keys.chars().flat_map(press).collect();
        self.post(
            "actions",
            &json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }),
        );
    }

    fn wait(&self, css: &str) -> String {
        let until = Instant::now() + Duration::from_secs(15);
        loop {
            let found = self.post("elements", &json!({ "using": "css selector", "value": css }));
            for element in found.as_array().into_iter().flatten() {
                let id = element.as_object().unwrap().values().next().unwrap().as_str().unwrap();
                let shown = get(&self.agent, &format!("{}/element/{id}/displayed", self.session));
                if shown == Value::Bool(true) {
                    return id.to_owned();
                }
            }
            assert!(Instant::now() < until, "{css} is not shown: {}", self.text());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until the page says `words`.
    pub fn until(&self, words: &str) {
        let until = Instant::now() + Duration::from_secs(15);
        while !self.text().contains(words) {
            assert!(Instant::now() < until, "`{words}` is not there: {}", self.text());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until nothing on the page fits `css`.
    pub fn gone(&self, css: &str) {
        let count = format!("return document.querySelectorAll({css:?}).length");
        let until = Instant::now() + Duration::from_secs(15);
        while self.run(&count) != 0 {
            assert!(Instant::now() < until, "{css} is still there: {}", self.text());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Chooses one of a list.
    pub fn choose(&self, css: &str, value: &str) {
        self.wait(css);
        self.run(&format!("document.querySelector({css:?}).value = {value:?}"));
    }

    /// The first and the last page of a report, which may have several.
    pub fn parts(&self, report: &str) -> Vec<String> {
        self.go(report);
        let count =
            self.run("return document.body.innerText.match(/part 1 of (\\d+)/)?.[1] ?? null");
        let last = count.as_str().map(|count| format!("{report}?part={count}"));
        [report.to_owned()].into_iter().chain(last).collect()
    }

    /// What the browser complained of since it was asked last.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.post("se/log", &json!({ "type": "browser" }));
        let severe = log.as_array().into_iter().flatten().filter(|e| e["level"] == "SEVERE");
        severe.map(|e| e["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    pub fn width(&self, width: u32) {
        let phone = width < 600;
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": phone }),
        );
    }

    pub fn dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": value }]);
        self.cdp("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// The whole page as a picture.
    pub fn picture(&self, path: &Path) {
        let shot = self.cdp("Page.captureScreenshot", json!({ "captureBeyondViewport": true }));
        let data = shot["data"].as_str().unwrap();
        let bytes = base64::engine::general_purpose::STANDARD.decode(data).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.agent.delete(&self.session).call();
    }
}

fn send(agent: &ureq::Agent, address: &str, body: &Value) -> Value {
    let sent = agent.post(address).content_type("application/json").send(body.to_string());
    value(&sent.unwrap().body_mut().read_to_string().unwrap())
}

fn get(agent: &ureq::Agent, address: &str) -> Value {
    value(&agent.get(address).call().unwrap().body_mut().read_to_string().unwrap())
}

fn value(text: &str) -> Value {
    let mut answer: Value = serde_json::from_str(text).unwrap();
    let value = answer["value"].take();
    assert!(value["error"].is_null(), "{value}");
    value
}
