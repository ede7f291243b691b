// SPDX-License-Identifier: GPL-2.0
/*
 * Packets that interrupts bring, while the machine does something else. Whoever
 * writes an order to /proc/lvs_pulse starts them; opening it for reading ends
 * them, and one line tells how long each packet took from its interrupt on.
 *
 * As with a network card, the interrupt only notes that there is a packet, and
 * a softirq takes it in: so a packet waits for softirqs that are busy with
 * something else, and for whoever has them switched off. Each interrupt has its
 * packet, also when several of them have to wait. Time is what this machine
 * has spent computing, so that its host delays no packet.
 *
 * An order of no packets tells the time that the machine has spent meanwhile.
 */
#include "pulse.h"

#include "clock.h"
#include "order.h"
#include "samples.h"
#include "send.h"

#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/vmalloc.h>

/**
 * struct pulse - packets under way
 * @order: what is wanted
 * @way: its devices
 * @is_running: there is something to end
 * @timer: interrupts
 * @softirq: takes packets in
 * @stamps_ns: when the interrupt of each packet was
 * @rung: packets that interrupts have brought; they alone write it
 * @sent: those that were taken in; @softirq alone writes it
 * @missed: interrupts that came too late to be one
 * @left: packets that left
 * @cpu_ns: time spent computing
 * @wall_ns: time
 * @gap_ns: longest time spent from one interrupt to the next
 * @delays: of packets, from the interrupt to the end
 * @costs: of packets, from when they are taken in
 */
struct pulse {
	struct gen_order order;
	struct gen_way way;
	bool is_running;
	struct hrtimer timer;
	struct tasklet_struct softirq;
	u64 *stamps_ns;
	u32 rung;
	u32 sent;
	u64 missed;
	u64 left;
	u64 cpu_ns;
	u64 wall_ns;
	u64 gap_ns;
	struct gen_samples delays;
	struct gen_samples costs;
};

static DEFINE_MUTEX(busy);
static struct pulse pulse;

static ktime_t period(const struct gen_order *order)
{
	return ns_to_ktime((u64)order->every_us * NSEC_PER_USEC);
}

static enum hrtimer_restart ring(struct hrtimer *timer)
{
	u64 now = gen_clock_ns();
	u32 i = pulse.rung;

	if (i == pulse.order.count)
		return HRTIMER_NORESTART;
	if (i)
		pulse.gap_ns = max(pulse.gap_ns, now - pulse.stamps_ns[i - 1]);
	pulse.stamps_ns[i] = now;
	WRITE_ONCE(pulse.rung, i + 1);
	tasklet_schedule(&pulse.softirq);
	pulse.missed += hrtimer_forward_now(timer, period(&pulse.order)) - 1;
	return HRTIMER_RESTART;
}

static void take_in(u32 i)
{
	struct sk_buff *skb = gen_make(&pulse.order, &pulse.way, i);
	u64 begun = gen_clock_ns(), done;

	if (skb)
		netif_receive_skb(skb);
	done = gen_clock_ns();
	gen_samples_add(&pulse.costs, done - begun);
	gen_samples_add(&pulse.delays, done - pulse.stamps_ns[i]);
}

static void take_all_in(struct tasklet_struct *softirq)
{
	while (pulse.sent < READ_ONCE(pulse.rung))
		take_in(pulse.sent++);
}

static void free_pulse(void)
{
	gen_samples_exit(&pulse.costs);
	gen_samples_exit(&pulse.delays);
	vfree(pulse.stamps_ns);
	pulse.stamps_ns = NULL;
}

static int alloc_pulse(u32 count)
{
	/* an order of no packets has these too */
	pulse.stamps_ns = vzalloc(array_size(count + 1,
					     sizeof(pulse.stamps_ns[0])));
	if (pulse.stamps_ns && !gen_samples_init(&pulse.delays, count) &&
	    !gen_samples_init(&pulse.costs, count))
		return 0;
	free_pulse();
	return -ENOMEM;
}

static void set_up_timer(void)
{
#ifdef GEN_HAVE_HRTIMER_SETUP
	hrtimer_setup(&pulse.timer, ring, CLOCK_MONOTONIC,
		      HRTIMER_MODE_REL_HARD);
#else
	hrtimer_init(&pulse.timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
	pulse.timer.function = ring;
#endif
}

static void stop(void)
{
	if (!pulse.is_running)
		return;
	hrtimer_cancel(&pulse.timer);
	tasklet_kill(&pulse.softirq);
	pulse.cpu_ns = gen_clock_ns() - pulse.cpu_ns;
	pulse.wall_ns = ktime_get_ns() - pulse.wall_ns;
	pulse.left = gen_way_left(&pulse.way) - pulse.left;
	gen_way_close(&pulse.way);
	gen_samples_sort(&pulse.delays);
	gen_samples_sort(&pulse.costs);
	pulse.is_running = false;
}

static int start(const struct gen_order *order)
{
	int err;

	stop();
	free_pulse();
	pulse = (struct pulse){ .order = *order };
	err = alloc_pulse(order->count);
	if (err)
		return err;
	err = gen_way_open(&pulse.way, order);
	if (err)
		return err;
	set_up_timer();
	tasklet_setup(&pulse.softirq, take_all_in);
	pulse.is_running = true;
	pulse.left = gen_way_left(&pulse.way);
	pulse.wall_ns = ktime_get_ns();
	pulse.cpu_ns = gen_clock_ns();
	if (order->count)
		hrtimer_start(&pulse.timer, period(order),
			      HRTIMER_MODE_REL_HARD);
	return 0;
}

static ssize_t write_order(struct file *file, const char __user *from,
			   size_t count, loff_t *pos)
{
	struct gen_order order;
	int err;

	err = gen_order_copy(&order, from, count);
	if (err)
		return err;
	if (order.count && !order.every_us)
		return -EINVAL;
	mutex_lock(&busy);
	err = start(&order);
	mutex_unlock(&busy);
	return err ?: count;
}

static int show_result(struct seq_file *seq, void *v)
{
	mutex_lock(&busy);
	seq_printf(seq, "sent %u left %llu missed %llu cpu_ns %llu wall_ns %llu gap_ns %llu",
		   pulse.sent, pulse.left, pulse.missed, pulse.cpu_ns,
		   pulse.wall_ns, pulse.gap_ns);
	gen_samples_show(seq, "delay", &pulse.delays);
	gen_samples_show(seq, "cost", &pulse.costs);
	seq_putc(seq, '\n');
	mutex_unlock(&busy);
	return 0;
}

static int open_result(struct inode *inode, struct file *file)
{
	if (file->f_mode & FMODE_READ) {
		mutex_lock(&busy);
		stop();
		mutex_unlock(&busy);
	}
	return single_open(file, show_result, NULL);
}

static const struct proc_ops pulse_proc_ops = {
	.proc_open = open_result,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_write = write_order,
	.proc_release = single_release,
};

int gen_pulse_init(void)
{
	return proc_create("lvs_pulse", 0600, NULL, &pulse_proc_ops) ? 0 :
								      -ENOMEM;
}

void gen_pulse_exit(void)
{
	remove_proc_entry("lvs_pulse", NULL);
	stop();
	free_pulse();
}
