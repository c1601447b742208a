#!/usr/bin/env bash
# Start MariaDB and the bench's two Redis servers where they do not answer yet.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# mariadb_admin STATEMENT…: as the server's administrator
mariadb_admin() {
	if [[ -n ${DB_ROOT_PASSWORD:-} ]]; then
		MYSQL_PWD=$DB_ROOT_PASSWORD mariadb --user="${DB_ROOT_USERNAME:-root}" --host="${DB_HOST:-localhost}" "$@"
	else
		as_root mariadb "$@"
	fi
}

start_mariadb() {
	mariadb_answers && return
	say "starting MariaDB"
	if [[ -d /run/systemd/system ]]; then
		as_root systemctl start mariadb
	else
		as_root service mariadb start >/dev/null || true
	fi
	local second
	for second in $(seq 60); do
		mariadb_answers && return
		sleep 1
	done
	missing "a MariaDB server that answers (waited ${second}s)" "look into /var/log/mysql and start it by hand"
}

mariadb_answers() { mariadb-admin ping --silent >/dev/null 2>&1 || mariadb-admin ping 2>&1 | grep -q 'denied'; }

# one administrator of our own, so that no password has to be asked for; its secret stays inside the bench
ensure_db_admin() {
	local secret_file=$STATE_DIR/db_admin
	if as_bench test -s "$secret_file" && db_admin_works "$secret_file"; then return; fi
	local secret
	secret=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
	mariadb_admin --execute "
		CREATE OR REPLACE USER '$DB_ADMIN'@'localhost' IDENTIFIED BY '$secret';
		GRANT ALL PRIVILEGES ON *.* TO '$DB_ADMIN'@'localhost' WITH GRANT OPTION;" ||
		missing "administrator rights on MariaDB" "set DB_ROOT_USERNAME and DB_ROOT_PASSWORD in the environment"
	# shellcheck disable=SC2016
	as_bench bash -c 'umask 077; printf %s "$1" > "$2"' bash "$secret" "$secret_file"
}

db_admin_works() {
	MYSQL_PWD=$(as_bench cat "$1") mariadb --user="$DB_ADMIN" --execute 'SELECT 1' >/dev/null 2>&1
}

start_redis() {
	local name port
	for name in cache queue; do
		port=$(redis_port "$name")
		redis-cli -p "$port" ping >/dev/null 2>&1 && continue
		say "starting Redis ($name, port $port)"
		in_bench redis-server "config/redis_$name.conf" --daemonize yes >/dev/null
		local try
		for try in $(seq 20); do
			redis-cli -p "$port" ping >/dev/null 2>&1 && break
			[[ $try -lt 20 ]] || missing "Redis on port $port" "look into $BENCH_DIR/config/redis_$name.conf"
			sleep 0.5
		done
	done
}

redis_port() { bench_setting "redis_$1" "redis://127.0.0.1:13000" | sed 's/.*:\([0-9]*\)$/\1/'; }

as_bench mkdir -p "$STATE_DIR"
start_mariadb
ensure_db_admin
start_redis
