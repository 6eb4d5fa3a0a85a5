-- Version 5: how far inputs were read, so that an interrupted `dateline add`
-- goes on where it was. These rows are no evidence: they are changed, and go once
-- everything is read.
CREATE TABLE bookmark (
    input       TEXT PRIMARY KEY,
    -- The input as it was then.
    state       TEXT NOT NULL,
    -- Where the last record stands that is entered: JSON.
    place       TEXT NOT NULL,
    recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
