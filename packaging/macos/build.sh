#!/usr/bin/env bash
# Makes Recording panel.app and a .dmg of it, signed and notarized. Not run on macOS: see README.md beside this file.
# Usage: packaging/macos/build.sh VERSION
#   RECORDING_PANEL_TOOLS       an environment with the locks package.txt and runtime.txt, and the panel itself
#   RECORDING_PANEL_SIGN_AS     name of a "Developer ID Application" certificate in the keychain; without it nothing is signed
#   RECORDING_PANEL_NOTARY      profile that "xcrun notarytool store-credentials" made; without it nothing is notarized
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
readonly here root=${here%/packaging/macos}
readonly work=$root/build/macos dist=$root/dist

fail() {
    printf 'build.sh: %s\n' "$*" >&2
    exit 1
}

(($# == 1)) || fail "Give the version: $0 VERSION"
readonly version=$1
readonly app="$dist/Recording panel.app" image=$dist/recording-panel-$version-arm64.dmg
[[ $(uname -s) == Darwin ]] || fail "An app is made on macOS only."
# cryptography has no wheel for Intel any more, so the lock can't be met there.
[[ $(uname -m) == arm64 ]] || fail "Apple silicon only: run this on such a Mac, in a terminal without Rosetta."
readonly tools=${RECORDING_PANEL_TOOLS:?names the environment to build with; README.md says how it is made}

make_icon() {
    local icons=$work/recording-panel.iconset size
    mkdir -p "$icons"
    for size in 16 32 128 256; do
        sips -z "$size" "$size" "$root/resources/icons/recording-panel.png" --out "$icons/icon_${size}x$size.png" >/dev/null
        sips -z $((size * 2)) $((size * 2)) "$root/resources/icons/recording-panel.png" \
            --out "$icons/icon_${size}x$size@2x.png" >/dev/null
    done
    iconutil --convert icns --output "$work/recording-panel.icns" "$icons"
}

sign() { # FILE...
    codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" \
        --sign "$RECORDING_PANEL_SIGN_AS" "$@"
}

# From the inside out: what holds a part is sealed after it. "codesign --deep" signs in no good order.
sign_app() {
    local file
    while IFS= read -r -d '' file; do
        case $(file --brief "$file") in
            *Mach-O*) sign "$file" ;;
        esac
    done < <(find "$app/Contents/Frameworks" "$app/Contents/Resources" -type f -print0)
    while IFS= read -r -d '' file; do
        sign "$file"
    done < <(find "$app/Contents" -depth -type d -name '*.framework' -print0)
    sign "$app/Contents/MacOS/recording-panel"
    sign "$app"
    codesign --verify --strict --deep --verbose=2 "$app"
}

mkdir -p "$work" "$dist"
make_icon
# The libraries of the system that a Mac has are part of it: only foreign ones are taken along.
RECORDING_PANEL_LIBRARIES=bundle RECORDING_PANEL_WORK=$work "$tools/bin/pyinstaller" --noconfirm \
    --workpath "$work" --distpath "$dist" "$root/packaging/freeze/recording-panel.spec"

if [[ -n ${RECORDING_PANEL_SIGN_AS-} ]]; then
    sign_app
fi
rm -f -- "$image"
hdiutil create -volname "Recording panel" -srcfolder "$app" -format UDZO "$image"
if [[ -n ${RECORDING_PANEL_SIGN_AS-} ]]; then
    codesign --timestamp --sign "$RECORDING_PANEL_SIGN_AS" "$image"
fi
if [[ -n ${RECORDING_PANEL_NOTARY-} ]]; then
    xcrun notarytool submit "$image" --keychain-profile "$RECORDING_PANEL_NOTARY" --wait
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature --verbose "$image"
fi
echo "Made: $image"
