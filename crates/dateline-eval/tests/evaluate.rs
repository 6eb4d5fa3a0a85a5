//! Whole evaluations over small files.

use dateline_eval::{Options, Outcome, What, evaluate};
use dateline_read::Reader;
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;

fn gold(bytes: &[u8]) -> NamedTempFile {
    let mut file = NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes).expect("written");
    file
}

fn run(what: What, path: &Path) -> Result<Outcome, String> {
    let options = Options { errors: 2, ..Options::default() };
    evaluate(what, path, &Reader::default(), &options).map_err(|error| error.to_string())
}

const CONLLU: &str = "1\tIt\t_\t_\t_\t_\t_\t_\t_\t_\n2\trained\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n3\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
const TREE: &str = "1\tNavies\tnavy\tNOUN\tNNS\t_\t2\tnsubj\t_\tEntity=(1-organization-new)\n2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";
const RE3D: &str = r#"{"text":"Troops left Basra.","entities":[[12,17,"Location"]]}"#;
const CLAIMS: &str = r#"{"text":"Ada said it rained.","attributions":[{"source":[[0,3]],"cue":[[4,8]],"content":[[9,18]]}]}"#;
const ACTORS: &str = r#"{"actor":"the Peruvian navy","country":"PER","sector":"MIL"}"#;
const EVENTS: &str = r#"[{"text":"Peru sued Chile.","event":"ACCUSE","source":[{"actorText":"Peru","code":"PER"}],"target":[{"actorText":"Chile","code":"CHL"}]}]"#;
const SENTENCES: &str = "{\"text\":\"Peru sued Chile.\",\"quad\":3}\n{\"text\":\"It rained.\",\"events\":[],\"kind\":\"hard\"}\n";

const PAGE: &str = "# Title\n\n> Ada said it rained.\n- claim: Ada | said | it rained; named\n";

#[test]
fn every_gold_gives_scores_between_0_and_1() {
    for (what, text, score) in [
        (What::Tokens, CONLLU, "tokens.f1"),
        (What::Parse, TREE, "las.f1"),
        (What::Entities, TREE, "mentions.typed.f1"),
        (What::Entities, "Lisbon B-LOC\nfell O\n", "names.place.f1"),
        (What::Entities, RE3D, "names.typed.f1"),
        (What::Claims, CLAIMS, "triple.exact.f1"),
        (What::Actors, ACTORS, "both.accuracy"),
        (What::Events, EVENTS, "dyad.hit"),
        (What::Events, SENTENCES, "false_events.hard.rate"),
        (What::Codebook, PAGE, "claims.speaker_kind.accuracy"),
    ] {
        let file = gold(text.as_bytes());
        let outcome = run(what, file.path()).unwrap();
        assert!(outcome.scores.contains_key(score), "{score} is there");
        assert!(outcome.scores.values().all(|score| (0.0..=1.0).contains(score)));
        assert!(outcome.items > 0 && outcome.words_per_second.is_finite());
        assert!(outcome.errors.len() <= 2);
        let json = serde_json::to_value(&outcome).unwrap();
        let mut keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["gold", "items", "scores", "seconds", "what", "words_per_second"]);
    }
}

#[test]
fn the_pages_of_a_folder_are_scored_one_by_one() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("claims")).unwrap();
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    write("README.md", "> no example\n");
    write("claims/direct.md", PAGE);
    write("status.md", "> It rained.\n- no event\n\n> It snowed.\n- event: AID; -; planned\n");
    let outcome = run(What::Codebook, dir.path()).unwrap();
    assert_eq!(outcome.items, 3);
    assert_eq!(outcome.scores["codebook.status.passed"], 0.5);
    assert_eq!(outcome.scores["status.accuracy"], 0.0);
    for name in ["codebook.passed", "codebook.claims.passed", "codebook.claims.direct.passed"] {
        assert!(outcome.scores.contains_key(name), "{name}");
    }
    let last = outcome.errors.last().unwrap();
    assert!(last.text.starts_with("status.md:4 It snowed."), "{}", last.text);
    assert_eq!((&*last.gold, &*last.ours), ("event: AID; -; planned", "no event"));
    write("claims/direct.md", "> Rain.\n- weather\n");
    let error = run(What::Codebook, dir.path()).unwrap_err();
    assert!(error.starts_with("claims/direct.md, line 2: "), "{error}");
}

#[test]
fn gzipped_gold_is_the_same_gold() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(CONLLU.as_bytes()).unwrap();
    let (plain, packed) = (gold(CONLLU.as_bytes()), gold(&packed.finish().unwrap()));
    let scores = |gold: &NamedTempFile| run(What::Tokens, gold.path()).unwrap().scores;
    assert_eq!(scores(&plain), scores(&packed));
}

#[test]
fn what_cannot_be_scored_is_said_in_one_sentence() {
    let empty = gold(b"\n");
    for &what in What::ALL {
        let error = run(what, empty.path()).unwrap_err();
        assert!(error.ends_with("holds no gold record that could be scored"), "{error}");
    }
    let left_out = gold(br#"{"text":"He spoke.","quad":0}"#);
    assert!(run(What::Events, left_out.path()).is_err());
    let broken = gold(b"{\"actor\":\"x\",\"country\":\"PER\"}\n{");
    assert!(run(What::Actors, broken.path()).unwrap_err().contains(", line 2: "));
    assert!(run(What::Claims, Path::new("/nowhere/gold")).unwrap_err().starts_with("cannot read"));
    let cut = gold(&[0x1f, 0x8b, 0x08, 0x00]);
    assert!(run(What::Claims, cut.path()).unwrap_err().starts_with("cannot read"));
}
