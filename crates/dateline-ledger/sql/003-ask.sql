-- The ledger, version 3: small, and quick to ask. Texts and readings are
-- deflated (SQL functions of the program: packed_text, unpacked_text,
-- packed_body, body_sha256), the words of records are places in their text,
-- and what is asked for often is found by an index. What `migrate` must do
-- beside this, for ledgers that hold something, stands in `upgrade.rs`.

DROP TRIGGER report_stays;
DROP TRIGGER report_is_kept;
DROP TRIGGER reading_stays;
DROP TRIGGER reading_is_kept;

-- Texts, deflated; `text_sha256` in bytes. A text that is known is found among
-- the few versions of its report.
CREATE TABLE report_3 (
    seq          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL,
    version      INTEGER NOT NULL,
    url          TEXT,
    outlet       TEXT,
    title        TEXT,
    published_at TEXT,
    language     TEXT NOT NULL,
    text         BLOB NOT NULL,
    text_sha256  BLOB NOT NULL,
    recorded_at  TEXT NOT NULL,
    UNIQUE (id, version)
) STRICT;
INSERT INTO report_3
    SELECT seq, id, version, url, outlet, title, published_at, language, packed_text(text),
           unhex(text_sha256), recorded_at
    FROM report;

-- dateline/reading/1 without the text and without words that stand in it,
-- deflated; `sha256` is of the content. `day` is the day the report was
-- published, 20260330, or 0. In order of `seq`, recorded_at never falls: what
-- was known at some moment is what stands up to some `seq`.
CREATE TABLE reading_3 (
    seq         INTEGER PRIMARY KEY,
    report      INTEGER NOT NULL REFERENCES report (seq),
    day         INTEGER NOT NULL,
    sha256      BLOB NOT NULL,
    body        BLOB NOT NULL,
    actors      INTEGER NOT NULL,
    claims      INTEGER NOT NULL,
    events      INTEGER NOT NULL,
    recorded_at TEXT NOT NULL
) STRICT;
INSERT INTO reading_3
    SELECT g.seq, g.report, day_of(r.published_at), body_sha256(g.body, r.text),
           packed_body(g.body, r.text), g.actors, g.claims, g.events, g.recorded_at
    FROM reading g JOIN report r ON r.seq = g.report ORDER BY g.seq;

DROP TABLE report_words;
DROP TABLE report;
DROP TABLE reading;
ALTER TABLE report_3 RENAME TO report;
ALTER TABLE reading_3 RENAME TO reading;
CREATE INDEX report_outlet ON report (outlet);
-- With these, questions need not look at readings, which are large.
CREATE INDEX reading_report ON reading (report, day);
CREATE INDEX reading_day ON reading (day DESC, seq DESC, report);

-- Which readings count no more, since when: from the entry of reading `since`
-- on. A reading of a text that was not the newest never counted, and stands
-- here with itself. A reading counts as of `seq` S if it is not after S and
-- has no row here with `since` up to S.
CREATE TABLE superseded (
    reading INTEGER PRIMARY KEY REFERENCES reading (seq),
    since   INTEGER NOT NULL REFERENCES reading (seq)
) STRICT;

-- Names of actors, once each, found by any part of them.
CREATE TABLE name (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE name_parts USING fts5 (
    name, content = 'name', content_rowid = 'id', tokenize = 'trigram remove_diacritics 1'
);

DROP INDEX actor_name;
DROP INDEX actor_country;
ALTER TABLE actor DROP COLUMN name;
ALTER TABLE actor ADD COLUMN name INTEGER REFERENCES name (id);
CREATE INDEX actor_name ON actor (name);

-- Words of records are places in the text, `12-34 40-52`: of a claim its
-- content, of an event its sentence.
ALTER TABLE claim DROP COLUMN content;
ALTER TABLE claim ADD COLUMN places TEXT NOT NULL DEFAULT '';
ALTER TABLE claim ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claim ADD COLUMN speaker_name INTEGER REFERENCES name (id);
CREATE INDEX claim_speaker ON claim (speaker_name, day DESC, reading DESC)
    WHERE speaker_name IS NOT NULL;

ALTER TABLE event DROP COLUMN sentence;
-- `happened`: the day of the event, 20260330, or where none is told the day
-- of the report, or 0.
ALTER TABLE event ADD COLUMN places TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event ADD COLUMN happened INTEGER NOT NULL DEFAULT 0;
DROP INDEX event_type;
DROP INDEX event_date;
CREATE INDEX event_type ON event (type, day DESC, reading DESC);
CREATE INDEX event_happened ON event (happened);

ALTER TABLE event_party ADD COLUMN name INTEGER REFERENCES name (id);
ALTER TABLE event_party ADD COLUMN country TEXT;
ALTER TABLE event_party ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
DROP INDEX event_party_actor;
CREATE INDEX event_party_name ON event_party (name, day DESC, reading DESC);
CREATE INDEX event_party_country ON event_party (country, day DESC, reading DESC)
    WHERE country IS NOT NULL;

-- Between whom an agreement of a reading is, from whom to whom a delivery.
CREATE TABLE track_party (
    reading INTEGER NOT NULL REFERENCES reading (seq),
    record  TEXT NOT NULL,  -- `g1`, `d1`
    side    TEXT NOT NULL CHECK (side IN ('party', 'supplier', 'recipient')),
    actor   TEXT NOT NULL,
    PRIMARY KEY (reading, record, side, actor)
) STRICT, WITHOUT ROWID;

-- Words of every text; the text itself stands in `report` only.
CREATE VIEW report_text AS SELECT seq, unpacked_text(text) AS text FROM report;
CREATE VIRTUAL TABLE report_words USING fts5 (
    text, content = 'report_text', content_rowid = 'seq',
    tokenize = 'unicode61 remove_diacritics 2'
);

-- Saved questions. They may be removed; what they told stays.
CREATE TABLE watch (
    name        TEXT PRIMARY KEY,
    -- What is asked: kind, filter and step, JSON.
    question    TEXT NOT NULL CHECK (json_valid(question)),
    -- Whom alerts are sent to, and what they are signed with.
    webhook     TEXT,
    secret      TEXT,
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a watch was to tell. `told` is what it is told of: the same thing in
-- the same state is told once.
CREATE TABLE alert (
    seq         INTEGER PRIMARY KEY,
    watch       TEXT NOT NULL,
    told        TEXT NOT NULL,
    record      TEXT NOT NULL,
    sentence    TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    UNIQUE (watch, told)
) STRICT;

-- Each try to send an alert; `problem` is NULL when it came through.
CREATE TABLE alert_sent (
    alert       INTEGER NOT NULL REFERENCES alert (seq),
    try         INTEGER NOT NULL,
    problem     TEXT,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (alert, try)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER report_stays BEFORE UPDATE ON report
BEGIN SELECT raise(ABORT, 'a report in the ledger is never changed'); END;
CREATE TRIGGER report_is_kept BEFORE DELETE ON report
BEGIN SELECT raise(ABORT, 'a report in the ledger is never deleted'); END;
CREATE TRIGGER reading_stays BEFORE UPDATE ON reading
BEGIN SELECT raise(ABORT, 'a reading in the ledger is never changed'); END;
CREATE TRIGGER reading_is_kept BEFORE DELETE ON reading
BEGIN SELECT raise(ABORT, 'a reading in the ledger is never deleted'); END;
CREATE TRIGGER superseded_stays BEFORE UPDATE ON superseded
BEGIN SELECT raise(ABORT, 'what counts no more stays so'); END;
CREATE TRIGGER superseded_is_kept BEFORE DELETE ON superseded
BEGIN SELECT raise(ABORT, 'what counts no more stays so'); END;
