/* SPDX-License-Identifier: GPL-2.0 */
/* Routes as members, for host programs; there are none. */
#ifndef HOST_NET_DST_CACHE_H
#define HOST_NET_DST_CACHE_H

struct dst_cache {
	void *cache;
};

#endif
