-- The ledger, version 1. Rows are added, never changed: what is newer stands
-- beside what is older, and `recorded_at` (UTC, ISO 8601) tells what was known when.

-- One text of one report as published. The same id with another text is the
-- next version.
CREATE TABLE report (
    seq          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL,
    version      INTEGER NOT NULL,
    url          TEXT,
    outlet       TEXT,
    title        TEXT,
    published_at TEXT,
    language     TEXT NOT NULL,
    text         TEXT NOT NULL,
    text_sha256  TEXT NOT NULL,
    recorded_at  TEXT NOT NULL,
    UNIQUE (id, version),
    UNIQUE (id, text_sha256)
) STRICT;
CREATE INDEX report_published ON report (published_at);
CREATE INDEX report_outlet ON report (outlet);

-- What a reader made of that text. The last one entered counts; those before
-- stay.
CREATE TABLE reading (
    seq         INTEGER PRIMARY KEY,
    report      INTEGER NOT NULL REFERENCES report (seq),
    report_id   TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    -- dateline/reading/1 without the text, which stands in `report`.
    body        TEXT NOT NULL,
    actors      INTEGER NOT NULL,
    claims      INTEGER NOT NULL,
    events      INTEGER NOT NULL,
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX reading_report_id ON reading (report_id, seq);
CREATE INDEX reading_report ON reading (report, sha256);
CREATE INDEX reading_recorded ON reading (recorded_at);

-- The records of readings, as far as they are asked for. `body` stays the
-- evidence; these are its index.
CREATE TABLE actor (
    reading INTEGER NOT NULL REFERENCES reading (seq),
    id      TEXT NOT NULL,
    name    TEXT NOT NULL,
    kind    TEXT NOT NULL,
    country TEXT,
    sectors TEXT NOT NULL,  -- by space
    PRIMARY KEY (reading, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_name ON actor (name COLLATE NOCASE);
CREATE INDEX actor_country ON actor (country);

CREATE TABLE claim (
    reading      INTEGER NOT NULL REFERENCES reading (seq),
    id           TEXT NOT NULL,
    speaker      TEXT,
    speaker_kind TEXT NOT NULL,
    stance       TEXT NOT NULL,
    certainty    TEXT NOT NULL,
    polarity     TEXT NOT NULL,
    content      TEXT NOT NULL,
    confidence   REAL NOT NULL,
    PRIMARY KEY (reading, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    reading    INTEGER NOT NULL REFERENCES reading (seq),
    id         TEXT NOT NULL,
    type       TEXT NOT NULL,
    modes      TEXT NOT NULL,  -- by space
    contexts   TEXT NOT NULL,  -- by space
    cameo      TEXT,
    status     TEXT NOT NULL,
    historical INTEGER NOT NULL,
    date_start TEXT,
    date_end   TEXT,
    place      TEXT,
    country    TEXT,
    claim      TEXT,
    sentence   TEXT NOT NULL,
    confidence REAL NOT NULL,
    PRIMARY KEY (reading, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_type ON event (type);
CREATE INDEX event_date ON event (date_start);

-- Who stands on which side of an event.
CREATE TABLE event_party (
    reading INTEGER NOT NULL,
    event   TEXT NOT NULL,
    side    TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
    actor   TEXT NOT NULL,
    PRIMARY KEY (reading, event, side, actor),
    FOREIGN KEY (reading, event) REFERENCES event (reading, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_party_actor ON event_party (reading, actor);

-- What people say of records. A correction never touches the evidence; undoing
-- one is another.
CREATE TABLE correction (
    seq         INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL,
    who         TEXT NOT NULL,
    action      TEXT NOT NULL
                CHECK (action IN ('accept', 'reject', 'amend', 'merge', 'split', 'note')),
    -- The record: report id, version and record (`0123456789abcdef/1/e3`).
    record      TEXT NOT NULL,
    -- What is to be read instead, with what to merge, or the note: JSON.
    detail      TEXT NOT NULL CHECK (json_valid(detail))
) STRICT;
CREATE INDEX correction_record ON correction (record);

-- Words of every text.
CREATE VIRTUAL TABLE report_words USING fts5 (
    text, content = 'report', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER report_stays BEFORE UPDATE ON report
BEGIN SELECT raise(ABORT, 'a report in the ledger is never changed'); END;
CREATE TRIGGER report_is_kept BEFORE DELETE ON report
BEGIN SELECT raise(ABORT, 'a report in the ledger is never deleted'); END;
CREATE TRIGGER reading_stays BEFORE UPDATE ON reading
BEGIN SELECT raise(ABORT, 'a reading in the ledger is never changed'); END;
CREATE TRIGGER reading_is_kept BEFORE DELETE ON reading
BEGIN SELECT raise(ABORT, 'a reading in the ledger is never deleted'); END;
CREATE TRIGGER correction_stays BEFORE UPDATE ON correction
BEGIN SELECT raise(ABORT, 'a correction in the ledger is never changed'); END;
CREATE TRIGGER correction_is_kept BEFORE DELETE ON correction
BEGIN SELECT raise(ABORT, 'a correction in the ledger is never deleted'); END;
