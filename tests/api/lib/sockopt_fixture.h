/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A namespace with a raw socket, and requests that are right: what tests of the
 * older interface begin with. Comes after kselftest_harness.h.
 */
#ifndef API_SOCKOPT_FIXTURE_H
#define API_SOCKOPT_FIXTURE_H

#include "ipvs.h"
#include "sockopt.h"

#include <unistd.h>

FIXTURE(sockopt)
{
	struct ipvs s;
	int fd;
	struct ip_vs_service_user svc;
	struct so_dest both;
};

FIXTURE_SETUP(sockopt)
{
	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
	self->fd = so_open();
	self->svc = so_svc("192.0.2.1", 80);
	self->both.svc = self->svc;
	self->both.dest = so_dest("127.0.0.2", 8080);
}

FIXTURE_TEARDOWN(sockopt)
{
	close(self->fd);
	ipvs_close(&self->s);
}

#endif
