#!/usr/bin/env bash
# Installs the programs that the tests use and PyPI does not have. What cannot be installed is named here,
# and its tests report themselves as skipped; where CI is true that is a failure.
set -u
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
/sbin/ldconfig -p | grep -q libatomic.so.1 || missing+=(libatomic1) # the browser's driver is linked to it
command -v qpdf >/dev/null || missing+=(qpdf)
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo -n); fi
if command -v apt-get >/dev/null && "${as_root[@]}" true 2>/dev/null; then
  echo "Installing ${missing[*]} ..."
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null &&
    exit 0
fi
echo "Could not install: ${missing[*]}. Their tests will be reported as skipped."
echo "To run them too: apt-get install ${missing[*]}"
[ "${CI:-}" != true ]
