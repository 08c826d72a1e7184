# SPDX-License-Identifier: GPL-3.0-or-later
# Ports of servers on loopback. To be sourced by bash.

# Not one of those that the system gives to connections: another test's could have
# it before the server that it is for.
free_port() {
	/usr/bin/python3 -c 'import random, socket
for port in random.sample(range(10000, 32768), 100):
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        continue
    print(port)
    break'
}

come_up() { # come_up PORT [PID]: waits until one listens there, or has ended
	for _ in $(seq 1200); do
		(: < "/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
		[ -z "$2" ] || kill -0 "$2" 2>/dev/null || break
		sleep 0.05
	done
	return 1
}
