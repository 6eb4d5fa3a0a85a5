//! What is an attribution and what is none. Every sentence is our own.

use super::*;
use crate::resolve;
use dateline_annotate::annotate;
use dateline_annotate::model::Model;
use dateline_core::{Certainty, Manner, Polarity, Report, SpeakerKind};

fn read(text: &str) -> Vec<Claim<Span>> {
    let knowledge = Knowledge::embedded();
    let report = Report::of_text(text);
    let document = annotate(&report, &knowledge, &Model::embedded());
    let actors = resolve::resolve(&document, &report, &knowledge);
    attribute(&document, &actors, &knowledge)
}

fn only(text: &str) -> Claim<Span> {
    let claims = read(text);
    assert_eq!(claims.len(), 1, "{text}: {claims:#?}");
    claims.into_iter().next().unwrap()
}

fn words(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" ... ")
}

/// Each text holds one attribution with these spans.
fn check(cases: &[(&str, [&str; 3])]) {
    for (text, [source, cue, content]) in cases {
        let claim = only(text);
        assert_eq!(words(text, &claim.source), *source, "source of: {text}");
        assert_eq!(words(text, &claim.cue), *cue, "cue of: {text}");
        assert_eq!(words(text, &claim.content), *content, "content of: {text}");
    }
}

#[test]
fn the_source_comes_first() {
    check(&[
        (
            "The envoy said that the border would reopen.",
            ["The envoy", "said", "that the border would reopen"],
        ),
        ("She added the talks had stalled.", ["She", "added", "the talks had stalled"]),
        (
            "Two officials have repeatedly argued that the plan was flawed.",
            ["Two officials", "have repeatedly argued", "that the plan was flawed"],
        ),
        (
            "On Monday, the governor of Lapland warned that reindeer were starving.",
            ["the governor of Lapland", "warned", "that reindeer were starving"],
        ),
        (
            "Ivo Marek, a colonel at the Defence Academy, said that morale was low.",
            ["Ivo Marek, a colonel at the Defence Academy,", "said", "that morale was low"],
        ),
        (
            "The pilot told reporters in Oslo that the engine had failed.",
            ["The pilot", "told", "that the engine had failed"],
        ),
        (
            "The ministry said on Tuesday that exports fell.",
            ["The ministry", "said", "that exports fell"],
        ),
        (
            "The senator asked whether the army had been paid.",
            ["The senator", "asked", "whether the army had been paid"],
        ),
    ]);
}

#[test]
fn the_source_comes_last() {
    check(&[
        (
            "The harbour will close next week, the mayor said.",
            ["the mayor", "said", "The harbour will close next week"],
        ),
        (
            "“We will not leave the island,” said Ana Ruiz, a fisherwoman.",
            ["Ana Ruiz, a fisherwoman", "said", "“We will not leave the island,”"],
        ),
        (
            "\"The vote was fair,\" the observers told journalists.",
            ["the observers", "told", "\"The vote was fair,\""],
        ),
        (
            "Rail traffic doubled last year, according to the statistics office.",
            ["the statistics office", "according to", "Rail traffic doubled last year"],
        ),
    ]);
}

#[test]
fn the_cue_stands_inside_the_content() {
    check(&[
        (
            "The pact, diplomats say, will not survive.",
            ["diplomats", "say", "The pact ... will not survive"],
        ),
        (
            "“If they attack,” the general warned, “we will answer.”",
            ["the general", "warned", "“If they attack,” ... “we will answer.”"],
        ),
        (
            "The bridge, according to local police, was mined.",
            ["local police", "according to", "The bridge ... was mined"],
        ),
    ]);
}

#[test]
fn according_to_can_open_the_sentence() {
    check(&[(
        "According to Petrova, the agreement marks a turning point.",
        ["Petrova", "According to", "the agreement marks a turning point"],
    )]);
}

#[test]
fn quotations_run_over_sentences_and_paragraphs() {
    check(&[
        (
            "The minister added: “We are ready. Nobody should doubt it. We have the means.”",
            [
                "The minister",
                "added:",
                "“We are ready. Nobody should doubt it. We have the means.”",
            ],
        ),
        (
            "“It is over,” she said. “There is nothing left to discuss.”",
            ["she", "said", "“It is over,” ... “There is nothing left to discuss.”"],
        ),
        (
            "The nurse said: “The ward is full.\n\n“We have no beds.”\n\nIt rained.",
            ["The nurse", "said:", "“The ward is full.\n\n“We have no beds.”"],
        ),
        (
            "“They fled,” he said.\n\n“Nobody came back.”",
            ["he", "said", "“They fled,” ... “Nobody came back.”"],
        ),
    ]);
}

#[test]
fn a_quotation_with_its_own_cue_is_its_own_claim() {
    let text = "“It is over,” she said. “We are sorry,” the mayor replied.";
    let claims = read(text);
    assert_eq!(claims.len(), 2);
    assert_eq!(words(text, &claims[0].content), "“It is over,”");
    assert_eq!(words(text, &claims[1].content), "“We are sorry,”");
}

#[test]
fn the_speaker_can_be_left_out() {
    check(&[
        ("It is believed that the crew survived.", ["", "is believed", "that the crew survived"]),
        (
            "The rebels reportedly crossed the river.",
            ["", "reportedly", "The rebels ... crossed the river"],
        ),
        (
            "The suspect is said to own three houses.",
            ["", "is said", "The suspect ... to own three houses"],
        ),
    ]);
}

#[test]
fn other_builds_of_cue() {
    check(&[
        (
            "The admiral was quoted as saying that the fleet was safe.",
            ["The admiral", "was quoted as saying", "that the fleet was safe"],
        ),
        (
            "A leaked memo suggests that the bank knew of the losses.",
            ["A leaked memo", "suggests", "that the bank knew of the losses"],
        ),
        (
            "The strikers marched on the capital, saying that wages were too low.",
            ["The strikers", "saying", "that wages were too low"],
        ),
        (
            "Nobody checked the claim that prices have recovered.",
            ["", "claim", "that prices have recovered"],
        ),
        (
            "The court heard his suggestion that the letter was forged.",
            ["his", "suggestion", "that the letter was forged"],
        ),
        (
            "Investors ignored a warning from the central bank that rates would rise.",
            ["the central bank", "warning", "that rates would rise"],
        ),
        (
            "He highlighted the possible deployment of a second battery.",
            ["He", "highlighted", "the possible deployment of a second battery"],
        ),
        (
            "The minister denied having met the smugglers.",
            ["The minister", "denied", "having met the smugglers"],
        ),
        (
            "The road is a tunnel, which engineers say will flood.",
            ["engineers", "say", "which ... will flood"],
        ),
        (
            "As the auditor noted, the books were never closed.",
            ["the auditor", "noted", "the books were never closed"],
        ),
    ]);
}

#[test]
fn two_cues_share_a_speaker() {
    let text = "The envoy said the talks were useful and added that they would go on.";
    let claims = read(text);
    assert_eq!(claims.len(), 2);
    assert_eq!(words(text, &claims[0].content), "the talks were useful");
    assert_eq!(words(text, &claims[1].source), "The envoy");
    assert_eq!(claims[1].within, None);
}

#[test]
fn papers_quote_people() {
    let text = "The newspaper quoted Jan Bos, a diver, as saying that the wreck was empty.";
    let claims = read(text);
    let inner = claims.last().unwrap();
    assert_eq!(words(text, &inner.source), "Jan Bos, a diver,");
    assert_eq!(words(text, &inner.cue), "as saying");
    assert_eq!(words(text, &inner.content), "that the wreck was empty");
    assert_eq!(inner.within, Some(claims[0].id));
}

#[test]
fn claims_nest() {
    let claims =
        read("The spokesman said that a commander had claimed that the bridge was destroyed.");
    assert_eq!(claims.len(), 2);
    assert_eq!(claims[0].within, None);
    assert_eq!(claims[1].within, Some(claims[0].id));
}

#[test]
fn what_is_no_attribution() {
    for text in [
        "The sailors said goodbye to their families.",
        "It is not known whether anybody was hurt.",
        "The report added 20 pages to the file.",
        "Three officers were accused of treason.",
        "The army crossed the river at dawn.",
        "The agreement, which was ratified in May, grants both sides access.",
        "The deal could provide much-needed assistance.",
        "The claims were settled out of court.",
        "Its promises were never kept.",
        "As the talks go on, the region will be watching closely.",
        "The band played a song called “Winter”.",
        "The firm reported to the ministry.",
        "Nobody told the children.",
        "He answered the telephone.",
        "The fleet came to curb piracy and assert old rights to the strait.",
    ] {
        let claims = read(text);
        assert!(claims.is_empty(), "{text}: {claims:#?}");
    }
}

#[test]
fn the_manner_shows_in_the_marks() {
    for (text, manner) in [
        ("“We won,” he said.", Manner::Direct),
        ("He said that they had won.", Manner::Indirect),
        ("He said that the win was “a gift”.", Manner::Mixed),
    ] {
        assert_eq!(only(text).manner, manner, "{text}");
    }
}

#[test]
fn the_cue_gives_the_stance() {
    for (text, stance) in [
        ("The firm denied that it had paid bribes.", Stance::Denies),
        ("The judge doubted that the papers were genuine.", Stance::Doubts),
        ("She asked whether the road was open.", Stance::Asks),
        ("She asked the mayor to open the road.", Stance::Asserts),
        ("Economists predict that prices will fall.", Stance::Predicts),
        ("He admitted that he had lied.", Stance::Asserts),
    ] {
        assert_eq!(only(text).stance, stance, "{text}");
    }
}

#[test]
fn words_tell_the_certainty() {
    for (text, certainty) in [
        ("He said that the convoy had left.", Certainty::Certain),
        ("He said that the convoy will leave.", Certainty::Certain),
        ("He said that the convoy could leave.", Certainty::Possible),
        ("He said that the convoy may have left.", Certainty::Possible),
        ("He said that the convoy was likely to leave.", Certainty::Probable),
        ("He said that the convoy would probably leave.", Certainty::Probable),
        ("He said that the convoy would leave.", Certainty::Unstated),
        ("He said that the convoy that could leave was large.", Certainty::Certain),
        ("If they leave, she said, the town is lost.", Certainty::Possible),
        ("She highlighted the potential loss of the town.", Certainty::Possible),
        ("She asked whether the town was lost.", Certainty::Unstated),
        ("They fear that the town was lost.", Certainty::Possible),
    ] {
        assert_eq!(only(text).certainty, certainty, "{text}");
    }
}

#[test]
fn negation_turns_the_polarity() {
    for (text, polarity) in [
        ("He said that the ship had not sunk.", Polarity::Negative),
        ("He said that the ship had never sunk.", Polarity::Negative),
        ("He said that the ship would not only float but also sail.", Polarity::Positive),
        ("She does not believe that the ship sank.", Polarity::Negative),
        ("He said that the ship had sunk.", Polarity::Positive),
        ("He said that there was no ship.", Polarity::Negative),
    ] {
        assert_eq!(only(text).polarity, polarity, "{text}");
    }
}

#[test]
fn speakers_without_an_actor_have_a_kind_by_their_words() {
    for (text, kind) in [
        ("It is believed that the crew survived.", SpeakerKind::Unnamed),
        ("A leaked memo suggests that the bank knew.", SpeakerKind::Document),
        ("Analysts say that the bank knew.", SpeakerKind::Collective),
        ("Marta Kos said that the bank knew.", SpeakerKind::Named),
    ] {
        assert_eq!(only(text).speaker_kind, kind, "{text}");
    }
}

#[test]
fn one_person_speaks_under_many_names() {
    let text = "Tomas Lind, a naval expert at the Baltic Institute, has argued that the port matters.\n\n\
        According to Lind, the fleet will move in spring.\n\n\
        The move, he noted, could alarm the neighbours.\n\n\
        The expert warned that mines may remain.\n\n\
        Observers suggest that the fleet is too old.\n\n\
        The harbour was built in 1911.";
    let claims = read(text);
    assert_eq!(claims.len(), 5, "{claims:#?}");
    let lind = claims[0].speaker;
    assert!(lind.is_some());
    for claim in &claims[..4] {
        assert_eq!(claim.speaker, lind, "{}", words(text, &claim.source));
        assert_eq!(claim.speaker_kind, SpeakerKind::Named);
    }
    assert_ne!(claims[4].speaker, lind);
    assert_eq!(claims[4].speaker_kind, SpeakerKind::Collective);
    let certainties: Vec<_> = claims.iter().map(|c| c.certainty).collect();
    let (certain, possible) = (Certainty::Certain, Certainty::Possible);
    assert_eq!(certainties, [certain, certain, possible, possible, certain]);
}

#[test]
fn odd_texts_take_no_harm_and_little_time() {
    read("");
    read("said");
    read("\", said \" he said, \"");
    read(&"\"".repeat(5_000));
    read(&"“".repeat(5_000));
    read(&"' \" ".repeat(2_000));
    read(&"“No,” he said. ".repeat(500));
    read(&"he said that ".repeat(500));
    read(&"according to ".repeat(500));
}
