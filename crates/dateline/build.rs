//! Lists what is built into the program, so that a file added there is in it
//! without a line of code: the sample reports of `examples/reports` for
//! `dateline demo`, and the pages of `codebook` for `dateline codebook`.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let root = Path::new(&root).join("../..");
    list(&root, "examples/reports", &["txt", "json", "jsonl"], "include_bytes", "samples.rs")?;
    list(&root, "codebook", &["md"], "include_str", "pages.rs")
}

/// Writes the slice of every file under `folder` with one of these endings: its
/// path, and its content by the macro `include`.
fn list(root: &Path, folder: &str, ends: &[&str], include: &str, out: &str) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", root.join(folder).display());
    let mut paths = Vec::new();
    collect(&root.join(folder), &mut paths)?;
    paths.retain(|path| path.extension().is_some_and(|e| ends.iter().any(|end| e == *end)));
    paths.sort();
    let root = root.canonicalize()?;
    let mut list = String::from("&[\n");
    for path in paths {
        let path = path.canonicalize()?;
        let name = path.strip_prefix(&root).unwrap_or(&path);
        let name = name.to_string_lossy().replace('\\', "/");
        let _ = writeln!(list, "    ({name:?}, {include}!({path:?})),");
    }
    list.push_str("]\n");
    let folder = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&folder).join(out), list)
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
