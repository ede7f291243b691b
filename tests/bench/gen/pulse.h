/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Packets that interrupts bring, while the machine does something else.
 */
#ifndef LVS_GEN_PULSE_H
#define LVS_GEN_PULSE_H

int gen_pulse_init(void);
void gen_pulse_exit(void);

#endif
