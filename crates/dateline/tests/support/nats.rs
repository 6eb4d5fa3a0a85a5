//! A NATS server of the test's own, in a folder that goes with it.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server with JetStream, which keeps what it has over restarts.
pub struct Nats {
    server: Option<Child>,
    folder: PathBuf,
    port: u16,
}

impl Nats {
    /// Starts one. None, told loudly, where there is no nats-server; with
    /// DATELINE_REQUIRE_SERVICES=1 that is a failure.
    pub fn start(folder: PathBuf) -> Option<Self> {
        let found = Command::new("nats-server").arg("--version").output().is_ok();
        if !found {
            let required = std::env::var("DATELINE_REQUIRE_SERVICES").is_ok_and(|v| v == "1");
            assert!(!required, "nats-server is required: apt-get install nats-server");
            eprintln!("SKIPPED: no nats-server: apt-get install nats-server");
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut nats = Self { server: None, folder, port };
        nats.up();
        Some(nats)
    }

    pub fn address(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Starts it, with all that it had.
    pub fn up(&mut self) {
        let server = Command::new("nats-server")
            .args(["-js", "-a", "127.0.0.1", "-p", &self.port.to_string(), "-sd"])
            .arg(&self.folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        self.server = Some(server);
        let until = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < until, "nats-server does not start");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Ends it at once.
    pub fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().unwrap();
            server.wait().unwrap();
        }
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        self.kill();
    }
}
