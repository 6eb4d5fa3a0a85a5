//! What stands below the options under `--help`: examples first.

pub const MAIN: &str = "\
Examples:
  dateline demo                              see what it does, on sample reports
  dateline read report.txt                   read one report as a page
  dateline read news/ --format jsonl > out   read a folder, one JSON object a report
  dateline read --help                       learn more about one command

Data goes to standard output, progress and complaints to standard error.
Exit status: 0 done, 1 something failed, 2 wrong usage.";

pub const DEMO: &str = "\
Examples:
  dateline demo
  dateline demo --color always | less -R";

pub const READ: &str = "\
Inputs:
  .txt, .md     one report; a masthead, section and headline at its top are
                recognised, and a single paragraph is all body
  .html         a page: its article, without what stands around it
  .json         one report, or an array of them; or a JSON Feed
  .jsonl        one report a line
  .csv, .tsv    one report a row, below a header
  .xml          RSS, Atom or a sitemap, an item at a time
  .warc         a web archive, a page at a time
  an address    whatever is there; robots.txt is honoured
  Any of these may be packed (.gz, .zst), and - is standard input.
  A report in JSON is an object with at least `text` (or `body`); `title`,
  `outlet`, `url`, `published_at`, `byline` and `language` are used if there.

The page:
  In the text, [c1] ends what somebody says or thinks, and [e1] ends the words of
  an event. Colours tell the certainty that the speaker states and the status of
  an event:
    green   certain; occurred or ongoing       yellow  possible
    cyan    probable; planned                  red     negated
  Below the text the same records stand in full, under the same numbers. All that
  colour tells is told in words as well.

JSON:
  Offsets count Unicode code points of `report.text`, the end is exclusive, and
  every span carries its words. `dateline schema` prints the JSON Schema.
  Where the number of reports may vary, prefer jsonl: it has one shape for all.

Examples:
  dateline read report.txt
  dateline read report.txt --only claims,events
  dateline read \"news/2026-*/*.txt\" --format jsonl > readings.jsonl
  dateline read https://example.org/news/report.html
  dateline read https://example.org/feed.xml --follow --format jsonl
  dateline read crawl.warc.gz -f jsonl --report what-failed.json > readings.jsonl
  dateline read table.csv --map title=headline,text=\"Full text\"
  dateline read report.txt -f json | jq '.claims[] | {speaker, certainty}'";

pub const ADD: &str = "\
Examples:
  dateline add news/
  dateline add news/ --ledger news.db
  dateline add https://example.org/feed.xml --follow
  dateline add crawl.warc.gz                 stopped and run again, it goes on where it was
  curl -s https://example.org/report.txt | dateline add - --ledger news.db";

pub const QUERY: &str = "\
Examples:
  dateline query reports
  dateline query reports --ledger news.db --text '\"patrol boats\" deliver*'
  dateline query events --type AGREE --country ESP --status occurred
  dateline query claims --certainty possible --format jsonl > claims.jsonl
  dateline query reports --as-of 2026-03-30";

pub const COUNT: &str = "\
Examples:
  dateline count --by type
  dateline count --by dyad,month --country ESP --origins
  dateline count --by speaker --what claims --certainty possible --limit 20
  dateline count --by type --as-of 2026-03-30 --format csv > types.csv
  dateline explain 'events?by.type=AGREE'";

pub const EXPORT: &str = "\
Examples:
  dateline export events.parquet
  dateline export iran.csv --country IRN --from 2026-01-01
  dateline export polecat.tsv --layout polecat --status occurred
  dateline export - --layout gdelt --format tsv --no-header | head
  dateline export claims.parquet --what claims --certainty possible";

pub const DIFF: &str = "\
Examples:
  dateline diff 9f229f946fe402a2
  dateline diff 9f229f946fe402a2 --from 1 --to 3 --format json";

pub const WATCH: &str = "\
Examples:
  dateline watch add accord --step \"fuel accord\" \"in force\"
  dateline watch add missiles --claims --text missile* --certainty certain
  dateline watch add second-source --events --type ASSAULT --min-origins 2
  dateline watch add hook --events --country ESP --webhook https://example.org/alerts
  dateline watch alerts --after 17
  dateline watch feed > alerts.xml

Webhooks get a POST of JSON. X-Dateline-Signature is sha256= and the HMAC-SHA256 of
the body with the secret that `watch add` shows, X-Dateline-Alert the alert's number.
What does not come through is tried again whenever `add` or `watch send` runs.";

pub const LEDGER: &str = "\
Examples:
  dateline ledger check
  dateline ledger check --ledger news.db
  dateline ledger backup copy.db --ledger news.db
  dateline ledger correct 9f229f946fe402a2/1/e3 reject --note \"it was a drill\"
  dateline ledger correct story/12 merge --with 15
  dateline ledger correct story/12 split --report 9f229f946fe402a2";

pub const SERVE: &str = "\
Examples:
  dateline serve --demo
  dateline serve --ledger news.db
  dateline access ada --role editor >> users.tsv
  dateline serve --ledger news.db --listen 0.0.0.0:8180 --access users.tsv";

pub const ACCESS: &str = "\
Examples:
  dateline access ada --role editor >> users.tsv
  printf '%s' \"$PASSWORD\" | dateline access ben --stdin >> users.tsv";

pub const EVAL: &str = "\
What can be scored, and the gold it is scored against:
  tokens   words and sentences: CoNLL-U
  claims   source, cue and content of attributions: JSON lines with a text and
           its spans
  actors   country and sectors of a phrase: JSON lines
  events   PLOVER events: gold records in the published PLOVER layout (JSON), or
           JSON lines of sentences with their type, quad class, or no event
  parse    tags, lemmas and trees: CoNLL-U
  entities mentions and names: GUM's CoNLL-U, IOB2, or JSON lines with a text and
           its `entities`; of these weapons and military platforms as well
  extract  texts, titles, authors and dates of pages: a folder of pages and
           trafilatura's gold in JSON (`file`, `with`, `without`, `title`...)
  certainty how sure a text is of its predicates: JSON lines with `text` and
           `events`, each a `span` and a `score` from -3 to 3

Examples:
  dateline eval tokens en_gum-ud-dev.conllu.gz
  dateline eval claims gold.jsonl --errors 10
  dateline eval parse en_ewt-ud-dev.conllu.gz --raw
  dateline eval extract pages/ gold.json --errors 10
  dateline eval events gold.json --format json | jq '.scores[\"type.macro_f1\"]'";

pub const PARSE: &str = "\
Comments before a sentence tell names and mentions by their first and last word:
  # name = 3 4 person
  # mention = 1 4 person name

Examples:
  dateline parse report.txt
  dateline parse news/ > news.conllu
  echo \"Ministers met in Lima.\" | dateline parse -";

pub const EXPLAIN: &str = "\
Examples:
  dateline explain report.txt
  dateline explain report.txt e2
  dateline read --format json report.txt > reading.json; dateline explain reading.json e2
  dateline explain 9f229f946fe402a2/1/e3
  dateline explain 9f229f946fe402a2/1/c1 --ledger news.db";

pub const CODEBOOK: &str = "\
Examples:
  dateline codebook
  dateline codebook AGREE
  dateline codebook status | less";

pub const SCHEMA: &str = "\
Examples:
  dateline schema > reading.schema.json";

pub const COMPLETIONS: &str = "\
Examples:
  dateline completions bash > ~/.local/share/bash-completion/completions/dateline
  dateline completions zsh  > ~/.zfunc/_dateline
  dateline completions fish > ~/.config/fish/completions/dateline.fish";

pub const MAN: &str = "\
Examples:
  dateline man | man -l -
  dateline man ~/.local/share/man/man1";

pub const SUBMIT: &str = "\
Examples:
  dateline submit news.jsonl
  dateline submit /archive/*.warc.gz --shared --nats nats://queue.example:4222
  dateline submit https://example.org/report.html";

pub const WORKER: &str = "\
Examples:
  dateline worker --ledger news.db
  dateline worker --ledger news.db --nats nats://queue.example:4222 --metrics 127.0.0.1:9180
  dateline worker --ledger news.db --once    until nothing is left to do";

pub const QUEUE: &str = "\
Examples:
  dateline queue status
  dateline queue retry 17
  dateline queue drop --all";

pub const POLL: &str = "\
Examples:
  dateline poll feeds.toml
  dateline poll feeds.toml --once";
