# SPDX-License-Identifier: GPL-2.0
"""One of the two modules at work: loaded, configured, and asked about its state."""
import ipaddress
import os
import re
import subprocess
import time

# What a fresh entry may have left, seconds. An entry is looked at within GRACE_S of the packet
# that set its time; anything else is shown as it is. SCTP's 61 seconds pass for a minute, and
# up to four for four.
TIMEOUTS = (4, 10, 30, 61, 120, 300, 360, 600, 900)
GRACE_S = 8
# In-tree ip_vs ends an entry that made way a moment later; it may or may not be seen.
ENDED = ("CLOSE", "TIME_WAIT")
SETTLE_S = 30
# longer than in-tree ip_vs takes to add up what was counted
REST_S = 2.7


def run(command, **how):
    """A program that has to succeed; its output."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **how)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr or done.stdout}")
    return done.stdout


def round_up(left):
    """The time-out that an entry was given a moment ago."""
    for timeout in TIMEOUTS:
        if timeout - GRACE_S <= left <= timeout:
            return "60" if timeout == 61 else str(timeout)
    return str(left)


def address(text):
    """An address of /proc/net/ip_vs_conn as usual text."""
    if ":" in text:
        return str(ipaddress.IPv6Address(text))
    return str(ipaddress.IPv4Address(int(text, 16)))


def end(text, port):
    """Address and port as usual text."""
    return f"{address(text)} {int(port, 16)}"


class Director:
    """A module in the kernel, in the namespace of this process."""

    def __init__(self, impl):
        self.impl = impl
        self.tool = "lvsadm" if impl == "lvs" else "ipvsadm"
        self.editor = None

    def load(self):
        """Put the module into the kernel."""
        if self.impl == "lvs":
            run(["insmod", os.environ["LVS_MODULE"]])
        else:
            run(["modprobe", "ip_vs"])

    def configure(self, lines):
        """Many commands at once, by this module's own tool; what is refused, as comments. The one
        default that would show everywhere is made equal."""
        run([self.tool, "--set", "900", "120", "300"])
        done = subprocess.run([self.tool, "-R"], input="\n".join(lines) + "\n", text=True,
                              capture_output=True, check=False)
        return [f"# {self.tool}: {line}" for line in done.stderr.splitlines()]

    def edit(self, line):
        """One command in between: the other tool serves both, and stays for the next command.
        It has been carried out when the answer to a second one comes."""
        if not self.editor:
            # pylint: disable=consider-using-with
            self.editor = subprocess.Popen(["stdbuf", "-oL", "ipvsadm", "-R"], text=True, bufsize=1,
                                           stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.editor.stdin.write(f"{line}\n-L --timeout\n")
        if not self.editor.stdout.readline().startswith("Timeout"):
            raise RuntimeError(f"refused: {line}")

    @staticmethod
    def knob(name, value):
        """Set a sysctl of the module; what it was before, None if there is no such."""
        path = f"/proc/sys/net/ipv4/vs/{name}"
        if not os.path.exists(path):
            return None
        with open(path, encoding="ascii") as file:
            before = file.read().strip()
        with open(path, "w", encoding="ascii") as file:
            file.write(f"{value}\n")
        return before

    @classmethod
    def conns(cls, clients):
        """Entries of some clients, as two readings in a row show them: where another entry ends
        between two parts of one reading of in-tree ip_vs, one is left out."""
        last, found = None, cls.read_conns(clients)
        while found != last:
            last, found = found, cls.read_conns(clients)
        return found

    @staticmethod
    def read_conns(clients):
        """Entries of some clients: text of both ends and the server, state, time-out."""
        found = []
        with open("/proc/net/ip_vs_conn", encoding="ascii") as file:
            lines = clients.findall(file.read())
        for line in lines:
            field = line.split()
            if field[7] in ENDED and int(field[8]) <= 2:
                continue
            found.append(f"{field[0]} {end(*field[1:3])} > {end(*field[3:5])} > "
                         f"{end(*field[5:7])} {field[7]} {round_up(int(field[8]))}"
                         f"{''.join(' ' + word for word in field[9:])}")
        return sorted(found)

    @staticmethod
    def counts(wanted):
        """What /proc/net/ip_vs says of services whose heading begins with one of some texts. The
        order of services is that of a hash."""
        found, ours = [], False
        with open("/proc/net/ip_vs", encoding="ascii") as file:
            for line in file:
                words = line.split()
                if words[:1] != ["->"]:
                    ours = tuple(words[:2]) in wanted
                    if ours:
                        found.append([])
                if ours:
                    found[-1].append(" ".join(words))
        return [line for block in sorted(found) for line in block]

    def blocks(self, *options, columns=None):
        """A listing of all services, cut into a dict of service -> lines; of servers only so many
        columns, if the others change with time."""
        found, lines = {}, []
        for line in run([self.tool, *options]).splitlines()[1:]:
            words = line.split()
            if re.fullmatch("TCP|UDP|SCTP|FWM", words[0]):
                lines = found.setdefault(tuple(words[:2]), [])
            lines.append(" ".join(words[:columns] if words[0] == "->" else words))
        return found

    def settle(self):
        """Wait until what listings count is all that was counted: in-tree ip_vs adds it up
        every two seconds."""
        if self.impl != "ip_vs":
            return
        last, changed = None, 0
        deadline = time.monotonic() + SETTLE_S
        while time.monotonic() < deadline:
            now = run([self.tool, "-L", "-n", "--stats", "--exact"])
            if now != last:
                last, changed = now, time.monotonic()
            elif time.monotonic() - changed > REST_S:
                return
        raise TimeoutError("the counters do not come to rest")

    def clear(self):
        """Take all services away, so that the module can go."""
        if self.editor:
            self.editor.stdin.close()
            self.editor.wait()
            self.editor = None
        run([self.tool, "-C"])

    def unload(self):
        """Take the module out, with its schedulers."""
        if self.impl == "ip_vs":
            for name in sorted(os.listdir("/sys/module")):
                if name.startswith("ip_vs_"):
                    run(["rmmod", name])
        run(["rmmod", self.impl])
