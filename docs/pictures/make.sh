#!/usr/bin/env bash
# Makes the pictures of the README anew, with the program as it stands.
set -euo pipefail
cd "$(dirname "$0")/../.."

hashatlas() { cargo run --release --quiet --locked -- "$@"; }

hashatlas map --metric farms --year 2025 -o docs/pictures/farms-2025.svg
hashatlas chart growth -o docs/pictures/growth.svg
hashatlas map --metric energy_balance --lang ru -o docs/pictures/energy-balance-ru.svg
echo "made docs/pictures/{farms-2025,growth,energy-balance-ru}.svg"
