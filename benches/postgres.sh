#!/usr/bin/env bash
# PostgreSQL beside SQLite: the same made readings entered into either in turn
# (readings a second of processor time, the server's processes included), then
# the same questions asked of both.
#   benches/postgres.sh [REPORTS] [ROUNDS]
# A server of its own is started, with the settings Debian gives it, and ended.
set -euo pipefail
cd "$(dirname "$0")/.."
reports=${1:-20000} rounds=${2:-1}
cargo build --release -q -p dateline-ledger --example fill --example ask
built=${CARGO_TARGET_DIR:-target}/release/examples
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
dir=$(mktemp -d /tmp/dateline-bench-XXXXXX)
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
[ "$(id -u)" = 0 ] && chown postgres "$dir"
trap 'as "$bin/pg_ctl" -D "$dir/data" -m immediate stop > /dev/null 2>&1; rm -rf "$dir"' EXIT
cd /tmp
as "$bin/initdb" -D "$dir/data" -U dateline -A trust -E UTF8 --locale=C.UTF-8 > /dev/null
as "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -o "-k $dir -p 5439 -c listen_addresses=" start > /dev/null
host=${dir//\//%2F}
cd - > /dev/null
for round in $(seq "$rounds"); do
    psql -q -h "$dir" -p 5439 -U dateline postgres -c "CREATE DATABASE l$round"
    echo "SQLite, round $round"; "$built/fill" "$dir/$round.db" "$reports"
    echo "PostgreSQL, round $round"; "$built/fill" "postgres://dateline@$host:5439/l$round" "$reports"
done
psql -q -h "$dir" -p 5439 -U dateline "l$rounds" -c "ANALYZE"
echo "size of the database: $(psql -qAt -h "$dir" -p 5439 -U dateline "l$rounds" -c "SELECT pg_database_size(current_database()) / $reports") bytes a report"
echo "SQLite"; "$built/ask" "$dir/$rounds.db" 100
echo "PostgreSQL"; "$built/ask" "postgres://dateline@$host:5439/l$rounds" 100
