# shellcheck shell=bash
# shellcheck disable=SC2034  # read by those who source it
# Sourced by bootstrap and package: what the system itself must have, whether it is there, and how to get it.
# Looks for the files themselves, so that parts which came another way than by apt count too.

# Shared library = Debian package. Without these Qt ends with an unreadable message.
readonly QT_LIBRARIES=(
    libEGL.so.1=libegl1
    libGL.so.1=libgl1
    libdbus-1.so.3=libdbus-1-3
    libfontconfig.so.1=libfontconfig1
    libglib-2.0.so.0=libglib2.0-0
    # QtNetwork needs it: the window's socket.
    libgssapi_krb5.so.2=libgssapi-krb5-2
    libxkbcommon.so.0=libxkbcommon0
)
# What a window on a real X screen needs besides.
readonly SCREEN_LIBRARIES=(
    libX11-xcb.so.1=libx11-xcb1
    libxcb-cursor.so.0=libxcb-cursor0
    libxcb-icccm.so.4=libxcb-icccm4
    libxcb-image.so.0=libxcb-image0
    libxcb-keysyms.so.1=libxcb-keysyms1
    libxcb-randr.so.0=libxcb-randr0
    libxcb-render-util.so.0=libxcb-render-util0
    libxcb-shape.so.0=libxcb-shape0
    libxcb-shm.so.0=libxcb-shm0
    libxcb-sync.so.1=libxcb-sync1
    libxcb-xfixes.so.0=libxcb-xfixes0
    libxcb-xkb.so.1=libxcb-xkb1
    libxkbcommon-x11.so.0=libxkbcommon-x11-0
)

# Command = Debian package: what packaging/package builds with, beside Debian's own Python.
readonly BUILD_TOOLS=(
    appstreamcli=appstream
    desktop-file-validate=desktop-file-utils
    dpkg-shlibdeps=dpkg-dev
    git=git
    lintian=lintian
    makeself=makeself
    # And with it as, ld, nm and strip.
    readelf=binutils
    xz=xz-utils
)
# Command = Debian package: what packaging/package-test makes clean systems with, and uses a window in them with.
readonly PACKAGE_TEST_TOOLS=(
    Xvfb=xvfb
    dbus-daemon=dbus-daemon
    debootstrap=debootstrap
    xdotool=xdotool
)
# The bundle takes these along, or dpkg-shlibdeps looks up whose they are.
readonly BUILD_LIBRARIES=(
    libwayland-client.so.0=libwayland-client0
    libwayland-cursor.so.0=libwayland-cursor0
    libwayland-egl.so.1=libwayland-egl1
)

# The same place on all three systems.
readonly SCREEN_READERS_BUS=/usr/libexec/at-spi-bus-launcher

readonly oldest_glibc=2.34
readonly set_up_on="Debian 12 and 13 and Ubuntu 24.04"

# One line where nothing that follows could help: Qt for Python has no build for such a system.
check_platform() {
    local glibc
    [[ $(uname -s) == Linux ]] ||
        fail "This sets the panel up on Linux only ($set_up_on). Windows: packaging/windows/README.md; macOS: packaging/macos/README.md."
    case $(uname -m) in
        x86_64 | aarch64) ;;
        *) fail "There is no Qt for Python for a $(uname -m) processor: take a computer with x86_64." ;;
    esac
    command -v getconf >/dev/null || return 0
    glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null) ||
        fail "This Linux has no glibc (Alpine is like that), and Qt for Python needs it: take $set_up_on."
    glibc=${glibc#glibc }
    [[ $(printf '%s\n' "$oldest_glibc" "$glibc" | sort -V | head -n 1) == "$oldest_glibc" ]] ||
        fail "This system's glibc $glibc is too old: Qt for Python needs $oldest_glibc or newer. Take $set_up_on."
}

missing_packages=()

# find_missing_libraries PYTHON LIBRARY=PACKAGE...: adds to missing_packages. PYTHON may be empty.
find_missing_libraries() {
    local python=$1 entry library known
    shift
    known=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null) || known=""
    # A 32-bit library of the same name is of no use.
    [[ $(uname -m) != x86_64 ]] || known=$(grep -F x86-64 <<<"$known") || known=""
    for entry in "$@"; do
        library=${entry%%=*}
        if [[ $known != *"$library ("* ]] && ! loads "$python" "$library"; then
            missing_packages+=("${entry#*=}")
        fi
    done
}

# The loader's list leaves out LD_LIBRARY_PATH and the like: the loader itself has the last word.
loads() {
    [[ -n $1 ]] && "$1" -I -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$2" >/dev/null 2>&1
}

# has_font PATTERN...: is there a font file of one of these names?
has_font() {
    local pattern names=()
    for pattern in "$@"; do
        names+=(-o -iname "$pattern")
    done
    [[ -n $(find -L /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" "${HOME:-/}/.local/share/fonts" \
        -type f \( "${names[@]:1}" \) -print -quit 2>/dev/null) ]]
}

# Screenshots need letters to show, and the tests a screen of their own.
find_missing_test_tools() {
    has_font 'DejaVuSans.ttf' 'LiberationSans-Regular.*' 'NotoSans-Regular.*' 'NotoSans\[*' 'Ubuntu*.ttf' ||
        missing_packages+=(fonts-dejavu-core)
    has_font 'wqy-*' '*CJK*' 'NotoSansSC*' 'SourceHanSans*' 'DroidSansFallback*' ||
        missing_packages+=(fonts-wqy-zenhei)
    command -v Xvfb >/dev/null || missing_packages+=(xvfb)
    command -v xauth >/dev/null || missing_packages+=(xauth)
    # A window manager, keys and a screen reader's bus: the whole job as a person does it.
    command -v openbox >/dev/null || missing_packages+=(openbox)
    command -v xdotool >/dev/null || missing_packages+=(xdotool)
    command -v dbus-daemon >/dev/null || missing_packages+=(dbus-daemon)
    [[ -x $SCREEN_READERS_BUS ]] || missing_packages+=(at-spi2-core)
    # Shows that the ledger is on the disk before a request leaves.
    command -v strace >/dev/null || missing_packages+=(strace)
    # A team's board is tried on a real one.
    [[ -n ${RECORDING_PANEL_TEST_POSTGRES-} ]] || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ||
        missing_packages+=(postgresql)
}

# The product is frozen with Debian's own Python: one of another's building carries its builder's paths.
find_missing_build_tools() {
    local entry version
    for entry in "${BUILD_TOOLS[@]}"; do
        command -v "${entry%%=*}" >/dev/null || missing_packages+=("${entry#*=}")
    done
    version=$(/usr/bin/python3 -I -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || version=""
    if [[ -z $version ]]; then
        missing_packages+=(python3 python3-venv libpython3-dev)
    else
        /usr/bin/python3 -I -c 'import ensurepip' 2>/dev/null || missing_packages+=("python$version-venv")
        find_missing_libraries "" "libpython$version.so.1.0=libpython$version"
    fi
    find_missing_libraries "" "${QT_LIBRARIES[@]}" "${SCREEN_LIBRARIES[@]}" "${BUILD_LIBRARIES[@]}"
}

find_missing_package_test_tools() {
    local entry
    for entry in "${PACKAGE_TEST_TOOLS[@]}"; do
        PATH=$PATH:/usr/sbin:/sbin command -v "${entry%%=*}" >/dev/null || missing_packages+=("${entry#*=}")
    done
}

have_package_lists() {
    compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null
}

# Installs missing_packages when run as root; else names the one command that does. Empties the list.
get_missing_packages() {
    ((${#missing_packages[@]})) || return 0
    local list="${missing_packages[*]}" log
    command -v apt-get >/dev/null ||
        fail "Only $set_up_on are set up by this. Install by hand what is called on Debian: $list; then run this again."
    if ((EUID != 0)); then
        local refresh=""
        have_package_lists || refresh="sudo apt-get update && "
        fail "Some system packages are missing. Run: ${refresh}sudo apt-get install -y $list"
    fi
    say "Installing with apt-get: $list"
    [[ " $list " != *" postgresql "* ]] || want_no_database_of_the_system
    log=$(mktemp)
    if ! { have_package_lists && apt_install "${missing_packages[@]}"; } >"$log" 2>&1; then
        if ! { apt-get update -qq && apt_install "${missing_packages[@]}"; } >>"$log" 2>&1 </dev/null; then
            tail -n 5 -- "$log" >&2
            rm -f -- "$log"
            fail "apt-get failed. Check the network and free disk space, then run: apt-get install -y $list"
        fi
    fi
    rm -f -- "$log"
    missing_packages=()
}

# want_no_database_of_the_system [FOLDER]: Debian's package makes a database server of its own and starts it, at each
# start of the system as well; the tests need its programs alone. Its own setting (in FOLDER) says so: written before
# the package comes, and only where nobody has decided yet. A ban on services during the one call would not last.
want_no_database_of_the_system() {
    local folder=${1:-/etc/postgresql-common}
    [[ ! -e $folder/createcluster.conf ]] || return 0
    mkdir -p -- "$folder"
    printf '%s\n' '# Written by packaging/bootstrap of Recording panel: its tests start servers of their own.' \
        'create_main_cluster = false' >"$folder/createcluster.conf"
}

# Descriptor 9 is a lock of bootstrap's: a service that apt starts must not keep it.
apt_install() {
    DEBIAN_FRONTEND=noninteractive PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin \
        apt-get install -y -qq --no-install-recommends "$@" </dev/null 9>&-
}
