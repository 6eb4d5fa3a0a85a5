"""Loads an export as its users would, and checks it against its manifest.

python load.py FILE: FILE.manifest.json stands beside it.
"""

import hashlib
import json
import sys

import duckdb
import pandas

TYPES = {
    "text": {"VARCHAR"},
    "integer": {"BIGINT"},
    "real": {"DOUBLE"},
    "flag": {"BOOLEAN"},
    "json": {"VARCHAR", "JSON"},
}


def check(path):
    manifest = json.load(open(path + ".manifest.json"))
    names = [column["name"] for column in manifest["columns"]]
    digest = hashlib.sha256(open(path, "rb").read()).hexdigest()
    assert digest == manifest["sha256"], "the hash is another"
    kind = manifest["format"]
    separator = {"csv": ",", "tsv": "\t"}.get(kind)
    if separator:
        source = f"read_csv('{path}', delim='{separator}', header=true, quote='\"', all_varchar=true)"
        # What a column holds is told by its values.
        frame = pandas.read_csv(path, sep=separator, keep_default_na=False, na_values=[""])
    elif kind == "jsonl":
        source = f"read_json('{path}', format='newline_delimited')"
        frame = pandas.read_json(path, lines=True)
    else:
        source = f"read_parquet('{path}')"
        frame = pandas.read_parquet(path)
    described = duckdb.sql(f"DESCRIBE SELECT * FROM {source}").fetchall()
    rows = duckdb.sql(f"SELECT count(*) FROM {source}").fetchall()[0][0]
    assert rows == manifest["rows"] > 0, f"{rows} rows instead of {manifest['rows']}"
    assert [row[0] for row in described] == names, [row[0] for row in described]
    assert len(frame) == rows, f"pandas sees {len(frame)} rows"
    assert list(frame.columns) == names, list(frame.columns)
    for column, (_, found, *_) in zip(manifest["columns"], described):
        if kind == "parquet":
            assert found in TYPES[column["type"]], f"{column} is {found}"
        values = frame[column["name"]].dropna()
        if separator and column["type"] in ("integer", "real") and len(values):
            assert pandas.api.types.is_numeric_dtype(values), f"{column} is {values.dtype}"


if __name__ == "__main__":
    for path in sys.argv[1:]:
        check(path)
        print("ok", path)
