#!/usr/bin/env bash
# Makes the screenshots of the README and the guide anew from the real window, light and dark, in
# both languages, on a display of its own. Needs xvfb, xdotool and imagemagick.
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
# Without -noreset the server starts over whenever its last client leaves, and refuses the
# program if it connects just then: each look for the window is a client that leaves.
Xvfb -displayfd 1 -screen 0 "${size}x24" -extension Composite -noreset >"$desk/display" 2>/dev/null &
pids+=($!)
for ((i = 0; i < 50; i++)); do [[ -s "$desk/display" ]] && break; sleep 0.2; done
DISPLAY=":$(cat "$desk/display")"
export DISPLAY

# picture NAME LANGUAGE [FILE] STEP…: opens the window afresh, presses keys and types words
# (type:WORDS), keeps what is on screen.
picture() {
    local name=$1 lang=$2 window= files=()
    shift 2
    if (($#)) && [[ -f "$1" ]]; then
        files=("$1")
        shift
    fi
    "$program" explore --fresh --lang "$lang" "${files[@]}" &
    local pid=$!
    pids+=("$pid")
    for ((i = 0; i < 300; i++)); do
        window="$(xdotool search --onlyvisible --name '^hashatlas$' 2>/dev/null | tail -n 1)" && [[ -n "$window" ]] && break
        sleep 0.2
    done
    # The first window may be replaced while the adapter is chosen.
    sleep 4
    window="$(xdotool search --onlyvisible --name '^hashatlas$' | tail -n 1)"
    xdotool windowmove "$window" 0 0 windowsize "$window" "${size%x*}" "${size#*x}"
    sleep 2
    xdotool mousemove 300 20 windowfocus "$window"
    sleep 1
    for step in "$@"; do
        case $step in
            type:*) xdotool type "${step#type:}" ;;
            *) xdotool key "$step" ;;
        esac
        sleep 2
    done
    sleep 4
    import -window root -strip -define png:compression-level=9 "docs/pictures/$name.png"
    kill "$pid"
    wait "$pid" || true
}

picture window-light en
picture window-dark ru ctrl+d
picture window-export en ctrl+e
picture window-search en ctrl+k type:novos
picture window-region en ctrl+k type:novosibirsk Return
picture window-table en ctrl+5
picture window-plan en ctrl+8
picture window-neighbours en ctrl+k type:"energy balance" Return ctrl+9

# A small grid of made-up meters, of which no one can be accused.
"$program" simulate grid --meters 1500 --days 35 -o "$desk/grid" 2>/dev/null
"$program" detect --readings "$desk/grid" -o "$desk/found.parquet" 2>/dev/null
"$program" new "$desk/trial" --with-detections "$desk/found.parquet" --readings "$desk/grid"
picture window-detections en "$desk/trial/project.hashatlas"
picture window-evidence en "$desk/trial/project.hashatlas" n ctrl+7
echo 'made docs/pictures/window-*.png'
