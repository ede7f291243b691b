// SPDX-License-Identifier: GPL-2.0
/*
 * Lists services with their servers, and what goes through them per second.
 *
 *	cc services.c $(pkg-config --cflags --libs liblvs)
 */
#include <arpa/inet.h>
#include <inttypes.h>
#include <liblvs.h>
#include <stdio.h>

static void print_end(const struct lvs_addr *addr, uint16_t port)
{
	char text[INET6_ADDRSTRLEN];

	if (!inet_ntop(addr->family, &addr->v4, text, sizeof(text)))
		snprintf(text, sizeof(text), "?");
	printf(addr->family == AF_INET6 ? "[%s]:%u" : "%s:%u", text, port);
}

static void print_rates(const struct lvs_stats *stats)
{
	printf(" %" PRIu64 " conns/s, %" PRIu64 " B/s in, %" PRIu64
	       " B/s out\n", stats->cps, stats->in_bps, stats->out_bps);
}

static void print_svc(const struct lvs_svc *svc)
{
	if (svc->fwmark)
		printf("mark %u", svc->fwmark);
	else
		print_end(&svc->addr, svc->port);
	printf(" %s,", svc->sched);
	print_rates(&svc->stats);
}

static struct lvs_result list_dests(struct lvs_handle *h,
				    const struct lvs_svc *svc)
{
	struct lvs_dest_list list;
	struct lvs_result res = lvs_dest_list_get(h, svc, &list);

	for (size_t i = 0; i < list.count; i++) {
		printf("  ");
		print_end(&list.items[i].addr, list.items[i].port);
		printf(" weight %d,", list.items[i].weight);
		print_rates(&list.items[i].stats);
	}
	lvs_dest_list_free(&list);
	return res;
}

static struct lvs_result list_svcs(struct lvs_handle *h)
{
	struct lvs_svc_list list;
	struct lvs_result res = lvs_svc_list_get(h, &list);

	for (size_t i = 0; i < list.count && !res.code; i++) {
		print_svc(&list.items[i]);
		res = list_dests(h, &list.items[i]);
	}
	lvs_svc_list_free(&list);
	return res;
}

int main(void)
{
	struct lvs_handle *h;
	struct lvs_result res = lvs_open(&h);

	if (!res.code)
		res = list_svcs(h);
	if (res.code)
		fprintf(stderr, "%s\n", lvs_result_text(&res));
	lvs_close(h);
	return res.code != 0;
}
