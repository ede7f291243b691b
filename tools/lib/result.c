// SPDX-License-Identifier: GPL-2.0
/* The result of a library call: a code and a text. */
#include "result.h"

#include <stdarg.h>
#include <string.h>

struct lvs_result lvs_result_new(int code, const char *fmt, ...)
{
	struct lvs_result res = { .code = code };
	va_list args;

	if (!fmt)
		return res;
	va_start(args, fmt);
	vsnprintf(res.text, sizeof(res.text), fmt, args);
	va_end(args);
	return res;
}

const char *lvs_result_text(const struct lvs_result *res)
{
	if (res->text[0] || !res->code)
		return res->text;
	return strerror(res->code);
}
