#!/usr/bin/env bash
# Installs the services that the tests start themselves, where they are missing (Debian and its kin). Needs root, or sudo without a password.
set -euo pipefail
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
missing=()
compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || command -v initdb > /dev/null || missing+=(postgresql)
command -v redis-server > /dev/null || missing+=(redis-server)
[ ${#missing[@]} -eq 0 ] && exit 0
as_root apt-get update -qq
# RUNLEVEL=1: the tests start servers of their own, and none is to run beside them.
as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
