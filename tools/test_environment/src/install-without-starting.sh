#!/bin/sh
# Installs Debian packages without letting them start a service: policy-rc.d answers 101 ("forbidden") meanwhile.
# Whatever the machine had there before comes back, also after an interrupted run.
set -eu
policy=/usr/sbin/policy-rc.d
saved=$policy.rpg-bot-saved

restore() {
  if [ -e "$saved" ]; then mv -f "$saved" "$policy"; elif [ -e "$policy" ]; then rm -f "$policy"; fi
}
forbid() {
  # A saved file means an earlier run was killed: what is there now is ours, not the machine's.
  if [ -e "$policy" ] && [ ! -e "$saved" ]; then mv "$policy" "$saved"; fi
  trap restore EXIT
  trap 'exit 130' INT TERM HUP
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
}
install_packages() {
  apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
}

forbid
# Package lists may be absent or stale on a fresh machine; other people's broken sources must not stop us.
if ! install_packages "$@"; then
  apt-get -o DPkg::Lock::Timeout=300 update || true
  install_packages "$@"
fi
