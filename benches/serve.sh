#!/usr/bin/env bash
# Requests a second on the table of events as JSON, 50 rows a page, latest
# published first: this program and Datasette over the same ledger and the same
# rows, one after the other and back again. Datasette gives the columns of the
# table `event`; we give names, speaker and sentence as well.
#
#   benches/serve.sh LEDGER [SECONDS] [CONNECTIONS]
#
# Twice: for the same sixteen pages again and again, a type of event each, and
# for pages that are hardly ever asked for twice: a type up to some day.
# Needs wrk (Debian: wrk) and `pip install datasette pysqlite3-binary`: the SQLite
# of Python itself may be too old for the ledger.
set -euo pipefail
ledger=${1:?which ledger}
seconds=${2:-15}
connections=${3:-200}
cd "$(dirname "$0")/.."
dateline=${DATELINE:-target/release/dateline}
work=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null || true; rm -rf "$work"' EXIT

types="AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
cat > "$work/ask.lua" <<LUA
local types = {}
for name in ("$types"):gmatch("%S+") do types[#types + 1] = name end
local form, at = os.getenv("FORM"), 0
math.randomseed(os.time())
request = function()
  at = at + 1
  local y, m, d = math.random(2016, 2027), math.random(1, 12), math.random(1, 28)
  local path = form:gsub("TYPE", types[at % #types + 1])
  path = path:gsub("DAY", string.format("%04d-%02d-%02d", y, m, d)):gsub("NUMBER", string.format("%04d%02d%02d", y, m, d))
  return wrk.format("GET", path)
end
LUA

"$dateline" serve --ledger "$ledger" --listen 127.0.0.1:8191 --log none 2> /dev/null &
ours=$!
datasette serve "$ledger" --port 8192 --setting default_page_size 50 --setting sql_time_limit_ms 20000 > "$work/datasette" 2>&1 &
theirs=$!
name=$(basename "$ledger" .db)
for url in "http://127.0.0.1:8191/healthz" "http://127.0.0.1:8192/-/versions.json"; do
  for _ in $(seq 120); do curl -sf -o /dev/null "$url" && break; sleep 0.5; done
  curl -sf -o /dev/null "$url" || { echo "$url does not answer:" >&2; cat "$work/datasette" >&2; exit 1; }
done

measure() { # name, url, path with TYPE
  printf '%-10s' "$1"
  FORM=$3 wrk -t2 -c"$connections" -d"${seconds}s" --latency --timeout 30s -s "$work/ask.lua" "$2" > "$work/out"
  awk -v name="$1" '/Requests\/sec/ {r=$2} /99%/ {p=$2} /50%/ {m=$2} /Non-2xx/ {bad=$NF} /timeout/ {t=$NF}
       END {printf "%10s requests/s   median %9s   p99 %9s   failed %s, timed out %s\n", r, m, p, bad+0, t+0; exit name == "dateline" && bad+0 > 0}' "$work/out"
}
base="/events.json?limit=50&type=TYPE"
rows="/$name/event.json?_shape=objects&_size=50&_nocount=1&_nofacet=1&_sort_desc=day&type__exact=TYPE"
us() { measure dateline http://127.0.0.1:8191 "$base$1"; }
them() { measure datasette http://127.0.0.1:8192 "$rows$1"; }
echo "the same pages:"
us ""; them ""; them ""; us ""
echo "other pages each time:"
us "&to=DAY"; them "&day__lte=NUMBER"; them "&day__lte=NUMBER"; us "&to=DAY"
printf 'memory: dateline %s MB, datasette %s MB\n' \
  "$(($(awk '/VmRSS/ {print $2}' /proc/$ours/status) / 1024))" "$(($(awk '/VmRSS/ {print $2}' /proc/$theirs/status) / 1024))"
for page in / /stories /reports /events /claims /actors; do
  curl -s -o /dev/null -w "$page: %{size_download} bytes, %{time_total} s" "http://127.0.0.1:8191$page"
  curl -s -o /dev/null -w ' (packed %{size_download} bytes)\n' -H 'Accept-Encoding: gzip' "http://127.0.0.1:8191$page"
done
echo "load average at the end: $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
