/* SPDX-License-Identifier: GPL-2.0 */
/*
 * FTP through masquerading: data connections find their way. Floor 4.
 */
#ifndef LVS_APP_FTP_H
#define LVS_APP_FTP_H

struct lvs_app_ops;

extern const struct lvs_app_ops lvs_app_ftp;

#endif
