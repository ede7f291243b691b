/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Persistence by call: SIP messages of one Call-ID go to one server. Floor 4.
 */
#ifndef LVS_PE_SIP_H
#define LVS_PE_SIP_H

struct lvs_engine_ops;

extern const struct lvs_engine_ops lvs_engine_sip;

#endif
