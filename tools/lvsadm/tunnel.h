/* SPDX-License-Identifier: GPL-2.0 */
/* Names of tunnel types and of their checksum modes. Pure. */
#ifndef LVSADM_TUNNEL_H
#define LVSADM_TUNNEL_H

#include "liblvs.h"

bool tunnel_type_parse(const char *word, uint8_t *type);

/* «?» for a type that this tool does not know */
const char *tunnel_type_name(uint8_t type);

/* as an option («tun-csum»), as --tun-info shows it («+c»), as JSON («full») */
const char *tunnel_csum_option(uint16_t flags);
const char *tunnel_csum_short(uint16_t flags);
const char *tunnel_csum_word(uint16_t flags);

#endif /* LVSADM_TUNNEL_H */
