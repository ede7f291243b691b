#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Shell scripts pass shellcheck; Python files compile.
set -u

cd "$(dirname "$(readlink -f "$0")")/../.." || exit 1

# shell_scripts: files that are shell by name or by first line
shell_scripts() {
	git ls-files -co --exclude-standard | while read -r file; do
		if [ ! -f "$file" ] || [ -L "$file" ]; then
			continue
		fi
		case $file in
		*.sh) echo "$file" ;;
		*.c | *.h | *.py | *.txt | *.md) ;;
		*) head -c 64 "$file" | grep -qa '^#!.*sh\b' && echo "$file" ;;
		esac
	done
}

# compiles FILE...: syntax only, nothing is written
compiles() {
	python3 - "$@" <<-'END'
		import sys
		bad = 0
		for path in sys.argv[1:]:
		    try:
		        with open(path, encoding="utf-8") as file:
		            compile(file.read(), path, "exec")
		    except SyntaxError as error:
		        print(f"{path}:{error.lineno}: {error.msg}")
		        bad = 1
		sys.exit(bad)
	END
}

main() {
	local status=0 scripts pythons

	mapfile -t scripts < <(shell_scripts)
	# SC2187: busybox ash is checked as what it is nearest to
	shellcheck -x -e SC2187 -f gcc "${scripts[@]}" || status=1
	mapfile -t pythons < <(git ls-files -co --exclude-standard '*.py')
	compiles "${pythons[@]}" || status=1
	return "$status"
}

main
