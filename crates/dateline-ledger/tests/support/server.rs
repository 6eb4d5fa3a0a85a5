//! A PostgreSQL server for tests: one a program, with a database for each test.
//! It ends with the program, however that ends.
#![allow(missing_docs, dead_code, clippy::unwrap_used)]

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Starts a server in a new folder, says so, waits until nobody holds its input
/// any more, and clears away. Words are ordered by another language than SQLite
/// does, so that a text without COLLATE "C" is found out.
const SCRIPT: &str = r#"
bin=$1 port=$2 settings=$3
dir=$(mktemp -d /tmp/dateline-postgres-XXXXXX) || exit 1
trap 'rm -rf "$dir"' EXIT
"$bin/initdb" -D "$dir/data" -U dateline -A trust --no-sync -E UTF8 --no-locale \
    --locale-provider=icu --icu-locale=en-US > "$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
# A server that is killed comes back, as one that is looked after does.
while [ ! -e "$dir/end" ]; do
    "$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses=127.0.0.1 -p "$port" \
        -c max_connections=200 -c shared_buffers=64MB $settings >> "$dir/log" 2>&1 < /dev/null
    sleep 0.2
done &
for _ in $(seq 600); do
    "$bin/pg_isready" -q -h "$dir" -p "$port" && break
    sleep 0.1
done
echo "$dir"
cat > /dev/null
touch "$dir/end"
kill -QUIT "$(head -n 1 "$dir/data/postmaster.pid")"
wait
"#;

pub struct Server {
    // Its input is held open as long as the program lives.
    _keeper: Child,
    /// Where its socket is.
    pub dir: PathBuf,
    pub port: u16,
}

fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|version| Some(version.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    found.sort();
    found.pop()
}

impl Server {
    /// Starts one with these settings (`-c fsync=off`).
    pub fn start(settings: &str) -> Option<Self> {
        let Some(bin) = programs() else {
            let told = "no PostgreSQL server in /usr/lib/postgresql: tests of it are SKIPPED \
                        (apt-get install postgresql)";
            assert!(std::env::var_os("DATELINE_REQUIRE_SERVICES").is_none(), "{told}");
            eprintln!("{told}");
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new("sh");
        command
            .args(["-c", SCRIPT, "sh", bin.to_str().unwrap(), &port.to_string(), settings])
            .current_dir("/tmp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        // The server refuses to run as root.
        let id = |of: &[&str]| {
            let told = Command::new("id").args(of).output().ok()?;
            String::from_utf8(told.stdout).ok()?.trim().parse::<u32>().ok()
        };
        if id(&["-u"]) == Some(0) {
            command.gid(id(&["-g", "postgres"]).unwrap()).uid(id(&["-u", "postgres"]).unwrap());
        }
        let mut keeper = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let dir = line.trim().to_owned();
        assert!(!dir.is_empty(), "the server does not start");
        Some(Self { _keeper: keeper, dir: dir.into(), port })
    }

    /// Kills it at once, as a power cut does; it comes back by itself.
    pub fn crash(&self) {
        let file = std::fs::read_to_string(self.dir.join("data/postmaster.pid")).unwrap();
        let process = file.lines().next().unwrap();
        assert!(Command::new("kill").args(["-QUIT", process]).status().unwrap().success());
    }

    /// The address of a database of it, by its socket.
    pub fn address(&self, database: &str) -> String {
        let dir = self.dir.to_str().unwrap().replace('/', "%2F");
        format!("postgres://dateline@{dir}:{}/{database}", self.port)
    }

    /// The same over the network.
    pub fn tcp_address(&self, database: &str) -> String {
        format!("postgres://dateline@127.0.0.1:{}/{database}", self.port)
    }

    /// Makes a new database; gives its address.
    pub fn database(&self) -> String {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let name = format!("test{}", MADE.fetch_add(1, Ordering::Relaxed));
        psql(&self.address("postgres"), &format!("CREATE DATABASE {name}")).unwrap();
        self.address(&name)
    }
}

/// The address of a new database of this program's server.
pub fn database() -> Option<String> {
    server().map(Server::database)
}

/// This program's server.
pub fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER.get_or_init(|| Server::start("-c fsync=off")).as_ref()
}

/// Has a database do something; gives the first column of what it answers.
pub fn psql(address: &str, sql: &str) -> Result<String, String> {
    let bin = programs().unwrap();
    let done = Command::new(bin.join("psql"))
        .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", address, "-c", sql])
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).trim().to_owned();
    if done.status.success() { Ok(text(done.stdout)) } else { Err(text(done.stderr)) }
}
