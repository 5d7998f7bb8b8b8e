#!/bin/sh
# Installs the panel for the one user who runs it, below ~/.local, or removes it. Plain sh: it runs on any system.
# Usage: install.sh [--uninstall | --help]     XDG_DATA_HOME is honoured; needs no root
set -eu

say() { printf '%s\n' "$*"; }
fail() {
    say "$*" >&2
    exit 1
}

name=recording-panel
system_wide=/usr/bin/$name
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
[ -d "${HOME-}" ] || fail "There is no home folder to install into: set HOME to yours, then run this again."
local_folder=$HOME/.local
case ${XDG_DATA_HOME-} in
    /*) data=$XDG_DATA_HOME ;;
    *) data=$local_folder/share ;;
esac
program=$local_folder/lib/$name
command=$local_folder/bin/$name
# What was put outside of the program's own folder, one path a line: files, and the folders that were not there before.
list=$program/installed-files
folders=$program/installed-folders
made=

# --- before anything is changed ---------------------------------------------------------------------------

check_owner() {
    [ -O "$HOME" ] || fail "$HOME is not your home folder (you are $(id -un)): nothing was changed.
Run this as its owner, without sudo. For everybody on this computer there is the .deb or .rpm."
    for path in "$local_folder" "$local_folder/lib" "$program" "$program.new" "$program.old"; do
        [ ! -e "$path" ] || [ -O "$path" ] || fail "$path belongs to another user: nothing was changed.
Have your administrator give it back to you, then run this again: sudo chown -R $(id -un) '$local_folder'"
    done
}

# Of two at the same time the second one ends. The folder itself is the lock: no file is left.
lock() {
    exec 9<"$1"
    ! command -v flock >/dev/null 2>&1 || flock -n -E 75 9 || [ $? -ne 75 ] ||
        fail "The panel is being installed or removed at this moment, in another window. Wait for it, then run this again."
}

# One folder after the other, so that --uninstall knows which of them are ours.
make_folder() {
    [ ! -d "$1" ] || return 0
    make_folder "$(dirname -- "$1")"
    said=$(mkdir -- "$1" 2>&1) || fail "The folder $1 can't be made: nothing was installed.
${said##*: }. Make its parent writable for you, or ask for the .deb or .rpm, then run this again."
    made="$made$1
"
}

kib_of() { du -sk -- "$@" | awk '{ kib += $1 } END { print kib }'; }
kib_free() { df -kP -- "$1" | awk 'NR == 2 { print $4 }'; }

check_room() {
    needed=$(kib_of "$here/lib" "$here/share") free=$(kib_free "$local_folder/lib")
    # Not every file system tells how much is free; the copy itself notices then.
    case $free in '' | *[!0-9]*) return 0 ;; esac
    [ "$free" -ge $((needed + 1024)) ] && return 0
    both=
    [ ! -d "$program" ] || both=" The installed program stays until the new one is complete, so there must be room for both."
    fail "There is no room for the program in $local_folder: it takes $(((needed + 2047) / 1024)) MB, and $((free / 1024)) MB are free. Nothing was changed.$both
Make room there, then run this again."
}

# --- install ----------------------------------------------------------------------------------------------

# Also after Ctrl+C: what is half done is taken back.
tidy_up() {
    [ -d "$program" ] || [ ! -d "$program.old" ] || mv -- "$program.old" "$program"
    rm -rf -- "$program.new"
    [ -d "$program" ] || remove_folders
}

remove_folders() {
    printf '%s' "$made" | LC_ALL=C sort -r | while IFS= read -r folder; do
        # A desktop's own caches of what we put there.
        case $(ls -A -- "$folder" 2>/dev/null) in
            icon-theme.cache | mimeinfo.cache) rm -f -- "$folder/icon-theme.cache" "$folder/mimeinfo.cache" ;;
        esac
        rmdir -- "$folder" 2>/dev/null || :
    done
}

copy_program() {
    said=$(LC_ALL=C cp -R -P -- "$here/lib/$name" "$program.new" 2>&1) && return 0
    first=$(printf '%s\n' "$said" | head -n 1)
    case $first in
        *'No space'* | *quota*) fail "There is no room for the program in $local_folder. Nothing was changed. Make room there, then run this again." ;;
        *) fail "The program can't be written to $local_folder: ${first##*: }. Nothing was changed." ;;
    esac
}

# Tried before it takes the place of the one that works.
try_program() {
    said=$("$program.new/$name" --version 2>&1 >/dev/null 9<&-) && return 0
    status=$?
    library=$(printf '%s\n' "$said" | sed -n 's/.*\(lib[A-Za-z0-9+_-]*\.so[.0-9]*\): cannot open.*/\1/p' | head -n 1)
    case $library in
        libexpat.so.1) package=libexpat1 ;;
        libz.so.1) package=zlib1g ;;
        libdbus-1.so.3) package=libdbus-1-3 ;;
        *) package= ;;
    esac
    if [ -n "$package" ]; then
        fail "The program does not start on this computer: $library is missing. Nothing was changed.
Have it installed, then run this again. On Debian and Ubuntu: sudo apt install $package"
    elif [ -n "$library" ]; then
        fail "The program does not start on this computer: $library is missing. Nothing was changed.
Ask your administrator for the package that has it, or for the .deb or .rpm, which bring it."
    elif [ "$status" -eq 126 ]; then
        fail "No program may run from $local_folder on this computer (its disk is mounted noexec). Nothing was changed.
Ask your administrator for the .deb or .rpm."
    fi
    fail "The program does not start on this computer. Nothing was changed. It said:
$(printf '%s\n' "$said" | tail -n 3)"
}

# put SOURCE TARGET: by way of a new file, so that a running panel keeps the one that it has open.
put() {
    make_folder "$(dirname -- "$2")"
    cp -P -- "$1" "$2.new" && mv -f -- "$2.new" "$2" || fail "$2 can't be written. Make room or make it yours, then run this again."
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

put_shared_files() {
    # Everything of share but the menu entry, at the same place below the user's data folder.
    (cd -- "$here/share" && find . -type f ! -name "$name.desktop") | sed 's|^\./||' >"$program.new/share-files"
    while IFS= read -r file; do
        put "$here/share/$file" "$data/$file"
    done <"$program.new/share-files"
    rm -f -- "$program.new/share-files"
    write_menu_entry
    printf '%s\n' "$command" >>"$program.new/installed-files"
}

refresh_menus() {
    for tool in "update-desktop-database -q $data/applications" "gtk-update-icon-cache -q -t -f $data/icons/hicolor"; do
        # shellcheck disable=SC2086  # a command and its words
        ! command -v "${tool%% *}" >/dev/null 2>&1 || $tool 2>/dev/null || :
    done
}

install() {
    check_owner
    [ "$(id -u)" -ne 0 ] ||
        say "You are root: this installs the panel for root alone. For everybody on this computer take the .deb or .rpm; for yourself run this as yourself." >&2
    [ ! -e "$command" ] || [ -L "$command" ] ||
        fail "$command is a file of someone else's. Move it away, then run this again."
    make_folder "$local_folder/lib"
    lock "$local_folder/lib"
    trap tidy_up EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    tidy_up_before
    check_room
    make_folder "$(dirname -- "$command")"
    copy_program
    try_program
    cp -- "$here/install.sh" "$program.new/install.sh"
    : >"$program.new/installed-files"
    put_shared_files
    [ ! -r "$folders" ] || made="$made$(cat -- "$folders")
"
    printf '%s' "$made" >"$program.new/installed-folders"

    before=
    [ ! -r "$list" ] || before=$(cat -- "$list")

    # Two renames: the folder is never half of the old and half of the new.
    [ ! -d "$program" ] || mv -- "$program" "$program.old"
    mv -- "$program.new" "$program"
    rm -rf -- "$program.old"
    trap - EXIT HUP INT TERM
    printf '%s\n' "$before" | while IFS= read -r path; do
        [ -z "$path" ] || grep -qxF -- "$path" "$list" || rm -f -- "$path"
    done
    ln -sfn "../lib/$name/$name" "$command"
    refresh_menus
    say "Recording panel is installed. Look for it in the menu, or run: $command"
    say "To remove it: sh '$program/install.sh' --uninstall"
    [ ! -e "$system_wide" ] ||
        say "This computer has the panel as a package, too ($system_wide). The menu starts yours; $command doctor tells which one runs."
    "$command" self-check libraries >/dev/null 9<&- || :
}

# What an earlier run left that was killed.
tidy_up_before() {
    [ -d "$program" ] || [ ! -d "$program.old" ] || mv -- "$program.old" "$program"
    rm -rf -- "$program.new" "$program.old"
}

# --- remove -----------------------------------------------------------------------------------------------

# Prints one line where a process runs from the program's folder.
open_windows() {
    for process in /proc/[0-9]*; do
        case $(readlink -- "$process/exe" 2>/dev/null) in
            "$program/$name" | "$program/$name (deleted)") printf '%s' open && return ;;
        esac
    done
}

uninstall() {
    check_owner
    [ -d "$program" ] || [ -d "$program.new" ] || [ -d "$program.old" ] ||
        fail "Recording panel is not installed in $program: there is nothing to remove."
    lock "$local_folder/lib"
    open=$(open_windows)
    for place in "$program" "$program.old"; do
        [ ! -r "$place/installed-files" ] || while IFS= read -r path; do
            rm -f -- "$path"
        done <"$place/installed-files"
        [ ! -r "$place/installed-folders" ] || made="$made$(cat -- "$place/installed-folders")
"
    done
    rm -rf -- "$program" "$program.new" "$program.old"
    refresh_menus
    remove_folders
    say "Recording panel is removed."
    [ -z "$open" ] || say "It is still open: close its window. Recordings go on."
    [ ! -e "$system_wide" ] || say "The package of this computer ($system_wide) is still installed."
    say "Connections, settings and the record of what was started stay in $data/$name;"
    say "secrets stay in your keychain, under \"$name\"."
    say "To remove the data too, for good: rm -r '$data/$name'"
    say "To remove the secrets: delete what is named \"$name\" in your keychain's own program."
}

case ${1-} in
    '') install ;;
    --uninstall) uninstall ;;
    *)
        say "Usage: ${0##*/} [--uninstall]"
        [ "$1" = --help ] || exit 2
        ;;
esac
