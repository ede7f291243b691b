/* SPDX-License-Identifier: GPL-2.0 */
/* Sizes of structs with a tail, for host programs. */
#ifndef HOST_LINUX_OVERFLOW_H
#define HOST_LINUX_OVERFLOW_H

#define struct_size(p, tail, count) \
	(sizeof(*(p)) + sizeof((p)->tail[0]) * (count))

#endif
