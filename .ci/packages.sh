# Functions of the scripts beside this one; no script of its own.

# Installs those of the named Debian packages that are not there.
install_packages() {
    local package missing=()
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    if ((${#missing[@]})); then
        as_root apt-get update -q
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "${missing[@]}"
    fi
}

as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# unpack_debian RELEASE FOLDER PACKAGE…: unpacks packages of a release of Debian, with all that they depend on, its C library included,
# into a folder, unless it is there. Nothing is installed, and no root is needed. The mirror is the one that this machine's own sources
# of Debian name. It counts on `set -e`: call it neither in a condition nor in $(…), which go on after a failed step (the latter unless
# inherit_errexit is set).
unpack_debian() {
    local release=$1 folder codename work package link target
    folder=$(realpath -m "$2")
    shift 2
    if [[ -d $folder ]]; then return; fi
    mkdir -p "$(dirname "$folder")"
    work=$(mktemp -d "$folder.XXXXXX")
    mkdir -p "$work"/{sources,lists/partial,archives/partial,root}
    touch "$work/status"
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    if [[ -s /etc/apt/sources.list ]]; then
        sed "s/\b$codename\b/$release/g" /etc/apt/sources.list >"$work/sources/machine.list"
    fi
    if [[ -s /etc/apt/sources.list.d/debian.sources ]]; then
        sed "s/\b$codename\b/$release/g" /etc/apt/sources.list.d/debian.sources >"$work/sources/debian.sources"
    fi
    local options=(-q -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$work/sources"
        -o "Dir::State=$work" -o "Dir::State::status=$work/status" -o "Dir::State::lists=$work/lists"
        -o "Dir::Cache=$work" -o "Dir::Cache::archives=$work/archives" -o "APT::Sandbox::User=$(id -un)")
    apt-get "${options[@]}" --error-on=any update
    apt-get "${options[@]}" --yes --no-install-recommends --download-only install "$@"
    for package in "$work"/archives/*.deb; do
        dpkg-deb --extract "$package" "$work/root"
    done
    # Links to a place in the whole system lead to the same place in the folder, wherever that is moved.
    find "$work/root" -type l -lname '/*' | while read -r link; do
        target=$(readlink "$link")
        if [[ -e $work/root$target ]]; then
            ln -sfn "$(realpath -sm --relative-to="$(dirname "$link")" "$work/root$target")" "$link"
        fi
    done
    mv "$work/root" "$folder"
    rm -r "$work"
}

# Lets a program that was unpacked so run on this machine's kernel with the C library that was unpacked beside it.
with_own_libraries() {
    local folder=$1 program
    shift
    install_packages patchelf
    for program in "$@"; do
        if [[ $(patchelf --print-interpreter "$program") == "$folder"/* ]]; then continue; fi
        patchelf --set-interpreter "$folder/usr/lib64/ld-linux-x86-64.so.2" \
            --force-rpath --set-rpath "\$ORIGIN:\$ORIGIN/../lib:$folder/usr/lib/x86_64-linux-gnu" "$program"
    done
}
