// SPDX-License-Identifier: GPL-2.0
/*
 * A packet generator for benchmarks. Whoever writes an order to /proc/lvs_gen
 * waits until its packets have come by a device of the writer's namespace; what
 * is read from it then is one line: what was sent, what left, and how long that
 * took; of packets that are sent one by one, what each took too.
 */
#include "clock.h"
#include "order.h"
#include "packet.h"
#include "pulse.h"
#include "samples.h"
#include "send.h"

#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/sort.h>

/*
 * A machine that others share computes at times half as fast, and never faster
 * than alone. So time is taken in slices, of which the fastest tenth counts.
 */
#define SLICE 4096
#define SLICES_MAX 1024

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
static struct gen_samples times;
static u64 slices[SLICES_MAX];

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

static int send_burst(const struct gen_order *order, const struct gen_way *way,
		      u32 *i, struct result *result)
{
	u32 end = min(*i + order->burst, order->count);
	u64 before = gen_clock_ns(), took;
	int err = 0;

	local_bh_disable();
	while (*i < end && !err)
		err = gen_send(order, way, (*i)++);
	took = gen_clock_ns() - before;
	local_bh_enable();
	gen_samples_add(&times, took);
	result->worst_ns = max(result->worst_ns, took);
	return err;
}

static int run(const struct gen_order *order, const struct gen_way *way,
	       struct result *result)
{
	u64 left = gen_way_left(way), wall = ktime_get_ns();
	u64 cpu = gen_clock_ns(), begun = cpu, now;
	unsigned int count = 0;
	u32 i = 0;
	int err = 0;

	*result = (struct result){};
	while (i < order->count && !err) {
		err = send_burst(order, way, &i, result);
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
	result->left = gen_way_left(way) - left;
	result->slice_ns = fast_slice(count);
	gen_samples_sort(&times);
	return err;
}

static int obey(const struct gen_order *order)
{
	struct gen_way way;
	int err;

	err = gen_way_open(&way, order);
	if (err)
		return err;
	gen_samples_exit(&times);
	/* of single packets alone */
	err = gen_samples_init(&times, order->burst == 1 ? order->count : 0);
	if (!err)
		err = run(order, &way, &last);
	gen_way_close(&way);
	return err;
}

static ssize_t write_order(struct file *file, const char __user *from,
			   size_t count, loff_t *pos)
{
	struct gen_order order;
	int err;

	err = gen_order_copy(&order, from, count);
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
	seq_printf(seq, " slice %u slice_ns %llu", SLICE, last.slice_ns);
	if (times.count)
		gen_samples_show(seq, "each", &times);
	seq_putc(seq, '\n');
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
	err = -ENOMEM;
	if (!proc_create("lvs_gen", 0600, NULL, &gen_proc_ops))
		goto exit_packet;
	err = gen_pulse_init();
	if (!err)
		return 0;
	remove_proc_entry("lvs_gen", NULL);
exit_packet:
	gen_packet_exit();
	return err;
}

static void __exit gen_exit(void)
{
	gen_pulse_exit();
	remove_proc_entry("lvs_gen", NULL);
	gen_samples_exit(&times);
	gen_packet_exit();
}

module_init(gen_init);
module_exit(gen_exit);
MODULE_DESCRIPTION("Packet generator for benchmarks");
MODULE_LICENSE("GPL");
