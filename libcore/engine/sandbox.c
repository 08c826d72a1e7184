/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker's fences: limits, system calls, folders.
 */
#include "engine/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Descriptors: three that lead nowhere, two of the pipe, and some for what the
 * C library opens: charset modules, time zones. */
#define DESCRIPTORS_MAX 32

/* What the system installed, and nothing of the person's. */
static const char *const readable[] = { "/usr", "/lib", "/lib64" };

/* What a parser needs. Everything else is refused: sockets, processes, tracing,
 * signals to others, new names in the file system … */
static const int allowed[] = {
	SCMP_SYS(read),
	SCMP_SYS(readv),
	SCMP_SYS(pread64),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(sendmsg),
	SCMP_SYS(close),
	SCMP_SYS(lseek),
	SCMP_SYS(fstat),
	SCMP_SYS(stat),
	SCMP_SYS(lstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(statx),
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(getdents64),
	SCMP_SYS(getcwd),
	SCMP_SYS(mmap),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(mprotect),
	SCMP_SYS(madvise),
	SCMP_SYS(brk),
	SCMP_SYS(futex),
	SCMP_SYS(sched_yield),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(getuid),
	SCMP_SYS(geteuid),
	SCMP_SYS(getgid),
	SCMP_SYS(getegid),
	SCMP_SYS(getrusage),
	SCMP_SYS(sysinfo),
	SCMP_SYS(uname),
	SCMP_SYS(getrandom),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_getres),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(nanosleep),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};

/* Valgrind and the sanitizers run code of their own in the process: threads,
 * reports, terabytes of shadow memory. Behind fences they would only fail. */
static gboolean
is_watched(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	return TRUE;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||     \
	__has_feature(memory_sanitizer)
	return TRUE;
#endif
#endif
	const char *preloaded = g_getenv("LD_PRELOAD");

	return preloaded != NULL && strstr(preloaded, "vgpreload") != NULL;
}

/* --- Limits -------------------------------------------------------------- */

static void
set_limit(__rlimit_resource_t resource, rlim_t most)
{
	const struct rlimit limit = { most, most };

	(void) setrlimit(resource, &limit);
}

void
tertius_sandbox_renew_time(void)
{
	struct rlimit limit = { 0, RLIM_INFINITY };
	struct rusage used;

	(void) getrusage(RUSAGE_SELF, &used);
	limit.rlim_cur = (rlim_t) (used.ru_utime.tv_sec + used.ru_stime.tv_sec +
	                           1 + TERTIUS_SANDBOX_SECONDS_MAX);
	(void) setrlimit(RLIMIT_CPU, &limit);
}

static void
set_limits(void)
{
	(void) prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	(void) prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	set_limit(RLIMIT_CORE, 0);
	set_limit(RLIMIT_FSIZE, 0);
	set_limit(RLIMIT_NPROC, 0);
	set_limit(RLIMIT_NOFILE, DESCRIPTORS_MAX);
	set_limit(RLIMIT_AS, (rlim_t) TERTIUS_SANDBOX_BYTES_MAX);
	tertius_sandbox_renew_time();
}

/* --- Folders ------------------------------------------------------------- */

static gboolean
has_landlock(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0,
	               LANDLOCK_CREATE_RULESET_VERSION) >= 1;
}

static void
allow_reading(int rules, const char *folder)
{
	struct landlock_path_beneath_attr beneath = {
		.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE |
		                  LANDLOCK_ACCESS_FS_READ_DIR,
		.parent_fd = open(folder, O_DIRECTORY | O_CLOEXEC),
	};

	if (beneath.parent_fd < 0)
		return;
	(void) syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
	               &beneath, 0);
	(void) close(beneath.parent_fd);
}

/* The rights of Landlock's first version, all of them. */
static gboolean
close_folders(void)
{
	const struct landlock_ruleset_attr attributes = {
		.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1,
	};
	int rules = (int) syscall(SYS_landlock_create_ruleset, &attributes,
	                          sizeof(attributes), 0);
	gboolean is_closed;

	if (rules < 0)
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(readable); i++)
		allow_reading(rules, readable[i]);
	is_closed = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	(void) close(rules);
	return is_closed;
}

/* --- System calls -------------------------------------------------------- */

static gboolean
has_seccomp(void)
{
	guint32 action = SECCOMP_RET_ERRNO;

	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

/* A call that this machine does not have, or a rule that cannot be had, is one
 * that stays refused. */
static void
add_rules(scmp_filter_ctx filter)
{
	const guint64 writing = O_ACCMODE | O_CREAT | O_TRUNC;
	const struct scmp_arg_cmp reads_first =
		SCMP_A1(SCMP_CMP_MASKED_EQ, writing, O_RDONLY);
	const struct scmp_arg_cmp reads_second =
		SCMP_A2(SCMP_CMP_MASKED_EQ, writing, O_RDONLY);
	const struct scmp_arg_cmp is_self = SCMP_A0(SCMP_CMP_EQ, 0, 0);

	for (gsize i = 0; i < G_N_ELEMENTS(allowed); i++)
		(void) seccomp_rule_add_array(filter, SCMP_ACT_ALLOW,
		                              allowed[i], 0, NULL);
	(void) seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
	                              &reads_first);
	(void) seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat),
	                              1, &reads_second);
	(void) seccomp_rule_add_array(filter, SCMP_ACT_ALLOW,
	                              SCMP_SYS(prlimit64), 1, &is_self);
}

static gboolean
close_calls(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EACCES));
	gboolean is_closed;

	if (filter == NULL)
		return FALSE;
	add_rules(filter);
	is_closed = seccomp_load(filter) == 0;
	seccomp_release(filter);
	return is_closed;
}

/* --- All of it ----------------------------------------------------------- */

guint
tertius_sandbox_state(void)
{
	guint fences = TERTIUS_SANDBOX_LIMITS;

	if (is_watched())
		return 0;
	if (has_landlock())
		fences |= TERTIUS_SANDBOX_FOLDERS;
	if (has_seccomp())
		fences |= TERTIUS_SANDBOX_CALLS;
	return fences;
}

guint
tertius_sandbox_enter(void)
{
	guint fences = tertius_sandbox_state();

	if (fences == 0)
		return 0;
	set_limits();
	if ((fences & TERTIUS_SANDBOX_FOLDERS) != 0 && !close_folders())
		fences &= ~(guint) TERTIUS_SANDBOX_FOLDERS;
	if ((fences & TERTIUS_SANDBOX_CALLS) != 0 && !close_calls())
		fences &= ~(guint) TERTIUS_SANDBOX_CALLS;
	return fences;
}
