/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Attributes as they go into a request, some of them wrong in one way.
 */
#ifndef FUZZ_ATTR_H
#define FUZZ_ATTR_H

#include "message.h"
#include "shapes.h"

void attr_put(struct message *m, unsigned int type, const void *data, size_t len);
void attr_put_u8(struct message *m, unsigned int type, uint8_t value);
void attr_put_u16(struct message *m, unsigned int type, uint16_t value);
void attr_put_be16(struct message *m, unsigned int type, uint16_t value);
void attr_put_u32(struct message *m, unsigned int type, uint32_t value);
void attr_put_u64(struct message *m, unsigned int type, uint64_t value);
void attr_put_text(struct message *m, unsigned int type, const char *text);
void attr_put_any(struct message *m, const struct list_shape *list);
size_t attr_nest(struct message *m, unsigned int type);
void attr_nest_end(struct message *m, size_t at);

#endif
