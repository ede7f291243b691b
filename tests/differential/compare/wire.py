# SPDX-License-Identifier: GPL-2.0
"""The director's two devices, whose far ends are in this process.

What is written to a tap device has passed the whole stack when write() returns. A marker that
is forwarded in each direction behind it proves that all which had to come out has come out.
"""
import ctypes
import fcntl
import os
import select
import struct
import subprocess
import time

import plan

TUNSETIFF = 0x400454ca
IFF_TAP = 0x0002
IFF_NO_PI = 0x1000
CLONE_NEWNET = 0x40000000
FRAME_MAX = 70000
DEADLINE_S = 30
# IPv6 reports its groups and looks for its neighbours when it likes
IP6_MULTICAST = b"\x33\x33"

libc = ctypes.CDLL(None, use_errno=True)


def checked(status):
    """Raise what a call of libc reports."""
    if status < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


class Namespace:
    """A network namespace that this process is in while the object is entered."""

    def __enter__(self):
        self.before = os.open("/proc/self/ns/net", os.O_RDONLY)
        checked(libc.unshare(CLONE_NEWNET))
        return self

    def __exit__(self, *error):
        checked(libc.setns(self.before, CLONE_NEWNET))
        os.close(self.before)


class Tap:
    """One device of the director, and what comes out of it."""

    def __init__(self, name, mac, mark):
        self.name = name
        self.mac = mac
        self.mark = mark    # what has to be written here to come out at the other device
        self.fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(self.fd, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TAP | IFF_NO_PI))

    def write(self, frame):
        """Let the director receive a frame."""
        os.write(self.fd, frame)

    def read_to_mark(self):
        """All frames that the director has sent here before the marker."""
        frames = []
        deadline = time.monotonic() + DEADLINE_S
        while True:
            try:
                frame = os.read(self.fd, FRAME_MAX)
            except BlockingIOError:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"the marker does not come out of {self.name}") from None
                select.select([self.fd], [], [], left)
                continue
            if frame.endswith(plan.MARK):
                return frames
            if not frame.startswith(IP6_MULTICAST):
                frames.append(frame)

    def close(self):
        """The device goes."""
        os.close(self.fd)


class Wire:
    """Both devices, ready for packets."""

    def __init__(self, families, marks):
        self.taps = {plan.WAN: Tap(plan.WAN, plan.WAN_MAC, marks[plan.WAN]),
                     plan.LAN: Tap(plan.LAN, plan.LAN_MAC, marks[plan.LAN])}
        self.set_sysctls()
        lines = ["link set lo up"]
        for tap in self.taps.values():
            lines.append(f"link set {tap.name} address {tap.mac} up")
        for family in families:
            lines += plan.ip_commands(family)
        subprocess.run(["ip", "-batch", "-"], input="\n".join(lines), text=True, check=True)

    @staticmethod
    def set_sysctls():
        """As plan.py wants them; those that are not there yet are left out."""
        for name, value in plan.SYSCTLS.items():
            try:
                with open("/proc/sys/" + name, "w", encoding="ascii") as file:
                    file.write(value + "\n")
            except FileNotFoundError:
                pass

    def exchange(self, device, frame):
        """Inject a frame at a device; all (device, frame) that come out because of it."""
        if frame:
            self.taps[device].write(frame)
        for tap in self.taps.values():
            tap.write(tap.mark)
        return [(name, got) for name, tap in self.taps.items() for got in tap.read_to_mark()]

    def close(self):
        """Both devices go."""
        for tap in self.taps.values():
            tap.close()
