"""Types for names where no annotator gave one, from the names that have one.

EWT marks no mentions. Its tags and trees show where names stand; what kind they are is learned from the
same string in GUM and CrossNER, from titles ("Dr. X") and from the relation `flat`, which in EWT joins given
names to surnames. A name that none of these tells stays untyped: the model must call it some name.
"""

from collections import Counter, defaultdict

from . import names

SURE = 0.75  # share of one type among a string's occurrences
# GUM has few of these, and often as actors.
PLACES = frozenset(
    """afghanistan,albania,algeria,angola,argentina,armenia,australia,austria,azerbaijan,bahrain,bangladesh,belarus,
    belgium,benin,bolivia,bosnia,botswana,brazil,britain,bulgaria,burma,burundi,cambodia,cameroon,canada,chad,chile,
    china,colombia,congo,croatia,cuba,cyprus,denmark,ecuador,egypt,england,eritrea,estonia,ethiopia,fiji,finland,
    france,gabon,gambia,germany,ghana,greece,guatemala,guinea,haiti,honduras,hong kong,hungary,iceland,india,indonesia,
    iran,iraq,ireland,israel,italy,jamaica,japan,kazakhstan,kenya,kosovo,kuwait,kyrgyzstan,laos,latvia,lebanon,
    lesotho,liberia,libya,lithuania,luxembourg,madagascar,malawi,malaysia,mali,malta,mauritania,mauritius,mexico,
    moldova,mongolia,montenegro,morocco,mozambique,myanmar,namibia,nepal,netherlands,new zealand,nicaragua,niger,
    nigeria,north korea,northern ireland,norway,oman,pakistan,palestine,panama,paraguay,peru,philippines,poland,
    portugal,qatar,romania,russia,rwanda,saudi arabia,scotland,senegal,serbia,sierra leone,singapore,slovakia,slovenia,
    somalia,south africa,south korea,south sudan,soviet union,spain,sri lanka,sudan,suriname,sweden,switzerland,syria,
    taiwan,tajikistan,tanzania,thailand,tibet,togo,tunisia,turkey,turkmenistan,u.k.,u.s.,u.s.a.,uganda,uk,ukraine,
    united arab emirates,united kingdom,united states,united states of america,uruguay,us,usa,uzbekistan,venezuela,
    vietnam,wales,yemen,zambia,zimbabwe,america,europe,asia,africa,gaza,west bank,alabama,alaska,arizona,arkansas,
    california,colorado,connecticut,delaware,florida,hawaii,idaho,illinois,indiana,iowa,kansas,kentucky,louisiana,
    maine,maryland,massachusetts,michigan,minnesota,mississippi,missouri,montana,nebraska,nevada,new hampshire,
    new jersey,new mexico,new york,north carolina,north dakota,ohio,oklahoma,oregon,pennsylvania,south carolina,
    south dakota,tennessee,texas,utah,vermont,virginia,wisconsin,wyoming""".replace("\n    ", "").split(",")
)
CITIES = frozenset(
    """amsterdam,ankara,athens,atlanta,auckland,baghdad,bangkok,barcelona,basra,beijing,beirut,belfast,belgrade,berlin,
    birmingham,bogota,boston,brussels,bucharest,budapest,buenos aires,cairo,calgary,cape town,caracas,chicago,
    cleveland,copenhagen,dallas,damascus,delhi,denver,detroit,dhaka,dubai,dublin,edinburgh,frankfurt,geneva,glasgow,
    hamburg,hanoi,havana,helsinki,houston,istanbul,jakarta,jerusalem,johannesburg,kabul,karachi,kathmandu,khartoum,
    kiev,kyiv,kinshasa,kuala lumpur,lagos,lahore,las vegas,lima,lisbon,liverpool,london,los angeles,lyon,madrid,
    manchester,manila,melbourne,memphis,mexico city,miami,milan,minneapolis,minsk,mogadishu,montreal,moscow,mosul,
    mumbai,munich,nairobi,naples,new delhi,new orleans,new york city,orlando,osaka,oslo,ottawa,paris,philadelphia,
    phoenix,pittsburgh,portland,prague,pyongyang,quebec,rio de janeiro,riyadh,rome,sacramento,san diego,san francisco,
    san jose,santiago,sao paulo,sarajevo,seattle,seoul,shanghai,sofia,st. louis,st. petersburg,stockholm,sydney,
    taipei,tehran,tel aviv,tokyo,toronto,tripoli,tunis,vancouver,vienna,warsaw,washington,wellington,zurich,
    washington d.c.,d.c.,la,nyc,ontario,kashmir,chechnya,crimea,siberia,kurdistan,middle east,latin america,
    north america,south america,caribbean,balkans,gaza strip,pacific,atlantic,bali""".replace("\n    ", "")
    .split(",")
)
# News agencies, papers, companies, bodies, armed groups: strings that are hardly ever anything else.
BODIES = frozenset(
    """google,microsoft,apple,amazon,yahoo,ibm,intel,sony,toyota,ford,boeing,airbus,walmart,wal-mart,starbucks,
    facebook,twitter,mcdonalds,pfizer,exxon,shell,bp,gazprom,goldman sachs,citigroup,cnn,bbc,nbc,cbs,abc,fox news,npr,
    reuters,associated press,ap,afp,xinhua,al jazeera,the new york times,new york times,washington post,the guardian,
    the economist,wall street journal,financial times,newsweek,un,u.n.,united nations,unesco,unicef,who,imf,world bank,
    wto,nato,eu,european union,european commission,african union,arab league,opec,iaea,red cross,fbi,cia,nsa,epa,fda,
    irs,nasa,ferc,sec,ftc,fcc,dea,cdc,congress,senate,house of representatives,supreme court,white house staff,
    pentagon,state department,kremlin,knesset,bundestag,republican party,democratic party,labour party,likud,
    hamas,hezbollah,hizbullah,fatah,plo,taliban,al qaeda,al - qaeda,al-qaeda,al - qaida,al qaida,isis,eta,ira,farc,
    tamil tigers,ltte,ku klux klan,interpol,scotland yard,mossad,mozilla,wikipedia,greenpeace,amnesty international,
    human rights watch,fifa,nfl,nba,ncaa,harvard,yale,mit,stanford,oxford university,cambridge university""".replace(
        "\n    ", ""
    ).split(",")
)
# Words that tell the kind of the name they stand in.
ORGANIZATIONS = frozenset(
    """university college inc inc. corp corp. co. ltd ltd. llc department ministry committee council commission
    association agency foundation institute company party bureau times federation union corporation bank society
    parliament congress assembly""".split()
)
SITES = frozenset(
    """street road avenue ave ave. boulevard lake river park island islands county airport beach mountain mountains
    bridge valley bay sea ocean city""".split()
)


def text(forms, start, end):
    return " ".join(forms[start : end + 1]).lower()


def types(sentences, crossner):
    """Lower-case name -> type, from GUM's mentions and CrossNER's tags (pairs of forms and typed spans)."""
    seen, parts = defaultdict(Counter), set()
    for sentence in sentences:
        forms = [w.form for w in sentence.words]
        if sentence.mentions is not None:
            found = list(names.names(sentence.words, sentence.mentions))
            for start, end, kind in found:
                seen[text(forms, start, end)][kind] += 1
        else:
            found = [
                (*span, "person")
                for span in names.untyped(sentence.words)
                if is_person(sentence.words, *span)
            ]
        for start, end, kind in found:
            if kind == "person" and end > start:
                inner = (forms[start], forms[end])
                parts.update(f.lower() for f in inner if len(f) > 2 and f.isalpha() and f[0].isupper())
    for forms, spans in crossner:
        for start, end, kind in spans:
            seen[text(forms, start, end)][kind] += 1
    known = {}
    for name, counts in seen.items():
        kind, count = counts.most_common(1)[0]
        if count >= SURE * counts.total():
            known[name] = kind
    # "Dr. Ann Lee" tells that Ann and Lee, alone, are persons.
    known = dict.fromkeys(parts, "person") | known | dict.fromkeys(BODIES, "organization")
    return known | dict.fromkeys(PLACES | CITIES, "place")


def settled(words, found, known):
    """GUM types a country by what it does ("France signed": an organization); as a name it is a place."""
    forms = [w.form for w in words]
    for start, end, kind in found:
        usual = known.get(text(forms, start, end))
        if usual == "place" and kind in ("organization", "person"):
            kind = usual
        yield start, end, kind


def typed(words, found, known):
    forms = [w.form for w in words]
    for start, end in found:
        kind = known.get(text(forms, start, end))
        if kind is None:
            inside = {form.lower() for form in forms[start : end + 1]}
            kind = "organization" if inside & ORGANIZATIONS else "place" if inside & SITES else None
        if kind is None and is_person(words, start, end):
            kind = "person"
        yield start, end, kind


def is_person(words, start, end):
    inside = words[start : end + 1]
    top = names.head(words, start, end)
    if any(w.deprel == "nmod:desc" and w.head - 1 == top and w.upos == "PROPN" for w in words[:start]):
        return True
    return (
        2 <= len(inside) <= 3
        and all(w.form[:1].isalpha() and w.form[:1].isupper() for w in inside)
        and all(w.deprel == "flat" for w in inside[1:])
    )
