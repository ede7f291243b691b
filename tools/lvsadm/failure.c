// SPDX-License-Identifier: GPL-2.0
/* Why a command did not succeed. */
#include "failure.h"

#include <stdarg.h>
#include <stdio.h>

bool failed(struct failure *fail, int status, const char *fmt, ...)
{
	va_list args;

	fail->status = status;
	va_start(args, fmt);
	vsnprintf(fail->text, sizeof(fail->text), fmt, args);
	va_end(args);
	return false;
}
