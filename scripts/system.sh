#!/usr/bin/env bash
# Install the system packages that a bench, its browser tests and CJK PDFs need. Does nothing when all are there.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

PACKAGES=(
	git curl sudo cron rsync procps build-essential pkg-config
	python3 python3-dev python3-venv python3-pip libffi-dev libssl-dev libmariadb-dev
	mariadb-server mariadb-client redis-server fonts-noto-cjk poppler-utils
)

main() {
	command -v apt-get >/dev/null || {
		check_by_hand
		return
	}
	local absent=()
	local package
	for package in "${PACKAGES[@]}"; do
		dpkg -s "$package" >/dev/null 2>&1 || absent+=("$package")
	done
	command -v chromium >/dev/null || command -v google-chrome >/dev/null || absent+=("$(chromium_package)")
	command -v wkhtmltopdf >/dev/null || ! has_candidate wkhtmltopdf || absent+=(wkhtmltopdf)
	command -v node >/dev/null || absent+=(nodejs npm)
	if ((${#absent[@]})); then
		say "installing system packages: ${absent[*]}"
		as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
		as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${absent[@]}" >/dev/null
	fi
	check_node
	command -v yarn >/dev/null || as_root npm install --global --silent yarn@1.22 >/dev/null
}

chromium_package() { if has_candidate chromium; then echo chromium; else echo chromium-browser; fi; }
has_candidate() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]'; }

check_node() {
	local major
	major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
	[[ ${major:-0} -ge 18 ]] || missing "Node.js 18 or newer (found ${major:-none})" \
		"install Node.js 20 from your distribution's backports or nodejs.org, then run this again"
}

check_by_hand() {
	local tool
	for tool in git python3 mariadbd redis-server node yarn; do
		command -v "$tool" >/dev/null || missing "$tool" "install it with your system's package manager (no apt-get here)"
	done
}

main "$@"
