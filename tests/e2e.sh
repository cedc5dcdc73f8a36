#!/usr/bin/env bash
# Drives the real window as a user would, on a display of its own (Xvfb), and the program where
# there is no display. Needs xvfb, xdotool, xclip, imagemagick and a software graphics adapter.
#
#   tests/e2e.sh [PROGRAM]        default: target/release/hashatlas
set -euo pipefail
cd "$(dirname "$0")/.."

readonly program="$(realpath "${1:-${CARGO_TARGET_DIR:-target}/release/hashatlas}")"
readonly desk="$(mktemp -d)"
export XDG_DATA_HOME="$desk/data" HOME="$desk" LC_ALL=C.UTF-8
# Children that are still there at the end, whatever happens.
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; rm -rf "$desk"' EXIT

fail() {
    printf 'FAILED: %s\n' "$1" >&2
    [[ -f "$desk/said" ]] && sed 's/^/    /' "$desk/said" >&2
    # Where someone looks, the screen tells more than the words.
    [[ -n "${HASHATLAS_E2E_SHOTS:-}" ]] && cp "$desk"/*.png "$HASHATLAS_E2E_SHOTS" 2>/dev/null
    exit 1
}

# Does a check until it holds, for at most so many seconds.
within() {
    local seconds=$1
    shift
    for ((i = 0; i < seconds * 5; i++)); do
        "$@" && return 0
        sleep 0.2
    done
    return 1
}

start_display() {
    # A window drawn by a GPU stays blank under the Composite extension of Xvfb.
    # Without -noreset the server starts over whenever its last client leaves, and refuses the
    # program if it connects just then: each look for the window is a client that leaves.
    Xvfb -displayfd 1 -screen 0 1280x800x24 -extension Composite -noreset >"$desk/display" 2>/dev/null &
    pids+=($!)
    within 10 test -s "$desk/display" || fail 'Xvfb does not start'
    DISPLAY=":$(cat "$desk/display")"
    export DISPLAY
}

open_window() {
    "$program" "$@" >"$desk/said" 2>&1 &
    window_pid=$!
    pids+=("$window_pid")
    within 60 find_window || fail "no window for: hashatlas $*"
    # Without a window manager nobody else places it.
    xdotool windowmove "$window" 0 0 windowsize "$window" 1280 800
    within 60 is_drawn || fail 'the window stays blank'
    xdotool mousemove 300 20 windowfocus "$window"
    settle now
}

find_window() {
    window="$(xdotool search --onlyvisible --name '^hashatlas$' 2>/dev/null | tail -n 1)"
    [[ -n "$window" ]]
}

shoot() {
    import -window root "$desk/$1.png"
}

# A drawn map has many colours; a blank window one or two.
is_drawn() {
    shoot now
    (($(identify -format '%k' "$desk/now.png") > 100))
}

# How many pixels differ between two shots.
changed() {
    compare -metric AE -fuzz 4% "$desk/$1.png" "$desk/$2.png" null: 2>&1 | sed 's/[^0-9.].*//' || true
}

is_changed() {
    shoot "$2"
    awk -v pixels="$(changed "$1" "$2")" 'BEGIN { exit !(pixels > 2000) }'
}

expect_change() {
    within 20 is_changed "$1" "$2" || fail "nothing on screen changes: $3"
    settle "$2"
}

# Waits until the screen stands still, and keeps it: dialogs fade in, the map flies.
settle() {
    shoot "$1"
    for ((i = 0; i < 40; i++)); do
        sleep 0.4
        cp "$desk/$1.png" "$desk/before.png"
        is_changed before "$1" || return 0
    done
    fail 'the screen never stands still'
}

has_ended() {
    ! kill -0 "$window_pid" 2>/dev/null
}

close_window() {
    xdotool key ctrl+q
    within 20 has_ended || fail 'Ctrl+Q does not close the window'
    wait "$window_pid" || fail "the window ended with status $?"
}

echo 'the window opens, finds Irkutsk by its Russian name, and closes'
start_display
open_window explore
shoot first
xdotool key ctrl+k
expect_change first search 'Ctrl+K opens the search'
# Letters that the keyboard of the display lacks come over the clipboard.
printf 'ирк' | xclip -selection clipboard 2>/dev/null
xdotool key ctrl+v
expect_change search typed 'typing in Russian filters'
xdotool key Return
expect_change typed found 'Enter goes to Irkutsk'
awk -v pixels="$(changed first found)" 'BEGIN { exit !(pixels > 20000) }' || fail 'the map stays where it was'
xdotool key ctrl+o
expect_change found open 'Ctrl+O asks for a file'
xdotool key Escape
expect_change open closed 'Esc closes the dialog'
xdotool key ctrl+e
expect_change closed export 'Ctrl+E shows what is exported'
xdotool key Escape
expect_change export closed 'Esc closes it'
close_window

echo 'what was seen comes back; a broken file is refused and the window stays'
printf 'not: even, a table\n\x01\x02' >"$desk/broken.csv"
if "$program" explore "$desk/broken.csv" >"$desk/said" 2>&1; then fail 'a broken file is opened'; fi
grep -q 'broken.csv' "$desk/said" || fail 'the message does not name the broken file'
open_window explore
shoot again
awk -v pixels="$(changed first again)" 'BEGIN { exit !(pixels > 2000) }' || fail 'what was seen is forgotten'
close_window

echo 'settings that cannot be read do not matter'
find "$XDG_DATA_HOME" -name '*.ron' | grep -q . || fail 'nothing is remembered'
find "$XDG_DATA_HOME" -name '*.ron' -exec sh -c 'printf "\001 {{ broken" >"$1"' _ {} \;
open_window explore
close_window

echo 'without a display it writes the report and says so in one line'
(
    cd "$desk"
    unset DISPLAY WAYLAND_DISPLAY
    "$program" >out 2>said || fail 'it ends with a failure'
    [[ ! -s out && "$(wc -l <said)" == 1 && -s hashatlas-report/index.html ]] || fail 'not one line and a report'
    rm -r hashatlas-report
    DISPLAY=:12345 timeout 60 "$program" >out 2>said || fail 'a display that is not there is a failure'
    [[ ! -s out && "$(wc -l <said)" == 1 && -s hashatlas-report/index.html ]] || fail 'not one line and a report'
)
echo 'all as it should be'
