/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The only way to print to the kernel log. Floor 1.
 *
 * The log is for what an administrator must know without having asked: never
 * per packet, never for a user's mistake.
 */
#ifndef LVS_BASE_LOG_H
#define LVS_BASE_LOG_H

#include <linux/printk.h>

#define lvs_info(fmt, ...)	pr_info("lvs: " fmt "\n", ##__VA_ARGS__)
#define lvs_err(fmt, ...)	pr_err("lvs: " fmt "\n", ##__VA_ARGS__)
#define lvs_warn_rl(fmt, ...) \
	pr_warn_ratelimited("lvs: " fmt "\n", ##__VA_ARGS__)

#endif
