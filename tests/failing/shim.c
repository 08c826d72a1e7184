/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For LD_PRELOAD: lets the n-th call of one kind fail, once among all processes
 * of a run, as a full disk, a worn one, or a computer without memory would.
 *
 *	FAILING_KIND    memory, read, write, sync, open, folder: reading what is in
 *	                one, or line: what a server sends
 *	FAILING_AT      n, from 1; 0: none, only count
 *	FAILING_IN      "tool" or "worker": in which of the processes
 *	FAILING_COUNT   a file of eight bytes, where the calls are counted
 *
 * But for folders and the line, only calls about plain files count, as others are
 * not the disk's.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

static uint64_t *count; /* NULL: not in this process */
static uint64_t at;
static char kind; /* the first character of FAILING_KIND */

/* Whether this program is run as `tertius worker`. */
static int
is_worker(void)
{
	char line[4096];
	int file = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
	ssize_t n = read(file, line, sizeof(line));

	(void) close(file);
	return n > 0 && memmem(line, (size_t) n, "\0worker", 8) != NULL;
}

__attribute__((constructor)) static void
begin(void)
{
	const char *path = getenv("FAILING_COUNT");
	const char *in = getenv("FAILING_IN");
	const char *which = getenv("FAILING_KIND");
	const char *turn = getenv("FAILING_AT");
	void *counted;
	int file;

	if (path == NULL || in == NULL || which == NULL || turn == NULL ||
	    is_worker() != (strcmp(in, "worker") == 0))
		return;
	file = open(path, O_RDWR | O_CLOEXEC);
	counted = mmap(NULL, sizeof(*count), PROT_READ | PROT_WRITE, MAP_SHARED,
	               file, 0);
	(void) close(file);
	if (counted == MAP_FAILED)
		abort();
	at = strtoull(turn, NULL, 10);
	kind = which[0];
	count = counted;
}

static int
fails(char which)
{
	return count != NULL && kind == which &&
	       __atomic_add_fetch(count, 1, __ATOMIC_SEQ_CST) == at;
}

static int
file_fails(int file, char which)
{
	struct stat status;

	return count != NULL && kind == which && fstat(file, &status) == 0 &&
	       S_ISREG(status.st_mode) && fails(which);
}

/* --- Memory ----------------------------------------------------------------- */

void *
malloc(size_t size)
{
	if (!fails('m'))
		return __libc_malloc(size);
	errno = ENOMEM;
	return NULL;
}

void *
calloc(size_t n, size_t size)
{
	if (!fails('m'))
		return __libc_calloc(n, size);
	errno = ENOMEM;
	return NULL;
}

void *
realloc(void *old, size_t size)
{
	if (!fails('m'))
		return __libc_realloc(old, size);
	errno = ENOMEM;
	return NULL;
}

/* --- Files ------------------------------------------------------------------ */

/* The function of the C library behind ours. */
#define BEHIND(name) ((__typeof__(&(name))) dlsym(RTLD_NEXT, #name))

/* FAILING(name, which, error, parameters, arguments): as the C library's own,
 * but that it fails when its turn comes. */
#define FAILING(type, name, which, error, parameters, arguments)               \
	type name parameters                                                   \
	{                                                                      \
		static type(*behind) parameters;                               \
		if (behind == NULL)                                            \
			behind = BEHIND(name);                                 \
		if (!file_fails(file, which))                                  \
			return behind arguments;                               \
		errno = error;                                                 \
		return -1;                                                     \
	}

FAILING(ssize_t, read, 'r', EIO, (int file, void *to, size_t n), (file, to, n))
FAILING(ssize_t, pread, 'r', EIO, (int file, void *to, size_t n, off_t place),
        (file, to, n, place))
FAILING(ssize_t, pread64, 'r', EIO,
        (int file, void *to, size_t n, off64_t place), (file, to, n, place))
FAILING(ssize_t, write, 'w', ENOSPC, (int file, const void *from, size_t n),
        (file, from, n))
FAILING(ssize_t, pwrite, 'w', ENOSPC,
        (int file, const void *from, size_t n, off_t place),
        (file, from, n, place))
FAILING(ssize_t, pwrite64, 'w', ENOSPC,
        (int file, const void *from, size_t n, off64_t place),
        (file, from, n, place))
FAILING(int, ftruncate, 'w', EIO, (int file, off_t length), (file, length))
FAILING(int, ftruncate64, 'w', EIO, (int file, off64_t length), (file, length))
FAILING(int, fsync, 's', EIO, (int file), (file))
FAILING(int, fdatasync, 's', EIO, (int file), (file))

/* At the end of a folder there is nothing to fail. */
struct dirent *
readdir(DIR *folder)
{
	static struct dirent *(*behind)(DIR *);
	struct dirent *entry;

	if (behind == NULL)
		behind = BEHIND(readdir);
	entry = behind(folder);
	if (entry == NULL || !fails('f'))
		return entry;
	errno = EIO;
	return NULL;
}

ssize_t
recv(int file, void *to, size_t n, int flags)
{
	static ssize_t (*behind)(int, void *, size_t, int);
	struct sockaddr_storage peer;
	socklen_t length = sizeof(peer);

	if (behind == NULL)
		behind = BEHIND(recv);
	if (count == NULL || kind != 'l' ||
	    getpeername(file, (struct sockaddr *) &peer, &length) != 0 ||
	    peer.ss_family != AF_INET || !fails('l'))
		return behind(file, to, n, flags);
	errno = ECONNRESET;
	return -1;
}

static int
open_behind(const char *name, const char *path, int flags, mode_t mode)
{
	int (*behind)(const char *, int, ...) =
		(int (*)(const char *, int, ...)) dlsym(RTLD_NEXT, name);

	if (!fails('o'))
		return behind(path, flags, mode);
	errno = EMFILE;
	return -1;
}

#define OPENING(name)                                                          \
	int name(const char *path, int flags, ...)                             \
	{                                                                      \
		va_list rest;                                                  \
		mode_t mode;                                                   \
		va_start(rest, flags);                                         \
		mode = va_arg(rest, mode_t);                                   \
		va_end(rest);                                                  \
		return open_behind(#name, path, flags, mode);                  \
	}

OPENING(open)
OPENING(open64)
