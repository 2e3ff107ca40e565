#!/usr/bin/env bash
# Fetch the fonts that tests render with, from Debian's packages, into .cache/fonts; needs no root.
# tests/data/fonts.conf maps the office fonts' names to them.
set -euo pipefail
cd "$(dirname "$0")/.."
fonts=.cache/fonts

# fetch PACKAGE FILE...: copy the files of that package, unless they are there.
fetch() {
    local package=$1 file work
    shift
    for file; do [ -s "$fonts/$file" ] || break; done
    [ -s "$fonts/$file" ] && return
    work=$(mktemp -d)
    (cd "$work" && apt-get -qq download "$package" 2>log || { cat log >&2; echo "先运行 / First run: sudo apt-get update" >&2; exit 1; })
    dpkg-deb -x "$work"/*.deb "$work/x"
    for file; do find "$work/x" -name "$file" -exec cp {} "$fonts/" \; ; done
    rm -rf "$work"
    for file; do [ -s "$fonts/$file" ] || { echo "$package 中没有 $file / $package has no $file" >&2; exit 1; }; done
}

command -v apt-get >/dev/null || { echo "只能在 Debian 上获取测试字体 / The test fonts are fetched with Debian's apt-get" >&2; exit 1; }
mkdir -p "$fonts"
fetch texlive-lang-chinese FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf FandolHei-Bold.otf \
    FandolSong-Regular.otf FandolSong-Bold.otf
fetch fonts-noto-cjk-extra NotoSerifCJK-SemiBold.ttc
fetch fonts-liberation LiberationSerif-Regular.ttf LiberationSerif-Bold.ttf LiberationSerif-Italic.ttf \
    LiberationSerif-BoldItalic.ttf
