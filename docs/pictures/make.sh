#!/usr/bin/env bash
# Makes the pictures of the README anew, with the program as it stands.
#
#   docs/pictures/make.sh [PROGRAM]        default: the release program, built first
set -euo pipefail
cd "$(dirname "$0")/../.."

if (($# == 0)); then
    cargo build --release --locked
fi
readonly program="$(realpath "${1:-${CARGO_TARGET_DIR:-target}/release/hashatlas}")"
readonly pictures="$PWD/docs/pictures" trial="$(mktemp -d)"
trap 'rm -rf "$trial"' EXIT

"$program" map --metric farms --year 2025 -o "$pictures/farms-2025.svg"
"$program" chart growth -o "$pictures/growth.svg"
"$program" map --metric energy_balance --lang ru -o "$pictures/energy-balance-ru.svg"

# From made-up meters to a count of true detections: as many as are asked for are drawn at random and
# reviewed by the truth.
cd "$trial"
"$program" simulate grid --meters 2000 --days 60 --seed 1 -o grid
"$program" detect --readings grid -o detections.parquet
"$program" review next detections.parquet --order target --target 10 -n 39 >queue.csv
declare -A truth=(
    [abnormal_load]=mining [meter_tampering]=tampering [unauthorised_connection]=unauthorised_connection
)
while IFS=, read -r id subject kind _; do
    verdict=rejected
    grep -q "^${subject#*:},[a-z]*,${truth[$kind]}," grid/labels.csv && verdict=confirmed
    "$program" review mark detections.parquet "$id" "$verdict" --author labels.csv
done < <(tail -n +2 queue.csv)
"$program" aggregate detections.parquet --by region,year --reviews reviews.redb -o counts
"$program" map --atlas counts --metric detected_true --region FD-SI -o "$pictures/true-detections.svg"
echo "made docs/pictures/*.svg"
