// SPDX-License-Identifier: GPL-2.0
/*
 * A packet generator for benchmarks. Whoever writes an order to /proc/lvs_gen
 * waits until its packets have come by a device of the writer's namespace; what
 * is read from it then is one line: what was sent, what left, and how long that
 * took.
 */
#include "clock.h"
#include "order.h"
#include "packet.h"

#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/nsproxy.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/sort.h>
#include <linux/uaccess.h>

#define ORDER_MAX 512
#define BURST 64

/*
 * A machine that others share computes at times half as fast, and never faster
 * than alone. So time is taken in slices, of which the fastest tenth counts.
 */
#define SLICE (64 * BURST)
#define SLICES_MAX 1024

#define FIN 0x01
#define SYN 0x02
#define RST 0x04
#define ACK 0x10

/* of a connection, client to server, as direct routing sees it */
static const u8 life[] = { SYN, ACK, ACK, FIN | ACK, ACK };

struct result {
	u64 sent;
	u64 left;
	u64 cpu_ns;
	u64 wall_ns;
	u64 worst_ns;
	u64 slice_ns;
};

static DEFINE_MUTEX(busy);
static struct result last;
static u64 slices[SLICES_MAX];

/* a number that shares no factor with counts that people write */
#define STRIDE 2654435761u

static u32 flow_of(const struct gen_order *order, u32 i)
{
	return order->first + (u32)((u64)i * STRIDE % order->flows);
}

static int inject(const struct gen_order *order, struct net_device *dev,
		  u32 flow, u8 flags)
{
	struct sk_buff *skb = gen_packet(order, dev, flow, flags);

	if (!skb)
		return -ENOMEM;
	netif_receive_skb(skb);
	return 0;
}

static int inject_next(const struct gen_order *order, struct net_device *dev,
		       u32 i)
{
	u32 flow = flow_of(order, i);
	unsigned int step;
	int err = 0;

	switch (order->kind) {
	case GEN_UDP:
		return inject(order, dev, flow, 0);
	case GEN_ACK:
		return inject(order, dev, flow, ACK);
	case GEN_SYN:
		return inject(order, dev, flow, SYN);
	case GEN_LIFE:
		for (step = 0; step < ARRAY_SIZE(life) && !err; step++)
			err = inject(order, dev, flow, life[step]);
		return err;
	}
	return -EINVAL;
}

static u64 packets_left(struct net_device *out)
{
	struct rtnl_link_stats64 stats = {};

	if (out)
		dev_get_stats(out, &stats);
	return stats.tx_packets;
}

static int compare_times(const void *a, const void *b)
{
	u64 first = *(const u64 *)a, second = *(const u64 *)b;

	return first < second ? -1 : first > second;
}

/* what a slice takes of which a tenth are faster, 0 if there was none */
static u64 fast_slice(unsigned int count)
{
	if (!count)
		return 0;
	sort(slices, count, sizeof(slices[0]), compare_times, NULL);
	return slices[count / 10];
}

static int send_burst(const struct gen_order *order, struct net_device *dev,
		      u32 *i, struct result *result)
{
	u32 end = min(*i + BURST, order->count);
	u64 before = gen_clock_ns();
	int err = 0;

	local_bh_disable();
	while (*i < end && !err)
		err = inject_next(order, dev, (*i)++);
	local_bh_enable();
	result->worst_ns = max(result->worst_ns, gen_clock_ns() - before);
	return err;
}

static int run(const struct gen_order *order, struct net_device *dev,
	       struct net_device *out, struct result *result)
{
	u64 left = packets_left(out), wall = ktime_get_ns();
	u64 cpu = gen_clock_ns(), begun = cpu, now;
	unsigned int count = 0;
	u32 i = 0;
	int err = 0;

	*result = (struct result){};
	while (i < order->count && !err) {
		err = send_burst(order, dev, &i, result);
		cond_resched();
		if (i % SLICE || count == SLICES_MAX)
			continue;
		now = gen_clock_ns();
		slices[count++] = now - begun;
		begun = now;
	}
	result->sent = i;
	result->cpu_ns = gen_clock_ns() - cpu;
	result->wall_ns = ktime_get_ns() - wall;
	result->left = packets_left(out) - left;
	result->slice_ns = fast_slice(count);
	return err;
}

static int obey(const struct gen_order *order)
{
	struct net *net = current->nsproxy->net_ns;
	struct net_device *dev, *out = NULL;
	int err = -ENODEV;

	dev = dev_get_by_name(net, order->dev);
	if (!dev)
		return -ENODEV;
	if (order->out[0]) {
		out = dev_get_by_name(net, order->out);
		if (!out)
			goto put_dev;
	}
	err = run(order, dev, out, &last);
	dev_put(out);
put_dev:
	dev_put(dev);
	return err;
}

static ssize_t write_order(struct file *file, const char __user *from,
			   size_t count, loff_t *pos)
{
	char text[ORDER_MAX];
	struct gen_order order;
	int err;

	if (count >= sizeof(text))
		return -EINVAL;
	if (copy_from_user(text, from, count))
		return -EFAULT;
	text[count] = '\0';
	err = gen_order_read(&order, text);
	if (err)
		return err;
	mutex_lock(&busy);
	err = obey(&order);
	mutex_unlock(&busy);
	return err ?: count;
}

static int show_result(struct seq_file *seq, void *v)
{
	seq_printf(seq, "sent %llu left %llu cpu_ns %llu wall_ns %llu worst_ns %llu",
		   last.sent, last.left, last.cpu_ns, last.wall_ns,
		   last.worst_ns);
	seq_printf(seq, " slice %u slice_ns %llu\n", SLICE, last.slice_ns);
	return 0;
}

static int open_result(struct inode *inode, struct file *file)
{
	return single_open(file, show_result, NULL);
}

static const struct proc_ops gen_proc_ops = {
	.proc_open = open_result,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_write = write_order,
	.proc_release = single_release,
};

static int __init gen_init(void)
{
	int err = gen_packet_init();

	if (err)
		return err;
	if (proc_create("lvs_gen", 0600, NULL, &gen_proc_ops))
		return 0;
	gen_packet_exit();
	return -ENOMEM;
}

static void __exit gen_exit(void)
{
	remove_proc_entry("lvs_gen", NULL);
	gen_packet_exit();
}

module_init(gen_init);
module_exit(gen_exit);
MODULE_DESCRIPTION("Packet generator for benchmarks");
MODULE_LICENSE("GPL");
