// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's side of it: a file that is opened once per process, and memory
 * into which the kernel writes the address of each block that it enters in a
 * system call of that process. What interrupts do meanwhile is left out, and
 * so is all code that was not built for it: here, all but the balancer.
 */
#include "kcov.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/kcov.h>

#define KCOV		"/sys/kernel/debug/kcov"
/* the kernel stops writing at the end: a longer trace lacks its last places */
#define TRACE_WORDS	(64 << 10)

/**
 * kcov_start() - have this process traced until it ends
 * @kcov: to be filled
 *
 * Starting and ending it for each request would cost as much as a short
 * request does; forgetting what is in the trace costs nothing.
 *
 * Return: false where the kernel cannot
 */
bool kcov_start(struct kcov *kcov)
{
	size_t bytes = TRACE_WORDS * sizeof(*kcov->trace);
	int fd = open(KCOV, O_RDWR | O_CLOEXEC);
	void *trace;

	kcov->trace = NULL;
	if (fd < 0)
		return false;
	if (ioctl(fd, KCOV_INIT_TRACE, TRACE_WORDS))
		goto err_close;
	trace = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (trace == MAP_FAILED)
		goto err_close;
	if (ioctl(fd, KCOV_ENABLE, KCOV_TRACE_PC))
		goto err_unmap;
	/* the file stays open: what goes on until the process ends is traced */
	kcov->trace = trace;
	return true;

err_unmap:
	munmap(trace, bytes);
err_close:
	close(fd);
	return false;
}

/* what comes from here on is the trace */
void kcov_forget(struct kcov *kcov)
{
	if (kcov->trace)
		__atomic_store_n(kcov->trace, 0, __ATOMIC_RELAXED);
}

/* places in the trace, from its second word on */
size_t kcov_length(const struct kcov *kcov)
{
	if (!kcov->trace)
		return 0;
	return __atomic_load_n(kcov->trace, __ATOMIC_RELAXED);
}
