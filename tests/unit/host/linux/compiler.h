/* SPDX-License-Identifier: GPL-2.0 */
/* Comes with every file: host/prelude.h. */
#ifndef HOST_LINUX_COMPILER_H
#define HOST_LINUX_COMPILER_H

#include "prelude.h"

#endif
