#!/usr/bin/env bash
# serve.sh start|stop|status [SITE] [PORT]: web server, worker, scheduler and socketio of one site.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

action=${1:-start}
site=${2:-$DEMO_SITE}
port=${3:-$PORT}
run_dir=$STATE_DIR/run/$site

# launch NAME CMD…: in the background, with its process group's leader in a pid file
launch() {
	local name=$1
	shift
	is_running "$name" && return
	# shellcheck disable=SC2016
	in_bench bash -c 'setsid "${@:3}" >"$1" 2>&1 </dev/null & echo $! >"$2"' bash \
		"$BENCH_DIR/logs/property_service_$name.log" "$run_dir/$name.pid" "$@"
}

is_running() {
	local pid
	pid=$(cat "$run_dir/$1.pid" 2>/dev/null) && [[ -n $pid ]] && as_bench kill -0 "$pid" 2>/dev/null
}

start() {
	"$ROOT/scripts/services.sh"
	as_bench mkdir -p "$run_dir"
	port_is_free || is_running web || missing "port $port" "stop what listens there, or choose another: PORT=8010 make serve"
	launch web bench --site "$site" serve --port "$port" --noreload
	launch worker bench worker --queue short,default,long
	if [[ -z ${WEB_ONLY:-} ]]; then
		launch scheduler bench schedule
		launch socketio node apps/frappe/socketio.js
	fi
	wait_for_web
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

wait_for_web() {
	local second
	for second in $(seq 60); do
		curl --silent --fail --noproxy '*' --output /dev/null --header "Host: $site" "http://127.0.0.1:$port/api/method/ping" && return
		sleep 1
	done
	tail -n 20 "$BENCH_DIR/logs/property_service_web.log" >&2
	missing "a web server that answers on port $port (waited ${second}s)" "see $BENCH_DIR/logs/property_service_web.log"
}

stop() {
	local file pid
	for file in "$run_dir"/*.pid; do
		[[ -e $file ]] || continue
		pid=$(cat "$file")
		as_bench kill -TERM -- "-$pid" 2>/dev/null || as_bench kill -TERM "$pid" 2>/dev/null || true
		as_bench rm -f "$file"
	done
}

case $action in
start)
	has_bench || missing "a bench in $BENCH_DIR" "run make demo first"
	[[ -d $BENCH_DIR/sites/$site ]] || missing "the site $site" "run make demo first"
	start
	say "serving http://$site:$port (also http://127.0.0.1:$port)"
	;;
stop) stop ;;
status) for name in web worker scheduler socketio; do is_running "$name" && echo "$name runs" || echo "$name is down"; done ;;
*) missing "an action" "serve.sh start|stop|status [SITE] [PORT]" ;;
esac
