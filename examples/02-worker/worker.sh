#!/usr/bin/env bash
# Does jobs of the type `greet` with bash, curl, grep and nothing else; ends with Ctrl-C.
# Good enough for one flat variable. For real work take the JSON apart with jq or a language of your choice.
set -euo pipefail
api="${WEIR_URL:-http://127.0.0.1:8400}/api/v1"

post() { # path, body
  curl --silent --show-error --fail-with-body --max-time 90 \
    -H "Authorization: Bearer $WEIR_TOKEN" -H "Content-Type: application/json" -H "X-Weir-Actor: greeter" \
    -d "$2" "$api$1"
}

field() { # name, pattern of the value: the first one in $job
  grep -o "\"$1\":$2" <<<"$job" | head -n 1 | cut -d : -f 2- | tr -d '"'
}

while true; do
  # One job at a time, and only the variable that is needed.
  job=$(post /jobs/fetch \
    '{"worker":"greeter-2","types":["greet"],"max":1,"leaseMs":60000,"waitMs":30000,"variables":["name"]}') ||
    { sleep 1; continue; }
  grep -q '"items":\[\]' <<<"$job" && continue
  id=$(field id '"[^"]*"') token=$(field token '[0-9]*') name=$(field name '"[^"]*"')
  if [ -n "$name" ]; then
    route=complete report="\"variables\":{\"greeting\":\"你好，$name\"}"
  else
    route=error report='"code":"UNKNOWN_NAME","message":"whom shall I greet?"'
  fi
  post "/jobs/$id/$route" "{\"token\":$token,$report}" && echo "$id $route" || sleep 1
done
