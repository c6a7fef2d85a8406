#!/bin/sh
# Write src/seed/ and seed.list: headers by their names of 2018, without suffix, and of 2022, in containers/ (chapter 09,
# section 29). The folder is searched last. (A developer's tool; the result is committed.)
set -eu
cd "$(dirname "$0")"
rm -rf src/seed; mkdir -p src/seed/containers
for header in src/*.hfa src/concurrency/*.hfa src/collections/*.hfa; do
	name=$(basename "$header" .hfa)
	case $name in
	*.*|list2|blocking_lock) continue ;;                      # no names of their own time
	esac
	echo "#include <$name.hfa>" > "src/seed/$name"
done
for header in src/collections/*.hfa; do
	echo "#include <collections/$(basename "$header")>" > "src/seed/containers/$(basename "$header")"
done
{
	echo "# Made by seed.sh."
	printf 'SEED ='; for f in src/seed/*; do [ -d "$f" ] || printf ' \\\n\t%s' "$f"; done
	printf '\n\nSEED_CONTAINERS ='; for f in src/seed/containers/*; do printf ' \\\n\t%s' "$f"; done
	echo
} > seed.list
