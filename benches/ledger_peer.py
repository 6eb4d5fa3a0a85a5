"""The same rows and the same questions in DuckDB and in plain SQLite.

python ledger_peer.py LEDGER EVENTS.parquet QUESTIONS.jsonl [N]

EVENTS.parquet is our own export of all events, QUESTIONS.jsonl is what the
example `ask` wrote down. Plain SQLite is one table with an index on each column
that is asked for and FTS5 on its texts, as one would hand it to Datasette.
Prints p50 and p95 in milliseconds for each kind of question, of the first N.
"""

import itertools
import json
import os
import sqlite3
import sys
import time

import duckdb

ledger, parquet, questions = sys.argv[1:4]
asked = [json.loads(line) for line in open(questions)]
asked = [q for q in asked if q["kind"] == "events"]
most = int(sys.argv[4]) if len(sys.argv) > 4 else len(asked)
seen = {}
for q in asked:
    seen.setdefault(q["name"], []).append(q)
asked = [q for kind in seen.values() for q in kind[:most]]

COLUMNS = {"type": "type", "status": "status", "speaker": "speaker"}


def conditions(filter, like):
    where, values = [], []
    for name, value in filter.items():
        if name in COLUMNS:
            where.append(f"{COLUMNS[name]} = ?")
            values.append(value)
        elif name == "actor":
            where.append(f"actors {like} ?")
            values.append(f"%{value}%")
        elif name == "country":
            # Our export has the country of the place only; countries of actors
            # stand in `party`.
            where.append("record IN (SELECT record FROM party WHERE country = ?)")
            values.append(value)
        elif name == "from":
            where.append("published_at >= ?")
            values.append(value)
        elif name == "to":
            where.append("published_at <= ?")
            values.append(value + "T99")
    return " AND ".join(where) or "1 = 1", values


def sql(question, like):
    where, values = conditions(question["filter"], like)
    by = question["by"]
    if not by:
        return f"SELECT * FROM events WHERE {where} ORDER BY published_at DESC LIMIT 50", values
    if by == ["type"]:
        return f"SELECT type, count(*) FROM events WHERE {where} GROUP BY 1 ORDER BY 2 DESC", values
    if by == ["month"]:
        month = "substr(coalesce(date_start, published_at), 1, 7)"
        return f"SELECT {month}, count(*) FROM events WHERE {where} GROUP BY 1 ORDER BY 2 DESC", values
    dyad = ("SELECT a.country || '-' || b.country, count(DISTINCT a.record) FROM events e "
            "JOIN party a ON a.record = e.record AND a.side = 'actor' "
            "JOIN party b ON b.record = e.record AND b.side = 'recipient' "
            f"WHERE {where} GROUP BY 1 ORDER BY 2 DESC")
    return dyad.replace("record IN", "e.record IN"), values


def time_all(run, like):
    times = {}
    for question in asked:
        text, values = sql(question, like)
        start = time.perf_counter()
        run(text, values)
        times.setdefault(question["name"], []).append((time.perf_counter() - start) * 1000)
    for name, spent in times.items():
        spent.sort()
        at = lambda share: spent[int((len(spent) - 1) * share)]
        print(f"  {name:<34} {len(spent):>5} {at(.5):>9.1f} {at(.95):>9.1f}", flush=True)


def parties():
    db = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    yield from db.execute(
        "SELECT r.id || '/' || r.version || '/' || p.event, p.side, p.country FROM event_party p "
        "JOIN reading g ON g.seq = p.reading JOIN report r ON r.seq = g.report "
        "WHERE p.country IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM superseded WHERE reading = g.seq)")


path = parquet + ".duckdb"
if os.path.exists(path):
    os.remove(path)
db = duckdb.connect(path)
db.execute(f"CREATE TABLE events AS SELECT * FROM read_parquet('{parquet}')")
import pandas

db.execute("CREATE TABLE party (record VARCHAR, side VARCHAR, country VARCHAR)")
rows = parties()
while some := list(itertools.islice(rows, 200_000)):
    frame = pandas.DataFrame(some, columns=["record", "side", "country"])
    db.execute("INSERT INTO party SELECT * FROM frame")
print(f"DuckDB, {db.execute('SELECT count(*) FROM events').fetchall()[0][0]} events")
time_all(lambda text, values: db.execute(text, values).fetchall(), "ILIKE")

path = parquet + ".sqlite"
if os.path.exists(path):
    os.remove(path)
plain = sqlite3.connect(path)
plain.execute("PRAGMA temp_store = MEMORY")
events = db.execute("SELECT * FROM events")
names = [column[0] for column in events.description]
plain.execute(f"CREATE TABLE events ({', '.join(names)})")
while rows := events.fetchmany(10000):
    plain.executemany(f"INSERT INTO events VALUES ({', '.join('?' * len(names))})", rows)
plain.execute("CREATE TABLE party (record, side, country)")
plain.executemany("INSERT INTO party VALUES (?, ?, ?)", parties())
for index in ["events (type)", "events (status)", "events (published_at)", "events (record)",
              "party (country)", "party (record)"]:
    plain.execute(f"CREATE INDEX \"{index}\" ON {index}")
plain.commit()
print("plain SQLite")
time_all(lambda text, values: plain.execute(text, values).fetchall(), "LIKE")
