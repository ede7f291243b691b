/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Lets go of routes over devices that go away. Floor 8.
 */
#ifndef LVS_CTL_DEVICES_H
#define LVS_CTL_DEVICES_H

int lvs_devices_init(void);
void lvs_devices_exit(void);

#endif
