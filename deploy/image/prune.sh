#!/bin/sh
# Takes out of node_modules what no running server reads: types, maps, pages, and what was built for other systems. Licences stay.
set -eu
find node_modules -type f \
  \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.flow' -o -iname '*.md' \) \
  ! -iname '*licen[cs]e*' ! -iname '*notice*' -delete
sqlite=node_modules/@photostructure/sqlite
find "$sqlite/prebuilds" -mindepth 1 -maxdepth 1 ! -name 'linux-*' -exec rm -rf {} +
rm -rf "$sqlite/src" "$sqlite/binding.gyp" "$sqlite/scripts"
