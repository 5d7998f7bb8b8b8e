# shellcheck shell=bash
# Sourced by test and package-test: a few tests that failed among thousands get one more try, alone.

# More than that is no chance.
readonly MOST_TRIED_AGAIN=5

# with_second_try CACHE PYTEST_ARGUMENTS...: fails unless each test passes at the first or the second try.
# Whatever needs a second one is named at the end: it is a fault of the test or of the panel, to be mended.
with_second_try() {
    local pytest=(.venv/bin/python -m pytest -q -o "cache_dir=$1" "${@:2}") status=0 unsteady
    "${pytest[@]}" --cache-clear || status=$?
    ((status)) || return 0
    # Only tests that failed: not those that were broken off, or could not be collected.
    ((status == 1)) || return "$status"
    unsteady=$(.venv/bin/python -c '
import json, sys
print("\n".join(json.load(open(sys.argv[1], encoding="utf-8"))))' "$1/v/cache/lastfailed") || return "$status"
    if (($(wc -l <<<"$unsteady") > MOST_TRIED_AGAIN)); then
        return "$status"
    fi
    printf '== once more, one at a time\n%s\n' "$unsteady"
    "${pytest[@]}" --last-failed --last-failed-no-failures none --numprocesses 0 --dist no || return
    printf 'UNSTEADY, passed at the second try:\n%s\n' "$unsteady" >&2
}
