/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Finds the Call-ID of a SIP message. Floor 4; pure.
 */
#ifndef LVS_PE_SIP_PARSE_H
#define LVS_PE_SIP_PARSE_H

#include <linux/types.h>

size_t lvs_sip_call_id(const char *text, size_t bytes, const char **value);

#endif
