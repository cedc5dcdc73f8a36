#!/usr/bin/env bash
# Makes the screenshots of the README anew from the real window, light and dark, in both
# languages, on a display of its own. Needs xvfb, xdotool and imagemagick.
#
#   docs/pictures/window.sh [PROGRAM]        default: the release program, built first
set -euo pipefail
cd "$(dirname "$0")/../.."

if (($# == 0)); then
    cargo build --release --locked
fi
readonly program="$(realpath "${1:-${CARGO_TARGET_DIR:-target}/release/hashatlas}")"
readonly desk="$(mktemp -d)"
readonly size=1440x900
export XDG_DATA_HOME="$desk/data" LC_ALL=C.UTF-8
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; rm -rf "$desk"' EXIT

# A window drawn by a GPU stays blank under the Composite extension of Xvfb.
Xvfb -displayfd 1 -screen 0 "${size}x24" -extension Composite >"$desk/display" 2>/dev/null &
pids+=($!)
for ((i = 0; i < 50; i++)); do [[ -s "$desk/display" ]] && break; sleep 0.2; done
DISPLAY=":$(cat "$desk/display")"
export DISPLAY

# picture NAME LANGUAGE KEY…: opens the window afresh, presses the keys, keeps what is on screen.
picture() {
    local name=$1 lang=$2 window=
    shift 2
    "$program" explore --fresh --lang "$lang" &
    local pid=$!
    pids+=("$pid")
    for ((i = 0; i < 300; i++)); do
        window="$(xdotool search --onlyvisible --name '^hashatlas$' 2>/dev/null | tail -n 1)" && [[ -n "$window" ]] && break
        sleep 0.2
    done
    sleep 3
    xdotool windowmove "$window" 0 0 windowsize "$window" "${size%x*}" "${size#*x}"
    sleep 2
    xdotool mousemove 300 20 windowfocus "$window"
    sleep 1
    for key in "$@"; do
        xdotool key "$key"
        sleep 2
    done
    sleep 3
    import -window root -strip -define png:compression-level=9 "docs/pictures/$name.png"
    xdotool key Escape
    sleep 1
    xdotool key ctrl+q
    wait "$pid"
}

picture window-light en
picture window-dark ru ctrl+d
picture window-export en ctrl+e
echo 'made docs/pictures/window-{light,dark,export}.png'
