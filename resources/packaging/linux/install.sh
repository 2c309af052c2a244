#!/bin/sh
# Installs Suivi out of this folder, updates it, or removes it. Data is in another folder and is never touched.
#
#   ./install.sh                  for yourself, into ~/.local (for everybody, into /usr/local, when run as root)
#   ./install.sh --prefix FOLDER  into another folder
#   ./install.sh --remove         removes it again; so does PREFIX/lib/suivi/install.sh --remove
set -eu

usage() {
    sed -n '2,6s/^# \{0,1\}//p' "$0"
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
remove=no
if [ "$(id -u)" = 0 ]; then prefix=/usr/local; else prefix=$HOME/.local; fi
case "$here" in */lib/suivi) prefix=${here%/lib/suivi} ;; esac
while [ $# -gt 0 ]; do
    case "$1" in
    --prefix)
        [ $# -gt 1 ] || { usage >&2; exit 2; }
        mkdir -p -- "$2"
        prefix=$(CDPATH='' cd -- "$2" && pwd)
        shift ;;
    --remove) remove=yes ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
    esac
    shift
done

program=$prefix/lib/suivi
entry=$prefix/share/applications/suivi.desktop

tell_desktop() {
    # Menus that keep a list of icons look again when the folder is newer.
    touch -c -- "$prefix/share/icons/hicolor"
}

if [ "$remove" = yes ]; then
    if [ ! -x "$program/suivi" ]; then
        echo "Suivi is not installed in $prefix." >&2
        exit 1
    fi
    while read -r file; do
        rm -f -- "$prefix/$file"
    done <"$program/installed-files"
    rm -f -- "$prefix/bin/suivi"
    # "Start with the session", if it was switched on, would start what is no longer there.
    for autostart in "${XDG_CONFIG_HOME:-$HOME/.config}"/autostart/suivi*.desktop; do
        if [ -e "$autostart" ] && grep -qF "$program/suivi" "$autostart"; then rm -f -- "$autostart"; fi
    done
    rm -rf -- "$program"
    tell_desktop
    echo "Suivi is removed from $prefix. Its data is where it was."
    exit 0
fi

if [ ! -x "$here/suivi/suivi" ]; then
    echo "Run install.sh in the folder that the archive was unpacked to." >&2
    exit 1
fi
mkdir -p "$prefix/lib" "$prefix/bin"
# The new program is put in place whole before the old one goes: what stops halfway leaves one of the two.
rm -rf -- "$program.new" "$program.old"
cp -R -- "$here/suivi" "$program.new"
if ! why=$("$program.new/suivi" --version 2>&1); then
    rm -rf -- "$program.new"
    printf 'Suivi does not start on this system, so nothing is installed:\n%s\n' "$why" >&2
    exit 1
fi
cp -- "$here/install.sh" "$program.new/install.sh"
(cd "$here/share" && find . -type f | sed 's|^\./|share/|' | LC_ALL=C sort) >"$program.new/installed-files"
if [ -e "$program" ]; then mv -- "$program" "$program.old"; fi
mv -- "$program.new" "$program"
rm -rf -- "$program.old"
while read -r file; do
    mkdir -p "$prefix/$(dirname "$file")"
    cp -- "$here/$file" "$prefix/$file"
done <"$program/installed-files"
# A menu may not look into this bin: it is told the whole path, with % and spaces as menus want them.
quoted=$(printf '%s' "$program/suivi" | sed 's/%/%%/g; s/[\\&|]/\\&/g')
sed "s|^Exec=.*|Exec=\"$quoted\"|; /^TryExec=/d" "$here/share/applications/suivi.desktop" >"$entry"
ln -sf ../lib/suivi/suivi "$prefix/bin/suivi"
tell_desktop
echo "Suivi is installed in $prefix; it stands in the menu, and as the command $prefix/bin/suivi."
case ":$PATH:" in
*":$prefix/bin:"*) ;;
*) echo "The folder $prefix/bin is not on the path of commands." ;;
esac
