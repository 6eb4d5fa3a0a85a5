-- The ledger, version 2: where reports meet. Copies, origins, stories, what
-- tells the same, and ladders over the whole ledger.
--
-- Rows are only added. Where a decision may change later (which group, which
-- story, which ladder), each decision is a row with a `turn`, and for one
-- report or record THE ROW WITH THE HIGHEST `turn` COUNTS; as of a moment,
-- the highest among those with `recorded_at` up to it. Every such row says
-- why in `reason`. `report` is report.seq (one version of a report) and
-- `reading` is reading.seq throughout.

-- Somebody or some outlet, the same in every report. `key` is what they are
-- joined by: `e:` the row of knowledge (`e:person.vladimir-putin`), `q:` the
-- item of Wikidata, `c:` a state, `o:` an outlet or agency by its name
-- without "the", "news agency" and the like, `n:` a folded name, with the
-- country where two of that name have different ones or the name is no proper
-- one (`n:henrike valdesoto`, `n:defence ministry|NOR`).
CREATE TABLE identity (
    id          INTEGER PRIMARY KEY,
    key         TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,  -- as it was first met
    kind        TEXT NOT NULL,  -- as actor.kind, or 'outlet'
    country     TEXT,
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX identity_name ON identity (name COLLATE NOCASE);

-- Who an actor of a reading is in the whole ledger; NULL for those nobody
-- could join: groups, documents, the unnamed.
ALTER TABLE actor ADD COLUMN identity INTEGER REFERENCES identity (id);
CREATE INDEX actor_identity ON actor (identity) WHERE identity IS NOT NULL;

-- The claim in which this one stands ("A said B had claimed C").
ALTER TABLE claim ADD COLUMN within TEXT;
-- The ultimate speaker: the innermost named one of the nesting chain. NULL
-- where the chain names nobody: then the publication stands for it, and the
-- origin is that of the copy group's first publication (copy_first.origin).
ALTER TABLE claim ADD COLUMN origin INTEGER REFERENCES identity (id);

-- Copies -----------------------------------------------------------------

-- The bands of a text's signature: two reports that share at least two keys
-- are compared word by word. `key`: 4 bits of band, 28 of the least hash of
-- a five-word sequence in it.
CREATE TABLE copy_band (
    key    INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES report (seq),
    PRIMARY KEY (key, report)
) STRICT, WITHOUT ROWID;

-- Which texts are one. Every report (version) has a row; one that is like no
-- other founds a group of its own. `copy_group` is the report that founded it.
CREATE TABLE copy_member (
    report      INTEGER NOT NULL REFERENCES report (seq),
    turn        INTEGER NOT NULL,
    copy_group  INTEGER NOT NULL REFERENCES report (seq),
    -- 'first' founded the group, 'digest' puts several texts together and is
    -- none of them, 'copy' is like another.
    kind        TEXT NOT NULL CHECK (kind IN ('first', 'copy', 'digest')),
    -- The report it was compared with; NULL for all but copies.
    alike       INTEGER REFERENCES report (seq),
    reason      TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (report, turn)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_member_group ON copy_member (copy_group, report);

-- Whom a report credits for its text; none for most.
CREATE TABLE credit (
    report INTEGER NOT NULL REFERENCES report (seq),
    agency INTEGER NOT NULL REFERENCES identity (id),
    kind   TEXT NOT NULL CHECK (kind IN ('dateline', 'byline')),
    words  TEXT NOT NULL,  -- as they stand in the report
    PRIMARY KEY (report, agency, kind)
) STRICT, WITHOUT ROWID;

-- The first publication of a group, and whose own voice its text is: the
-- agency that is credited, or else the outlet of the first publication. Every
-- group has a row; the highest turn counts. `origin` is NULL where neither is
-- known: then the group itself is the origin.
CREATE TABLE copy_first (
    copy_group  INTEGER NOT NULL REFERENCES report (seq),
    turn        INTEGER NOT NULL,
    report      INTEGER NOT NULL REFERENCES report (seq),
    origin      INTEGER REFERENCES identity (id),
    credited    TEXT,  -- the words that credit the agency, if one is credited
    reason      TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (copy_group, turn)
) STRICT, WITHOUT ROWID;

-- Stories ----------------------------------------------------------------

-- What a story can be found by: hashes of actors, pairs of states, places and
-- words of its reports, within the week they were published (days since 1970
-- / 7). A key of many stories finds none.
CREATE TABLE story_key (
    week  INTEGER NOT NULL,
    key   INTEGER NOT NULL,
    story INTEGER NOT NULL REFERENCES report (seq),
    PRIMARY KEY (week, key, story)
) STRICT, WITHOUT ROWID;

-- Which story a report is of. `story` is the report that founded it.
CREATE TABLE story_member (
    report      INTEGER NOT NULL REFERENCES report (seq),
    turn        INTEGER NOT NULL,
    story       INTEGER NOT NULL REFERENCES report (seq),
    -- 'program', or 'hand': what a correction (merge, split) decided is never
    -- decided again by the program.
    decided     TEXT NOT NULL CHECK (decided IN ('program', 'hand')),
    reason      TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (report, turn)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_member_story ON story_member (story, report);

-- Records of a story that tell the same: one event or one claim, told in
-- several reports. `same` is the seq of the first row of the set. A record
-- that nobody else tells has no row.
CREATE TABLE same (
    seq         INTEGER PRIMARY KEY,
    same        INTEGER NOT NULL,
    reading     INTEGER NOT NULL REFERENCES reading (seq),
    record      TEXT NOT NULL,  -- `e3`, `c7`
    reason      TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    UNIQUE (reading, record)
) STRICT;
CREATE INDEX same_same ON same (same);

-- Where two records of one such set do not agree.
CREATE TABLE differs (
    seq           INTEGER PRIMARY KEY,
    reading       INTEGER NOT NULL REFERENCES reading (seq),
    record        TEXT NOT NULL,
    other_reading INTEGER NOT NULL REFERENCES reading (seq),
    other_record  TEXT NOT NULL,
    -- `record` denies `other_record`, has another status, another number.
    kind          TEXT NOT NULL CHECK (kind IN ('denies', 'status', 'number')),
    reason        TEXT NOT NULL,
    recorded_at   TEXT NOT NULL
) STRICT;
CREATE INDEX differs_record ON differs (reading, record);
CREATE INDEX differs_other ON differs (other_reading, other_record);

-- Ladders ----------------------------------------------------------------

-- One agreement or one delivery of the whole ledger.
CREATE TABLE ladder (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('agreement', 'delivery')),
    name        TEXT NOT NULL,  -- as it was first worded
    -- Codes by space: a country, a country's rebels (`TCD/REB`), `#` and an
    -- identity; of an agreement in order of letters, of a delivery supplier and
    -- recipient, '-' for one that is not told.
    parties     TEXT NOT NULL,
    item        TEXT,  -- of a delivery: its name, category or words
    recorded_at TEXT NOT NULL
) STRICT;

-- What a ladder can be found by: hashes of its parties, of supplier and item.
CREATE TABLE ladder_key (
    key    INTEGER NOT NULL,
    ladder INTEGER NOT NULL REFERENCES ladder (id),
    PRIMARY KEY (key, ladder)
) STRICT, WITHOUT ROWID;

-- Which agreements (`g1`) and deliveries (`d1`) of readings are that ladder.
CREATE TABLE ladder_member (
    reading     INTEGER NOT NULL REFERENCES reading (seq),
    record      TEXT NOT NULL,
    turn        INTEGER NOT NULL,
    ladder      INTEGER NOT NULL REFERENCES ladder (id),
    name        TEXT NOT NULL,     -- as this report words it
    subjects    TEXT NOT NULL,     -- contexts by space; of a delivery, the item's category
    quantity    TEXT,
    reason      TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (reading, record, turn)
) STRICT, WITHOUT ROWID;
CREATE INDEX ladder_member_ladder ON ladder_member (ladder);

-- Their steps as one report tells them. The origin of a step is that of its
-- claim or, without one, of the report's copy group.
CREATE TABLE ladder_step (
    reading    INTEGER NOT NULL,
    record     TEXT NOT NULL,
    step       INTEGER NOT NULL,   -- from 1, in text order
    stage      TEXT NOT NULL,
    status     TEXT NOT NULL,
    taken_by   TEXT,               -- actor of the reading
    date_start TEXT,
    date_end   TEXT,
    claim      TEXT,
    event      TEXT,
    sentence   TEXT NOT NULL,
    confidence REAL NOT NULL,
    PRIMARY KEY (reading, record, step)
) STRICT, WITHOUT ROWID;

-- What counts now. As of a moment, ask the tables with recorded_at.
CREATE VIEW report_copy_group AS
    SELECT m.report, m.copy_group FROM copy_member m
    WHERE m.turn = (SELECT max(turn) FROM copy_member WHERE report = m.report);
CREATE VIEW report_story AS
    SELECT m.report, m.story FROM story_member m
    WHERE m.turn = (SELECT max(turn) FROM story_member WHERE report = m.report);
CREATE VIEW copy_group_origin AS
    SELECT f.copy_group, f.report AS first_report, f.origin FROM copy_first f
    WHERE f.turn = (SELECT max(turn) FROM copy_first WHERE copy_group = f.copy_group);

CREATE TRIGGER copy_member_stays BEFORE UPDATE ON copy_member
BEGIN SELECT raise(ABORT, 'a row of copy_member is never changed'); END;
CREATE TRIGGER copy_member_is_kept BEFORE DELETE ON copy_member
BEGIN SELECT raise(ABORT, 'a row of copy_member is never deleted'); END;
CREATE TRIGGER copy_first_stays BEFORE UPDATE ON copy_first
BEGIN SELECT raise(ABORT, 'a row of copy_first is never changed'); END;
CREATE TRIGGER copy_first_is_kept BEFORE DELETE ON copy_first
BEGIN SELECT raise(ABORT, 'a row of copy_first is never deleted'); END;
CREATE TRIGGER story_member_stays BEFORE UPDATE ON story_member
BEGIN SELECT raise(ABORT, 'a row of story_member is never changed'); END;
CREATE TRIGGER story_member_is_kept BEFORE DELETE ON story_member
BEGIN SELECT raise(ABORT, 'a row of story_member is never deleted'); END;
CREATE TRIGGER same_stays BEFORE UPDATE ON same
BEGIN SELECT raise(ABORT, 'a row of same is never changed'); END;
CREATE TRIGGER same_is_kept BEFORE DELETE ON same
BEGIN SELECT raise(ABORT, 'a row of same is never deleted'); END;
CREATE TRIGGER differs_stays BEFORE UPDATE ON differs
BEGIN SELECT raise(ABORT, 'a row of differs is never changed'); END;
CREATE TRIGGER differs_is_kept BEFORE DELETE ON differs
BEGIN SELECT raise(ABORT, 'a row of differs is never deleted'); END;
CREATE TRIGGER ladder_member_stays BEFORE UPDATE ON ladder_member
BEGIN SELECT raise(ABORT, 'a row of ladder_member is never changed'); END;
CREATE TRIGGER ladder_member_is_kept BEFORE DELETE ON ladder_member
BEGIN SELECT raise(ABORT, 'a row of ladder_member is never deleted'); END;
