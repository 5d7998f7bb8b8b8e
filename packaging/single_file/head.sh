whole=0000000000
[ "$(wc -c <"$0")" -eq "$whole" ] || { echo "This file is cut off or damaged: download it again." >&2; exit 1; }
# Before makeself's own head: what that does not look at, or tells in no plain words. The zeros become the file's size.
usage() {
    cat <<'USAGE'
Installs Recording panel @VERSION@ for you alone, below ~/.local, without root.
Usage: sh recording-panel-@VERSION@-linux-x86_64.run [OPTION]
  --uninstall  removes the panel again; your data stays
  --check      only tells whether this file is whole
  --version    only tells the version
  --list, --info, --noexec --target FOLDER
               look into the file, or only unpack it
USAGE
}
case ${1-} in
    -h | --help) usage; exit 0 ;;
    --version) echo "recording-panel @VERSION@"; exit 0 ;;
    --check | --info | --list | --noexec | --target | --keep | --quiet | -q) ;;
    '' | --uninstall)
        # To makeself it is a word for install.sh.
        [ -z "${1-}" ] || set -- -- "$@"
        room=$(df -kP "${TMPDIR:-/tmp}" 2>/dev/null | awk 'NR == 2 { print $4 }')
        case $room in '' | *[!0-9]*) room=@KIB@ ;; esac
        trouble=
        [ "$room" -ge @KIB@ ] || trouble="$((@KIB@ / 1024 + 1)) MB are needed there, $((room / 1024)) MB are free"
        [ -w "${TMPDIR:-/tmp}" ] || trouble="that folder can't be written"
        if [ -n "$trouble" ]; then
            echo "This file can't unpack itself in ${TMPDIR:-/tmp}: $trouble." >&2
            echo "Mend that, or name another folder: TMPDIR=FOLDER sh '$0'" >&2
            exit 1
        fi ;;
    *) echo "There is no option $1." >&2; usage >&2; exit 2 ;;
esac
case ${1-} in
    --info) ;;
    *) command -v xz >/dev/null 2>&1 || { echo "xz is missing, by which this file is packed. Have it installed: sudo apt install xz-utils (elsewhere: xz)" >&2; exit 1; } ;;
esac
