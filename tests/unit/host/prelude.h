/* SPDX-License-Identifier: GPL-2.0 */
/* What the kernel's build gives every file, for host programs. */
#ifndef HOST_PRELUDE_H
#define HOST_PRELUDE_H

#define __force
#define __percpu
#define __rcu
#define __read_mostly
#define __must_check
#define __acquires(lock)
#define __releases(lock)
#ifndef __always_inline
#define __always_inline inline __attribute__((always_inline))
#endif
#define __aligned(bytes) __attribute__((aligned(bytes)))
#define __packed __attribute__((packed))
#define __printf(text, args) __attribute__((format(printf, text, args)))
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define fallthrough __attribute__((fallthrough))

#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, value) (*(volatile typeof(x) *)&(x) = (value))

#define smp_rmb() __atomic_thread_fence(__ATOMIC_ACQUIRE)
#define smp_load_acquire(word) __atomic_load_n(word, __ATOMIC_ACQUIRE)
#define smp_store_release(word, value) \
	__atomic_store_n(word, value, __ATOMIC_RELEASE)

#endif
