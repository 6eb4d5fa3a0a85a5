-- The ledger, version 6: the bands of new texts lie apart. Their keys are spread
-- evenly, so that each text touches pages all over the index; those of the last
-- 32,768 texts fit into few, and then go over to `copy_band` at once, in order.

CREATE TABLE copy_band_new (
    key    INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES report (seq),
    PRIMARY KEY (key, report)
) STRICT, WITHOUT ROWID;
