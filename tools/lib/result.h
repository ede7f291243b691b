/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LIBLVS_RESULT_H
#define LIBLVS_RESULT_H

#include "liblvs.h"

#define LVS_OK ((struct lvs_result){ 0 })

/* code: positive errno; fmt NULL: no text */
struct lvs_result lvs_result_new(int code, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif /* LIBLVS_RESULT_H */
