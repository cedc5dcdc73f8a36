#!/usr/bin/env bash
# Builds what is shipped for this machine: an archive with the program, manual, completions and
# licences, a .deb where dpkg-deb is at hand, and checksums.
#
#   packaging/release.sh [PROGRAM]     default: builds one with the profile dist
#
# Writes into $CARGO_TARGET_DIR/packages (default target/packages).
set -euo pipefail
cd "$(dirname "$0")/.."

readonly target="${CARGO_TARGET_DIR:-target}"
readonly packages="$target/packages"
program="${1:-}"
if [[ -z "$program" ]]; then
    cargo build --profile dist --locked
    program="$target/dist/hashatlas"
fi

readonly version="$("$program" --version | cut -d ' ' -f 2)"
readonly host="$(rustc -vV | sed -n 's/^host: //p')"
readonly name="hashatlas-$version-$host"
readonly desk="$(mktemp -d)"
trap 'rm -rf "$desk"' EXIT

mkdir -p "$packages" "$desk/$name"
install -m 755 "$program" "$desk/$name/hashatlas"
"$program" manual "$desk/$name/man"
mv "$desk/$name/man/completions" "$desk/$name/completions"
cp README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$desk/$name/"
cp assets/fonts/OFL.txt "$desk/$name/LICENSE-FONTS"
cp assets/model/NOTICE.md "$desk/$name/NOTICE-MODEL.md"
cp data/atlas/russia/LICENSES.md "$desk/$name/LICENSES-ATLAS.md"

# The same files give the same archive: names sorted, one owner, the date of the last commit.
readonly date="@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="$date" -C "$desk" -cf - "$name" |
    gzip -n9 >"$packages/$name.tar.gz"
made=("$name.tar.gz")

if command -v dpkg-deb >/dev/null; then
    readonly root="$desk/deb"
    readonly architecture="$(dpkg --print-architecture)"
    install -D -m 755 "$program" "$root/usr/bin/hashatlas"
    install -d "$root/usr/share/man/man1" "$root/usr/share/doc/hashatlas" "$root/DEBIAN"
    for page in "$desk/$name/man"/*.1; do
        gzip -n9c "$page" >"$root/usr/share/man/man1/$(basename "$page").gz"
    done
    install -D -m 644 "$desk/$name/completions/hashatlas.bash" "$root/usr/share/bash-completion/completions/hashatlas"
    install -D -m 644 "$desk/$name/completions/hashatlas.fish" "$root/usr/share/fish/vendor_completions.d/hashatlas.fish"
    install -D -m 644 "$desk/$name/completions/hashatlas.zsh" "$root/usr/share/zsh/vendor-completions/_hashatlas"
    cp "$desk/$name"/LICENSE* "$desk/$name"/NOTICE* "$root/usr/share/doc/hashatlas/"
    cat >"$root/DEBIAN/control" <<CONTROL
Package: hashatlas
Version: $version
Architecture: $architecture
Maintainer: The hashatlas authors <noreply@example.org>
Depends: libc6, libgcc-s1
Recommends: libvulkan1, mesa-vulkan-drivers, libxkbcommon-x11-0, libxcursor1, libxi6, xdg-desktop-portal
Section: science
Priority: optional
Description: explorer and detection engine for crypto-mining farms
 Maps, charts and tables in which every figure has its status, interval and
 sources; detection of mining, tampering and unauthorised connections in
 readings of electricity meters.
CONTROL
    dpkg-deb --root-owner-group --build "$root" "$packages/hashatlas_${version}_$architecture.deb" >/dev/null
    made+=("hashatlas_${version}_$architecture.deb")
fi

(cd "$packages" && sha256sum "${made[@]}" >"$name.sha256")
printf '%s\n' "${made[@]/#/$packages/}" "$packages/$name.sha256"
