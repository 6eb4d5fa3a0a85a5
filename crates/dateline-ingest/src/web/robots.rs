//! robots.txt, after RFC 9309: what a site asks of machines.

use std::time::Duration;

/// What a site asks of us.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Robots {
    /// Whether a path is allowed, and the pattern of the paths.
    rules: Vec<(bool, String)>,
    /// How long to wait between two visits.
    pub(super) delay: Option<Duration>,
}

/// More of a file is not read.
pub(super) const MAX_BYTES: usize = 500 << 10;
/// Longer than that nobody waits.
const MAX_DELAY: f64 = 60.0;

impl Robots {
    /// Nothing is allowed: the site has robots.txt and cannot give it now.
    pub(super) fn closed() -> Self {
        Self { rules: vec![(false, "/".to_owned())], delay: None }
    }

    /// What the file asks of `agent`: the groups that name it, or else those for
    /// everybody.
    pub(super) fn parse(file: &[u8], agent: &str) -> Self {
        let file = String::from_utf8_lossy(&file[..file.len().min(MAX_BYTES)]);
        let (mut ours, mut all) = (Robots::default(), Robots::default());
        let (mut named, mut any, mut is_ours, mut is_all) = (false, false, false, false);
        for line in file.trim_start_matches('\u{FEFF}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                // Several such lines head one group.
                if !any {
                    (is_ours, is_all) = (false, false);
                }
                any = true;
                let token = value.split('/').next().unwrap_or_default();
                is_ours |= token.eq_ignore_ascii_case(agent);
                is_all |= value == "*";
                named |= is_ours;
                continue;
            }
            if !matches!(&*key, "allow" | "disallow" | "crawl-delay") {
                continue;
            }
            any = false;
            let groups = [(is_ours, &mut ours), (is_all, &mut all)];
            for (_, group) in groups.into_iter().filter(|(wanted, _)| *wanted) {
                group.take(&key, value);
            }
        }
        if named { ours } else { all }
    }

    fn take(&mut self, key: &str, value: &str) {
        match key {
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|s| s.is_finite() && *s > 0.0);
                self.delay = seconds.map(|s| Duration::from_secs_f64(s.min(MAX_DELAY)));
            }
            _ if value.is_empty() => {}
            _ => self.rules.push((key == "allow", value.to_owned())),
        }
    }

    /// Whether `path`, with its query, may be visited: the longest rule that
    /// fits decides, in doubt the one that allows.
    pub(super) fn allow(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(_, pattern)| fits(pattern, path));
        let best = fitting.max_by_key(|(allowed, pattern)| (pattern.len(), *allowed));
        best.is_none_or(|(allowed, _)| *allowed)
    }
}

/// Whether `path` begins like `pattern`, in which `*` is anything and `$` the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, ends) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let mut last = first;
    for part in parts {
        // The part that the path has to end with is looked for from its end.
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
        last = part;
    }
    !ends || rest.is_empty() || pattern.contains('*') && path.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &[u8] = b"\xEF\xBB\xBF# ours\nUser-agent: other\nUser-agent: Dateline/2\nDisallow: /private\n\
        Allow: /private/open # but\nDisallow: /*.pdf$\nCrawl-delay: 2\n\nUser-agent: *\nDisallow: /\n\
        Sitemap: https://h.example/s.xml\n";

    #[test]
    fn the_group_that_names_us_counts() {
        let robots = Robots::parse(FILE, "dateline");
        for (path, allowed) in [
            ("/", true),
            ("/private/a", false),
            ("/private/open/a", true),
            ("/a.pdf", false),
            ("/a.pdf?x", true),
            ("/a.pdf/b.pdf", false),
        ] {
            assert_eq!(robots.allow(path), allowed, "{path}");
        }
        assert_eq!(robots.delay, Some(Duration::from_secs(2)));
        assert!(!Robots::parse(FILE, "somebody").allow("/"));
    }

    #[test]
    fn what_is_not_said_is_allowed() {
        for file in
            [&b""[..], b"User-agent: *\nDisallow:\n", b"<html>", b"\xFF\xFE", b"Disallow: /"]
        {
            assert!(Robots::parse(file, "dateline").allow("/a"));
        }
        assert!(!Robots::closed().allow("/a"));
        let late = b"User-agent: *\nCrawl-delay: 1e99\nCrawl-delay: x";
        assert_eq!(Robots::parse(late, "dateline").delay, None);
    }
}
