/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Services and servers as a request wants them: what it names is laid over the
 * defaults (add) or over what the kernel has (edit). Pure.
 */
#ifndef LVSADM_BUILD_H
#define LVSADM_BUILD_H

#include "request.h"

/* the requested identity with default parameters */
struct lvs_svc svc_default(const struct request *req);
struct lvs_dest dest_default(const struct request *req);

/* lays the request over svc and checks that the outcome makes sense */
bool svc_apply(const struct request *req, struct lvs_svc *svc,
	       struct failure *fail);
bool dest_apply(const struct request *req, struct lvs_dest *dest,
		struct failure *fail);

#endif /* LVSADM_BUILD_H */
