//! Sentences of our own with the events they hold. Whoever adds a frame adds a
//! sentence.

use crate::{Reader, read};
use dateline_core::{ActorId, Event, Reading, Report};

fn countries(reading: &Reading, ids: &[ActorId]) -> String {
    let mut codes: Vec<String> = ids
        .iter()
        .map(|id| {
            let actor = &reading.actors[id.index()];
            actor.country.map_or_else(|| "-".to_owned(), |c| c.to_string())
        })
        .collect();
    codes.sort();
    codes.dedup();
    codes.join("+")
}

/// "ASSAULT occurred RUS > UKR", with "within TYPE" and "historical" where so.
fn show(reading: &Reading, event: &Event) -> String {
    let mut text = format!(
        "{} {} {} > {}",
        event.event_type,
        event.status,
        countries(reading, &event.actors),
        countries(reading, &event.recipients)
    );
    if let Some(outer) = event.within {
        text += &format!(" within {}", reading.events[outer.index()].event_type);
    }
    if event.historical {
        text += " historical";
    }
    text.trim_end().to_owned()
}

fn coded(text: &str) -> Vec<String> {
    let report = Report { published_at: Some("2026-11-20".to_owned()), ..Report::of_text(text) };
    let reading = read(&report, &Reader::default());
    reading.events.iter().map(|event| show(&reading, event)).collect()
}

#[track_caller]
fn holds(cases: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = coded(text);
        if !found.iter().any(|f| f == expected) {
            wrong += &format!("\n{text}\n  expected {expected}\n  found    {found:?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[track_caller]
fn lacks(cases: &[&str]) {
    let mut wrong = String::new();
    for text in cases {
        let found = coded(text);
        if !found.is_empty() {
            wrong += &format!("\n{text}\n  found {found:?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn habits_of_reporting_are_no_events() {
    lacks(&[
        "A Kenyan official asked not to be named.",
        "Kenya's foreign ministry declined to comment.",
        "Two Chilean diplomats, who requested anonymity, spoke on Monday.",
    ]);
    holds(&[("Kenya declined to sign the treaty with Chad.", "REJECT occurred KEN > TCD")]);
}

#[test]
fn verbal_cooperation_is_found() {
    holds(&[
        ("Kenya and Somalia signed a fisheries treaty in March.", "SUPPORT occurred KEN+SOM >"),
        ("France praised Morocco for its handling of the flood.", "SUPPORT occurred FRA > MAR"),
        ("Peru recognised Kosovo as an independent state.", "SUPPORT occurred PER > KOS"),
        ("Japan agreed to lend Vietnam two patrol boats.", "AGREE occurred JPN > VNM"),
        ("Sweden offered to host talks with Yemen.", "AGREE occurred SWE > YEM"),
        ("Norway is ready to mediate between Sudan and Egypt.", "AGREE occurred NOR > EGY+SDN"),
        ("Chile held talks with Bolivia on water.", "CONSULT occurred BOL+CHL >"),
        ("The Turkish foreign minister visited Qatar.", "CONSULT occurred TUR > QAT"),
        ("Talks between India and Nepal began in Geneva.", "CONSULT occurred IND+NPL >"),
        ("Bahrain lifted its ban on Omani newspapers.", "CONCEDE occurred BHR > OMN"),
        ("Mali apologised to Senegal for the incident.", "CONCEDE occurred MLI > SEN"),
    ]);
}

#[test]
fn material_cooperation_is_found() {
    holds(&[
        ("Italy sent medicine to Tunisia.", "AID occurred ITA > TUN"),
        ("Poland supplied Moldova with generators.", "AID occurred POL > MDA"),
        ("Brazil gave Haiti 20 million dollars.", "AID occurred BRA > HTI"),
        ("Spain extradited the smuggler to Colombia.", "COOPERATE occurred ESP > COL"),
        ("Greece and Cyprus held joint naval exercises off Crete.", "COOPERATE occurred CYP+GRC >"),
        ("Ethiopia withdrew its troops from Eritrea.", "RETREAT occurred ETH > ERI"),
        ("Iran released two Austrian prisoners.", "RETREAT occurred IRN > AUT"),
    ]);
}

#[test]
fn verbal_conflict_is_found() {
    holds(&[
        ("Ghana demanded an apology from Togo.", "REQUEST occurred GHA > TGO"),
        ("Germany urged Serbia to open its archives.", "REQUEST occurred DEU > SRB"),
        ("Canada condemned Belarus for the arrests.", "ACCUSE occurred CAN > BLR"),
        ("Georgia accused Russia of moving the fence.", "ACCUSE occurred GEO > RUS"),
        ("Argentina rejected a British proposal.", "REJECT occurred ARG > GBR"),
        ("Cuba refused to meet the Spanish envoy.", "REJECT occurred CUB > ESP"),
        ("North Korea threatened to attack South Korea.", "THREATEN occurred PRK > KOR"),
        ("Iraq issued an ultimatum to Jordan.", "THREATEN occurred IRQ > JOR"),
    ]);
}

#[test]
fn material_conflict_is_found() {
    holds(&[
        ("Thousands of Chilean students marched against Bolivia.", "PROTEST occurred CHL > BOL"),
        ("Australia imposed sanctions on Myanmar.", "SANCTION occurred AUS > MMR"),
        ("Ecuador expelled the Mexican ambassador.", "SANCTION occurred ECU > MEX"),
        ("Algeria deployed troops along the border with Mali.", "MOBILIZE occurred DZA > MLI"),
        ("Thai police arrested a Chinese banker.", "COERCE occurred THA > CHN"),
        ("Laos imposed a curfew in the capital.", "COERCE occurred LAO >"),
        ("Israel bombed Lebanon on Monday.", "ASSAULT occurred ISR > LBN"),
        ("Turkish warplanes struck Syria overnight.", "ASSAULT occurred TUR > SYR"),
    ]);
}

#[test]
fn passives_and_nouns_turn_round() {
    holds(&[
        ("Ukraine was attacked by Russia at dawn.", "ASSAULT occurred RUS > UKR"),
        ("Two Dutch tourists were arrested by Egyptian police.", "COERCE occurred EGY > NLD"),
        ("The treaty was ratified by the Knesset.", "SUPPORT occurred ISR >"),
        ("Russia's strike on Ukraine came at night.", "ASSAULT occurred RUS > UKR"),
        ("Algeria's condemnation of France was sharp.", "ACCUSE occurred DZA > FRA"),
        ("The attack on Armenia by Azerbaijan lasted an hour.", "ASSAULT occurred AZE > ARM"),
        ("Pakistan carried out an airstrike on Afghanistan.", "ASSAULT occurred PAK > AFG"),
        ("Finland and Latvia condemned Belarus.", "ACCUSE occurred FIN+LVA > BLR"),
    ]);
}

#[test]
fn verbs_share_their_subject() {
    holds(&[
        (
            "Jordan condemned Syria and expelled the Syrian ambassador.",
            "SANCTION occurred JOR > SYR",
        ),
        ("Kuwait, which had accused Iraq of theft, attacked Iraq.", "ASSAULT occurred KWT > IRQ"),
        ("Egypt attacked Libya, killing nine Libyan soldiers.", "ASSAULT occurred EGY > LBY"),
    ]);
}

#[test]
fn status_follows_the_words_around() {
    holds(&[
        ("Denmark did not attack Sweden.", "ASSAULT negated DNK > SWE"),
        ("Poland may expel the Belarusian ambassador.", "SANCTION possible POL > BLR"),
        ("If Iran attacks Iraq, prices will rise.", "ASSAULT possible IRN > IRQ"),
        ("Greece plans to attack Turkey.", "ASSAULT planned GRC > TUR"),
        ("Rwanda is bombing Burundi.", "ASSAULT ongoing RWA > BDI"),
        ("Belgium considered expelling the Iranian ambassador.", "SANCTION possible BEL > IRN"),
        ("Morocco denied attacking Algeria.", "ASSAULT negated MAR > DZA"),
        ("A potential Chinese attack on Taiwan worries him.", "ASSAULT possible CHN > TWN"),
        ("In 1991, Iraq attacked Israel.", "ASSAULT occurred IRQ > ISR historical"),
        ("Chad attacked Niger twenty years ago.", "ASSAULT occurred TCD > NER historical"),
    ]);
}

#[test]
fn what_is_promised_or_threatened_is_an_event_within() {
    holds(&[
        (
            "North Korea threatened to attack South Korea.",
            "ASSAULT possible PRK > KOR within THREATEN",
        ),
        ("Japan agreed to supply Vietnam with radars.", "AID planned JPN > VNM within AGREE"),
        ("Italy will send medicine to Tunisia.", "AGREE occurred ITA > TUN"),
        ("Italy will send medicine to Tunisia.", "AID planned ITA > TUN within AGREE"),
        ("Iran will not release the Austrian prisoners.", "REJECT occurred IRN > AUT"),
        ("Iran refused to release the Austrian prisoners.", "REJECT occurred IRN > AUT"),
        (
            "Iran refused to release the Austrian prisoners.",
            "RETREAT negated IRN > AUT within REJECT",
        ),
        ("Ghana urged Togo to release the Malian prisoners.", "REQUEST occurred GHA > TGO"),
        (
            "Critics spoke of U.S. threats to supply Ukraine with missiles.",
            "AID possible USA > UKR within THREATEN",
        ),
    ]);
}

#[test]
fn trees_are_followed_to_whoever_acts() {
    holds(&[
        (
            "Georgia said on Monday it had expelled diplomats from Serbia.",
            "SANCTION occurred GEO > SRB",
        ),
        ("Oman, angered by Yemen, severed ties with Yemen.", "SANCTION occurred OMN > YEM"),
        (
            "Ghana issued a letter demanding that Togo release the pilots.",
            "REQUEST occurred GHA > TGO",
        ),
        ("The bridge was shelled and destroyed by Armenian troops.", "ASSAULT occurred ARM >"),
        ("Chilean and Peruvian officials met in Quito.", "CONSULT occurred CHL+PER >"),
        ("The presidents of Chile and Peru met in Quito.", "CONSULT occurred CHL+PER >"),
        ("Kenya called on Monday for talks with Somalia.", "REQUEST occurred KEN > SOM"),
        ("Lawmakers said that Iran had accused Oman of spying.", "ACCUSE occurred IRN > OMN"),
    ]);
}

#[test]
fn what_a_clause_states_governs_what_is_in_it() {
    holds(&[
        ("Jordan denied that it had attacked Syria.", "ASSAULT negated JOR > SYR"),
        ("Poland could not expel the Serbian envoy.", "SANCTION negated POL > SRB"),
        ("Did Iran attack Iraq?", "ASSAULT possible IRN > IRQ"),
        ("Peru agreed to lift sanctions against Bolivia.", "AGREE occurred PER > BOL"),
        ("Serbia vowed to attack Croatia.", "THREATEN occurred SRB > HRV"),
        ("Talks between India and Nepal will begin in May.", "AGREE occurred IND+NPL >"),
    ]);
    lacks(&["Most economists agree that Turkish inflation will fall next year."]);
}

#[test]
fn sport_and_everyday_words_make_no_event() {
    lacks(&[
        "The striker attacked from the left and shot wide.",
        "She fought a cold all week and met her friends on Sunday.",
        "The recipe calls for two eggs and a cup of flour.",
        "He agreed to walk the dog.",
        "The old bridge was destroyed by the flood.",
        "My sister visited the museum and talked to a guide.",
        "The committee will meet to discuss the colour of the fence.",
        "A cold front hit the coast and killed the seedlings.",
        "The battle against weeds goes on.",
        "The software rejects a password that is too short.",
    ]);
}

#[test]
fn told_twice_is_one_event() {
    let report = Report {
        title: Some("Israel Bombs Lebanon".to_owned()),
        ..Report::of_text("Israel Bombs Lebanon\n\nIsrael bombed Lebanon on Monday.")
    };
    let reading = read(&report, &Reader::default());
    let assaults: Vec<&Event> =
        reading.events.iter().filter(|e| e.event_type.as_str() == "ASSAULT").collect();
    assert_eq!(assaults.len(), 1, "{assaults:?}");
    assert_eq!(assaults[0].evidence.spans.len(), 2);
}

#[test]
fn an_agreement_keeps_its_parties() {
    let text = "Chile and Peru were close to an accord between Chile and Peru. \
                The accord, which was ratified by the Peruvian Congress in May, opens ports.";
    let found = coded(text);
    assert!(found.iter().any(|e| e == "SUPPORT occurred PER > CHL"), "{found:?}");
}
