//! The language of a report.

use crate::primary_language;
use whatlang::{Detector, Lang, Script, detect_script};

/// As much of a text is looked at.
const REACH: usize = 1000;
/// What a declaration is not outweighed by.
const SURE: f64 = 0.5;
/// Languages that news is told from: fewer are told apart more surely. Those
/// with a script of their own are known by it.
const KNOWN: [Lang; 38] = [
    Lang::Eng,
    Lang::Spa,
    Lang::Fra,
    Lang::Deu,
    Lang::Por,
    Lang::Ita,
    Lang::Nld,
    Lang::Swe,
    Lang::Dan,
    Lang::Nob,
    Lang::Fin,
    Lang::Pol,
    Lang::Ces,
    Lang::Slk,
    Lang::Hun,
    Lang::Ron,
    Lang::Hrv,
    Lang::Tur,
    Lang::Ind,
    Lang::Vie,
    Lang::Rus,
    Lang::Ukr,
    Lang::Bul,
    Lang::Srp,
    Lang::Ara,
    Lang::Pes,
    Lang::Urd,
    Lang::Heb,
    Lang::Ell,
    Lang::Hin,
    Lang::Ben,
    Lang::Tam,
    Lang::Tha,
    Lang::Cmn,
    Lang::Jpn,
    Lang::Kor,
    Lang::Kat,
    Lang::Hye,
];
/// Less than that tells nothing.
const LEAST: usize = 40;

/// ISO 639-1 of the language of `text`. What the page says of itself is
/// believed unless the text, or its script, speaks clearly against it.
pub(crate) fn of(text: &str, declared: Option<&str>) -> Option<String> {
    let declared = declared.map(primary_language).filter(|d| d.len() == 2);
    let head: String = text.chars().take(REACH).collect();
    if head.chars().filter(|c| c.is_alphabetic()).count() < LEAST {
        return declared;
    }
    let found = Detector::with_allowlist(KNOWN.to_vec()).detect(&head)?;
    let code = code(found.lang());
    // Few words do not outweigh a declaration, another script does.
    let foreign = || detect_script(&head).is_some_and(|script| script != Script::Latin);
    match declared {
        Some(declared) if Some(&*declared) == code => Some(declared),
        Some(declared) if found.confidence() < SURE && !foreign() => Some(declared),
        declared => code.map(str::to_owned).or(declared),
    }
}

/// ISO 639-1 of the languages that have such a code.
fn code(lang: Lang) -> Option<&'static str> {
    // ISO 639-3 with its counterpart.
    const CODES: &str = "afr af aka ak amh am ara ar aze az bel be ben bn bul bg cat ca ces cs cmn zh \
        cym cy dan da deu de ell el eng en epo eo est et fin fi fra fr guj gu heb he hin hi hrv hr \
        hun hu hye hy ind id ita it jav jv jpn ja kan kn kat ka khm km kor ko lat la lav lv lit lt \
        mal ml mar mr mkd mk mya my nep ne nld nl nob no ori or pan pa pes fa pol pl por pt ron ro \
        rus ru sin si slk sk slv sl sna sn spa es srp sr swe sv tam ta tel te tgl tl tha th tuk tk \
        tur tr ukr uk urd ur uzb uz vie vi yid yi zul zu";
    let mut words = CODES.split_whitespace();
    while let (Some(three), Some(two)) = (words.next(), words.next()) {
        if three == lang.code() {
            return Some(two);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "The port opened on Monday after a long delay, the harbour office said, and \
        the ships came in at once from the sea.";

    #[test]
    fn texts_speak_for_themselves() {
        assert_eq!(of(ENGLISH, None).as_deref(), Some("en"));
        assert_eq!(of(ENGLISH, Some("en-GB")).as_deref(), Some("en"));
        let spanish = "El puerto abrió el lunes después de un largo retraso, dijo la oficina \
            del puerto. Los barcos llegaron enseguida desde el mar, y el ministro añadió que el tratado \
            se firmaría en mayo si el consejo de la ciudad lo aprobaba antes.";
        assert_eq!(of(spanish, Some("en")).as_deref(), Some("es"));
        let russian = "Порт открылся в понедельник после долгой задержки, сообщили власти города.";
        assert_eq!(of(russian, Some("en-US")).as_deref(), Some("ru"));
        assert_eq!(of("Port open", Some("fr")).as_deref(), Some("fr"));
        assert_eq!(of("Port open", None), None);
    }
}
