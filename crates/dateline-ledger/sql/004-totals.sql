-- The ledger, version 4: counts that are asked often are kept, and searches
-- need not look at every report. What `migrate` must do beside this stands in
-- `upgrade.rs`.

-- How many records of a kind, and how many readings with such a record, of
-- those readings that count. Numbers rise and fall as readings come and are
-- superseded; every one of them can be made again from the readings, and
-- `check` does so. `cut` says what a row is told apart by; what it is not told
-- apart by is ''. Sums of bits: 1 a country (of anybody in an event; of a
-- claim's speaker), 2 from which country to which (`ESP-FRA`), 4 the type of an
-- event, the stance of a claim, 8 the status of an event, the certainty of a
-- claim, 16 the month in which an event happened instead of when it was
-- published, 32 claims, 64 reports instead of events.
CREATE TABLE total (
    cut     INTEGER NOT NULL,
    -- The day of publication, 20260330, and once more its month, 20260300; 0
    -- for those of no known day.
    period  INTEGER NOT NULL,
    who     TEXT NOT NULL,
    what    TEXT NOT NULL,
    degree  TEXT NOT NULL,
    records INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    PRIMARY KEY (cut, period, who, what, degree)
) STRICT, WITHOUT ROWID;

-- Of each 4,096 reports, in order of entry, the latest day that one of them was
-- published: which of them must be looked at for the newest with certain words.
CREATE TABLE newest (
    block INTEGER PRIMARY KEY,  -- report.seq / 4096
    day   INTEGER NOT NULL
) STRICT;

-- No question goes by these.
DROP INDEX actor_identity;
DROP INDEX event_happened;
