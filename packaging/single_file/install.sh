#!/bin/sh
# Installs the panel for the one user who runs it, below ~/.local, or removes it. Plain sh: it runs on any system.
# Usage: install.sh [--uninstall | --help]     XDG_DATA_HOME is honoured; needs no root
set -eu

name=recording-panel
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
local_folder=$HOME/.local
data=${XDG_DATA_HOME:-$local_folder/share}
program=$local_folder/lib/$name
command=$local_folder/bin/$name
# What was put outside of the program's own folder, one path a line.
list=$program/installed-files

say() { printf '%s\n' "$*"; }
fail() {
    say "$*" >&2
    exit 1
}

refresh_menus() {
    for tool in "update-desktop-database -q $data/applications" "gtk-update-icon-cache -q -t -f $data/icons/hicolor"; do
        # shellcheck disable=SC2086  # a command and its words
        ! command -v "${tool%% *}" >/dev/null 2>&1 || $tool 2>/dev/null || :
    done
}

uninstall() {
    [ -d "$program" ] || fail "Recording panel is not installed in $program: there is nothing to remove."
    while IFS= read -r path; do
        rm -f -- "$path"
    done <"$list"
    rm -rf -- "$program"
    refresh_menus
    say "Recording panel is removed. Recordings, connections and settings stay in $data/$name."
    say "To remove these too, for good: rm -r '$data/$name'"
}

# put SOURCE TARGET: by way of a new file, so that a running panel keeps the one that it has open.
put() {
    mkdir -p -- "$(dirname -- "$2")"
    cp -P -- "$1" "$2.new"
    mv -f -- "$2.new" "$2"
    printf '%s\n' "$2" >>"$program.new/installed-files"
}

# A session's PATH may lack ~/.local/bin: the menu entry names the command by its whole path, in the quotes that
# a desktop entry wants.
write_menu_entry() {
    quoted=$(printf '%s' "$command" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g')
    sed "s|^Exec=$name|Exec=\"$(printf '%s' "$quoted" | sed 's/[\\&|]/\\&/g')\"|; /^TryExec=/d" \
        "$here/share/applications/$name.desktop" >"$program.new/$name.desktop"
    put "$program.new/$name.desktop" "$data/applications/$name.desktop"
    rm -f -- "$program.new/$name.desktop"
}

install() {
    [ ! -e "$command" ] || [ -L "$command" ] ||
        fail "$command is a file of someone else's. Move it away, then run this again."
    rm -rf -- "$program.new" "$program.old"
    mkdir -p -- "$(dirname -- "$program")" "$(dirname -- "$command")"
    cp -R -P -- "$here/lib/$name" "$program.new" ||
        fail "There is no room for the program in $local_folder (150 MB). Make room and run this again."
    cp -- "$0" "$program.new/install.sh"
    : >"$program.new/installed-files"
    # Everything of share but the menu entry, at the same place below the user's data folder.
    (cd -- "$here/share" && find . -type f ! -name "$name.desktop") | sed 's|^\./||' >"$program.new/share-files"
    while IFS= read -r file; do
        put "$here/share/$file" "$data/$file"
    done <"$program.new/share-files"
    rm -f -- "$program.new/share-files"
    write_menu_entry
    printf '%s\n' "$command" >>"$program.new/installed-files"

    # Two renames: the folder is never half of the old and half of the new.
    [ ! -d "$program" ] || mv -- "$program" "$program.old"
    mv -- "$program.new" "$program"
    rm -rf -- "$program.old"
    ln -sfn "../lib/$name/$name" "$command"
    refresh_menus
    "$command" --version >/dev/null || fail "The program is installed, but does not start. What it lacks is said above."
    say "Recording panel is installed. Look for it in the menu, or run: $command"
    say "To remove it: $program/install.sh --uninstall"
}

case ${1-} in
    '') install ;;
    --uninstall) uninstall ;;
    *)
        say "Usage: ${0##*/} [--uninstall]"
        [ "$1" = --help ] || exit 2
        ;;
esac
