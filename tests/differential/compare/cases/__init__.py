# SPDX-License-Identifier: GPL-2.0
"""All scenarios, by what they are about."""
from . import (forward, fragments, icmp, odd, persistence, sctp, servers,  # noqa: F401
               services, states, tunnels, vpn)
