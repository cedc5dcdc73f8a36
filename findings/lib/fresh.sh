# Sourced by every script here: runs Python or JavaScript from standard input with
# exactly the packages named, in a temporary folder that goes away at the end.
set -euo pipefail
unset PYTHONPATH PYTHONSTARTUP NODE_PATH
lib=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT

python_with() {
    local install=(python3 -m pip install --disable-pip-version-check --no-compile)
    if command -v uv >/dev/null; then install=(uv pip install --python python3); fi
    "${install[@]}" --target "$fresh/packages" "$@" >"$fresh/install.log" 2>&1 || { cat "$fresh/install.log" >&2; exit 1; }
    cp "$lib/finding.py" "$fresh/"
    cat > "$fresh/main.py"
    (cd "$fresh" && PYTHONPATH=packages PYTHONNOUSERSITE=1 python3 -W ignore main.py)
}

node_with() {
    npm install --prefix "$fresh" --silent --ignore-scripts --no-audit --no-fund "$@" >/dev/null
    cp "$lib/finding.mjs" "$fresh/"
    cat > "$fresh/main.mjs"
    (cd "$fresh" && node main.mjs)
}
