//! Words that made reports are composed of. Countries are real, all else is not.

pub const COUNTRIES: &[(&str, &str, &str)] = &[
    ("Norway", "Norwegian", "NOR"), ("Ghana", "Ghanaian", "GHA"), ("Malta", "Maltese", "MLT"),
    ("Albania", "Albanian", "ALB"), ("Peru", "Peruvian", "PER"), ("Nepal", "Nepalese", "NPL"),
    ("Kenya", "Kenyan", "KEN"), ("Latvia", "Latvian", "LVA"), ("Chile", "Chilean", "CHL"),
    ("Jordan", "Jordanian", "JOR"), ("Uganda", "Ugandan", "UGA"), ("Vietnam", "Vietnamese", "VNM"),
    ("Bolivia", "Bolivian", "BOL"), ("Senegal", "Senegalese", "SEN"), ("Estonia", "Estonian", "EST"),
    ("Morocco", "Moroccan", "MAR"), ("Paraguay", "Paraguayan", "PRY"), ("Zambia", "Zambian", "ZMB"),
    ("Slovenia", "Slovenian", "SVN"), ("Mongolia", "Mongolian", "MNG"), ("Oman", "Omani", "OMN"),
    ("Cyprus", "Cypriot", "CYP"), ("Gabon", "Gabonese", "GAB"), ("Laos", "Laotian", "LAO"),
    ("Fiji", "Fijian", "FJI"), ("Togo", "Togolese", "TGO"), ("Panama", "Panamanian", "PAN"),
    ("Iceland", "Icelandic", "ISL"), ("Namibia", "Namibian", "NAM"), ("Moldova", "Moldovan", "MDA"),
];
pub const GIVEN: &[&str] = &[
    "Odette", "Genti", "Abena", "Joost", "Torben", "Mirela", "Luan", "Ekow", "Sunniva", "Tereza",
    "Kwame", "Henrike", "Raphael", "Drita", "Yaw", "Jorunn", "Arben", "Melita", "Idriss", "Salome",
    "Tomas", "Ingrid", "Pablo", "Nadia", "Viktor", "Lucia", "Omar", "Grete", "Hamid", "Rosa",
    "Bruno", "Anita", "Stefan", "Miriam", "Kofi", "Elena", "Jorge", "Petra", "Samir", "Clara",
];
pub const SURNAME_HEADS: &[&str] = &[
    "Ald", "Bren", "Carr", "Dor", "Esk", "Fal", "Gor", "Hav", "Ilm", "Jor", "Kest", "Lor", "Mard",
    "Nor", "Ost", "Pell", "Quist", "Rav", "Sand", "Tor", "Ulv", "Vald", "Wex", "Yar", "Zer",
];
pub const SURNAME_TAILS: &[&str] = &[
    "aro", "berg", "cott", "deen", "eski", "fort", "gaard", "holm", "ides", "janu", "kov", "lund",
    "mata", "nez", "oni", "pova", "quer", "rud", "sen", "tuto", "uri", "vik", "wara", "yan", "zade",
];
pub const OFFICES: &[&str] = &[
    "defence ministry", "foreign ministry", "energy ministry", "parliament", "central bank",
    "coast guard", "army", "police", "supreme court", "cabinet", "trade union", "opposition",
];
pub const CITIES: &[&str] = &[
    "Sekondi", "Tirana", "Valletta", "Cusco", "Pokhara", "Mombasa", "Liepaja", "Arica", "Aqaba",
    "Gulu", "Hue", "Oruro", "Thies", "Tartu", "Agadir", "Encarnacion", "Ndola", "Koper", "Darkhan",
    "Sohar", "Limassol", "Oyem", "Pakse", "Nadi", "Kara", "Colon", "Akureyri", "Rundu", "Balti",
];
pub const ITEMS: &[(&str, &str)] = &[
    ("patrol boats", "ship"), ("field hospitals", "aid"), ("grain", "food aid"),
    ("transport helicopters", "helicopter"), ("radar stations", "radar"), ("diesel", "fuel"),
    ("coastal drones", "drone"), ("armoured lorries", "vehicle"), ("tents", "aid"),
    ("air defence systems", "air defence"), ("vaccines", "medicine"), ("cranes", "goods"),
];
pub const PACTS: &[&str] = &[
    "fuel storage accord", "fishing agreement", "border treaty", "trade deal", "defence pact",
    "extradition treaty", "water sharing agreement", "ceasefire", "visa agreement", "customs union",
];
pub const NOUNS: &[&str] = &[
    "harbour", "committee", "budget", "railway", "orchard", "delegation", "pipeline", "archive",
    "dispute", "reservoir", "canal", "market", "survey", "tariff", "warehouse", "quota", "summit",
    "bridge", "tribunal", "airfield", "cooperative", "ferry", "mine", "refinery", "observatory",
    "province", "convoy", "subsidy", "garrison", "herd", "outbreak", "tender", "election", "loan",
    "landslide", "festival", "checkpoint", "strike", "estuary", "laboratory", "satellite", "camp",
];
pub const ADJECTIVES: &[&str] = &[
    "northern", "disputed", "modest", "seasonal", "unpaid", "joint", "coastal", "abandoned",
    "provisional", "costly", "quiet", "rural", "contested", "regional", "delayed", "narrow",
    "independent", "flooded", "annual", "private", "public", "damaged", "temporary", "foreign",
    "crowded", "frozen", "technical", "legal", "southern", "shared", "secret", "renewed",
];
pub const DID: &[&str] = &[
    "delayed", "reopened", "surveyed", "financed", "opposed", "inspected", "cleared", "described",
    "criticised", "extended", "measured", "supplied", "threatened", "welcomed", "discussed",
    "replaced", "guarded", "closed", "rebuilt", "postponed", "examined", "abandoned", "crossed",
];
pub const ADVERBS: &[&str] = &[
    "slowly", "last month", "without notice", "for the third time", "in part", "since the spring",
    "at short notice", "once more", "in the autumn", "before dawn", "as planned", "under guard",
    "after long talks", "by mistake", "twice this year", "on paper", "in public", "to nobody's surprise",
];
pub const OUTLET_HEADS: &[&str] = &[
    "Harbour", "Coastal", "Northern", "Lagoon", "Meadow", "Highland", "River", "Island", "Capital",
    "Gulf", "Border", "Summit", "Valley", "Delta", "Prairie", "Fjord", "Canyon", "Desert", "Forest",
];
pub const OUTLET_TAILS: &[&str] =
    &["Times", "Courier", "Ledger", "Mirror", "Post", "Herald", "Observer", "Chronicle", "Star"];
pub const AGENCIES: &[&str] = &["Meridian", "Fjordlys", "Southwire", "Transpacific", "Norpress"];
