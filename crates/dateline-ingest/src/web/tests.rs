//! Servers on 127.0.0.1, each for one test.

use super::*;
use crate::{Input, Options, records};
use dateline_knowledge::Knowledge;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// What a server answers: from the lines of a request to bytes.
type Answer = dyn Fn(&[String], &mut TcpStream) + Send + Sync;

/// A server that answers every request; its address.
fn serve(answer: impl Fn(&[String], &mut TcpStream) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answer: Arc<Answer> = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            thread::spawn(move || {
                let mut stream = stream;
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                loop {
                    let lines: Vec<String> = reader
                        .by_ref()
                        .lines()
                        .map_while(Result::ok)
                        .take_while(|l| !l.is_empty())
                        .collect();
                    if lines.is_empty() {
                        return;
                    }
                    answer(&lines, &mut stream);
                }
            });
        }
    });
    format!("http://{address}")
}

/// Sends a status with headers and a body.
fn send(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    let _ = stream.write_all(&[head.as_bytes(), body].concat());
}

fn path(lines: &[String]) -> &str {
    lines[0].split(' ').nth(1).unwrap()
}

fn options() -> WebOptions {
    WebOptions {
        allow_private: true,
        pause: Duration::ZERO,
        timeout: Duration::from_secs(3),
        ..WebOptions::default()
    }
}

fn web() -> Web {
    Web::new(options())
}

/// The name of what went wrong.
fn problem(web: &Web, url: &str) -> &'static str {
    web.get(url, None).unwrap_err().name()
}

const PAGE: &[u8] = b"<html lang=en><title>Port opens</title><article><h1>Port opens</h1><p>The port \
    opened on Monday after a long delay, the harbour office said in a statement to the town.</p><p>The \
    ferry will run again from Tuesday, the minister told reporters who had come to the quay.</p></article>";

#[test]
fn a_page_is_a_report() {
    let url = serve(|lines, stream| match path(lines) {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        "/old" => send(stream, "301 Moved", "Location: /2024/05/01/port#top\r\n", b""),
        _ => {
            assert!(lines.iter().any(|l| l.to_lowercase().starts_with("user-agent: dateline/")));
            assert!(!lines.iter().any(|l| l.to_lowercase().starts_with("cookie")));
            send(
                stream,
                "200 OK",
                "Content-Type: text/html\r\nETag: \"1\"\r\nSet-Cookie: a=b\r\n",
                PAGE,
            );
        }
    });
    let options = Options { web: Arc::new(web()), ..Options::default() };
    let input = Input::Url(format!("{url}/old"));
    let loaded = records(&input, &options).next().unwrap().unwrap();
    let loaded = loaded.load(&Knowledge::embedded(), &options).unwrap();
    assert_eq!(loaded.report.title.as_deref(), Some("Port opens"));
    assert_eq!(loaded.report.url.unwrap(), format!("{url}/2024/05/01/port"));
    assert_eq!(loaded.report.published_at.as_deref(), Some("2024-05-01"));
    assert_eq!(loaded.details.validators.unwrap().etag.as_deref(), Some("\"1\""));
}

#[test]
fn what_has_not_changed_is_passed_over() {
    let url = serve(|lines, stream| {
        let known = lines.iter().any(|l| l.eq_ignore_ascii_case("if-none-match: \"1\""));
        let status = if known { "304 Not Modified" } else { "200 OK" };
        send(stream, status, "ETag: \"1\"\r\n", if known { b"" } else { PAGE });
    });
    let validators = Validators { etag: Some("\"1\"".into()), last_modified: None };
    let error = web().get(&url, Some(&validators)).unwrap_err();
    assert!(error.is_skip() && error.name() == "unchanged");
    assert!(web().get(&url, None).is_ok());
}

#[test]
fn robots_are_honoured_behind_redirects_too() {
    let url = serve(|lines, stream| match path(lines) {
        "/robots.txt" => send(stream, "200 OK", "", b"User-agent: *\nDisallow: /private"),
        "/lead" => send(stream, "302 Found", "Location: /private/a\r\n", b""),
        _ => send(stream, "200 OK", "", PAGE),
    });
    let web = web();
    assert!(web.get(&format!("{url}/a"), None).is_ok());
    assert_eq!(problem(&web, &format!("{url}/private/a")), "robots");
    assert_eq!(problem(&web, &format!("{url}/lead")), "robots");
    let closed = serve(|lines, stream| match path(lines) {
        "/robots.txt" => send(stream, "500 Oops", "", b""),
        _ => send(stream, "200 OK", "", PAGE),
    });
    assert_eq!(problem(&web, &closed), "robots");
}

#[test]
fn the_inside_is_refused_by_name_number_and_redirect() {
    let url = serve(|_, stream| send(stream, "200 OK", "", PAGE));
    let strict = Web::new(WebOptions { allow_private: false, ..options() });
    let port = url.rsplit(':').next().unwrap();
    for inside in [
        url.clone(),
        format!("http://localhost:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("http://0x7f.1:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
    ] {
        assert_eq!(problem(&strict, &inside), "private-address", "{inside}");
    }
    for none in
        ["ftp://harbour.example/", "file:///etc/passwd", "http://user@harbour.example/", "http://"]
    {
        assert_eq!(problem(&strict, none), "no-address", "{none}");
    }
}

#[test]
fn redirects_in_a_ring_end() {
    let url = serve(|lines, stream| match path(lines) {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        _ => send(stream, "302 Found", "Location: /again\r\n", b""),
    });
    assert_eq!(problem(&web(), &url), "redirects");
}

#[test]
fn a_server_that_drips_is_left() {
    let url = serve(|lines, stream| {
        if path(lines) == "/robots.txt" {
            return send(stream, "404 Not Found", "", b"");
        }
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        while stream.write_all(b"a").is_ok() {
            thread::sleep(Duration::from_millis(100));
        }
    });
    let web = Web::new(WebOptions { timeout: Duration::from_millis(600), ..options() });
    let start = Instant::now();
    assert_eq!(problem(&web, &url), "timeout");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn bombs_and_endless_pages_are_cut_off() {
    let bomb = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        (0..100).for_each(|_| encoder.write_all(&[b'a'; 1 << 20]).unwrap());
        encoder.finish().unwrap()
    };
    let url = serve(move |lines, stream| match path(lines) {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        "/bomb" => send(stream, "200 OK", "Content-Encoding: gzip\r\n", &bomb),
        _ => send(stream, "200 OK", "", &vec![b'a'; 2 << 20]),
    });
    let web = Web::new(WebOptions { max_packed: 1 << 20, ..options() });
    assert_eq!(problem(&web, &format!("{url}/bomb")), "too-large");
    assert_eq!(problem(&web, &format!("{url}/long")), "too-large");
}

#[test]
fn servers_may_ask_for_patience() {
    let asked = Arc::new(Mutex::new(0));
    let url = serve(move |lines, stream| {
        let mut asked = asked.lock().unwrap();
        *asked += usize::from(path(lines) == "/busy");
        match path(lines) {
            "/busy" if *asked == 1 => send(stream, "503 Busy", "Retry-After: 1\r\n", b""),
            "/later" => send(stream, "429 Too Many", "Retry-After: 7200\r\n", b""),
            "/gone" => send(stream, "410 Gone", "", b""),
            _ => send(stream, "200 OK", "", PAGE),
        }
    });
    let start = Instant::now();
    assert!(web().get(&format!("{url}/busy"), None).is_ok());
    assert!(start.elapsed() >= Duration::from_secs(1));
    assert_eq!(problem(&web(), &format!("{url}/later")), "retry-later");
    assert_eq!(problem(&web(), &format!("{url}/gone")), "status");
}

#[test]
fn a_host_is_given_a_rest() {
    let url = serve(|lines, stream| match path(lines) {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        _ => send(stream, "200 OK", "", PAGE),
    });
    let web = Web::new(WebOptions { pause: Duration::from_millis(300), ..options() });
    let start = Instant::now();
    web.get(&url, None).unwrap();
    web.get(&url, None).unwrap();
    assert!(start.elapsed() >= Duration::from_millis(600));
}

#[test]
fn broken_connections_are_named() {
    // One that does not speak TLS.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let plain = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            send(&mut stream, "400 Bad Request", "", b"");
            thread::sleep(Duration::from_millis(200));
        }
    });
    assert_eq!(problem(&web(), &format!("https://{plain}/")), "tls");
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(problem(&web(), &format!("http://{closed}/")), "connection");
    let rude = serve(|_, stream| drop(stream.shutdown(std::net::Shutdown::Both)));
    assert_eq!(problem(&web(), &rude), "connection");
}

#[test]
fn a_feed_leads_to_its_pages() {
    let base = Arc::new(OnceLock::<String>::new());
    let here = base.clone();
    let url = serve(move |lines, stream| match path(lines) {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        "/feed" => {
            let base = here.get().unwrap();
            let items: String = ["/one", "/gone"]
                .map(|p| format!("<item><title>T</title><link>{base}{p}</link><pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate></item>"))
                .concat();
            let feed =
                format!("<rss><channel><title>Harbour Gazette</title>{items}</channel></rss>");
            send(stream, "200 OK", "Content-Type: application/rss+xml\r\n", feed.as_bytes());
        }
        "/one" => send(stream, "200 OK", "Content-Type: text/html\r\n", PAGE),
        _ => send(stream, "404 Not Found", "", b""),
    });
    base.set(url.clone()).unwrap();
    let knowledge = Knowledge::embedded();
    let read = |follow| {
        let options = Options { follow, web: Arc::new(web()), ..Options::default() };
        let all = records(&Input::Url(format!("{url}/feed")), &options);
        all.map(|r| r?.load(&knowledge, &options)).collect::<Vec<_>>()
    };
    assert!(read(false).iter().all(|r| r.as_ref().is_err_and(|e| e.name() == "link-only")));
    let found = read(true);
    let report = &found[0].as_ref().unwrap().report;
    assert_eq!(report.published_at.as_deref(), Some("2024-05-01T10:00:00Z"));
    assert_eq!(found[1].as_ref().unwrap_err().name(), "status");
}

#[test]
fn sitemaps_of_an_index_are_opened() {
    let base: Arc<OnceLock<String>> = Arc::default();
    let here = Arc::clone(&base);
    let url = serve(move |lines, stream| {
        let base = here.get().cloned().unwrap_or_default();
        let list = |root: &str, element: &str, path: &str| {
            format!("<{root}><{element}><loc>{base}{path}</loc></{element}></{root}>")
        };
        let xml = "Content-Type: application/xml\r\n";
        match path(lines) {
            "/robots.txt" => send(stream, "404 Not Found", "", b""),
            "/index.xml" => {
                send(stream, "200 OK", xml, list("sitemapindex", "sitemap", "/one.xml").as_bytes());
            }
            "/one.xml" => send(stream, "200 OK", xml, list("urlset", "url", "/one").as_bytes()),
            "/one" => send(stream, "200 OK", "Content-Type: text/html\r\n", PAGE),
            _ => send(stream, "404 Not Found", "", b""),
        }
    });
    base.set(url.clone()).unwrap();
    let knowledge = Knowledge::embedded();
    let options = Options { follow: true, web: Arc::new(web()), ..Options::default() };
    let all = records(&Input::Url(format!("{url}/index.xml")), &options);
    let found: Vec<_> = all.map(|r| r?.load(&knowledge, &options)).collect();
    assert_eq!(found.len(), 1);
    let report = &found[0].as_ref().unwrap().report;
    assert_eq!(report.url.as_deref(), Some(&*format!("{url}/one")));
}
