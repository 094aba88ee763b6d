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

# Unpacks packages of Debian 13, with all that they depend on, its C library included, into a folder. Nothing is installed. The
# mirror is the one that this machine's own sources name.
unpack_debian_13() {
    local folder=$1 state package
    shift
    state=$(mktemp -d)
    mkdir -p "$state/lists/partial" "$state/archives/partial" "$state/sources.list.d" "$folder"
    touch "$state/status"
    # Their suites of Debian 12 are turned into those of 13; what is no Debian suite is left out.
    cat /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources 2>/dev/null | sed 's/bookworm/trixie/g' >"$state/all"
    if grep -q '^Types:' "$state/all"; then
        mv "$state/all" "$state/sources.list.d/debian.sources"
    else
        mv "$state/all" "$state/sources.list.d/debian.list"
    fi
    local options=(-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$state/sources.list.d"
        -o Dir::State="$state" -o Dir::State::status="$state/status" -o Dir::State::lists="$state/lists"
        -o Dir::Cache="$state" -o Dir::Cache::archives="$state/archives" -o APT::Sandbox::User=root)
    apt-get "${options[@]}" -q update
    apt-get "${options[@]}" -yq --no-install-recommends --download-only install "$@"
    for package in "$state"/archives/*.deb; do
        dpkg-deb --extract "$package" "$folder"
    done
    # Links to a place in the whole system lead to the same place in the folder.
    local link target
    find "$folder" -type l -lname '/*' | while read -r link; do
        target=$(readlink "$link")
        if [[ -e $folder$target ]]; then ln -sfn "$folder$target" "$link"; fi
    done
    rm -r "$state"
}

# Lets a program that was unpacked so run on this machine's kernel with the C library that was unpacked beside it.
with_own_libraries() {
    local folder=$1 program
    shift
    install_packages patchelf
    for program in "$@"; do
        patchelf --set-interpreter "$folder/usr/lib64/ld-linux-x86-64.so.2" \
            --force-rpath --set-rpath "\$ORIGIN:\$ORIGIN/../lib:$folder/usr/lib/x86_64-linux-gnu" "$program"
    done
}
