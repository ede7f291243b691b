// SPDX-License-Identifier: GPL-2.0
/*
 * Reads an order.
 */
#include "order.h"

#include <linux/inet.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#define ORDER_MAX 512

static const char *const kinds[] = {
	[GEN_UDP] = "udp",
	[GEN_ACK] = "ack",
	[GEN_SYN] = "syn",
	[GEN_LIFE] = "life",
};

static int read_addr(union gen_addr *addr, const char *text)
{
	const char *end;

	if (in4_pton(text, -1, (u8 *)&addr->ip, -1, &end) ||
	    in6_pton(text, -1, addr->in6.s6_addr, -1, &end))
		return 0;
	return -EINVAL;
}

static u32 *number_of(struct gen_order *order, const char *key)
{
	const struct {
		const char *key;
		u32 *value;
	} numbers[] = {
		{ "count", &order->count },
		{ "flows", &order->flows },
		{ "first", &order->first },
		{ "spread", &order->spread },
		{ "family", &order->family },
		{ "bytes", &order->bytes },
		{ "segment", &order->segment },
		{ "burst", &order->burst },
		{ "every", &order->every_us },
		{ "cport", &order->client_port },
		{ "sport", &order->server_port },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		if (!strcmp(numbers[i].key, key))
			return numbers[i].value;
	}
	return NULL;
}

static int read_word(struct gen_order *order, const char *key,
		     const char *value)
{
	u32 *number = number_of(order, key);
	int kind;

	if (number)
		return kstrtou32(value, 10, number);
	if (!strcmp(key, "dev"))
		return strscpy(order->dev, value, GEN_DEV_MAX) < 0 ? -EINVAL : 0;
	if (!strcmp(key, "out"))
		return strscpy(order->out, value, GEN_DEV_MAX) < 0 ? -EINVAL : 0;
	if (!strcmp(key, "client"))
		return read_addr(&order->client, value);
	if (!strcmp(key, "server"))
		return read_addr(&order->server, value);
	if (!strcmp(key, "reply"))
		return kstrtobool(value, &order->reply);
	if (strcmp(key, "kind"))
		return -EINVAL;
	kind = match_string(kinds, ARRAY_SIZE(kinds), value);
	if (kind < 0)
		return kind;
	order->kind = kind;
	return 0;
}

static int read_words(struct gen_order *order, char *text)
{
	char *word, *value;
	int err;

	*order = (struct gen_order) {
		.count = 1,
		.flows = 1,
		.spread = 1,
		.family = 4,
		.bytes = 18,
		.burst = 64,
		.client_port = 1024,
		.server_port = 80,
	};
	while ((word = strsep(&text, " \n"))) {
		if (!*word)
			continue;
		value = word;
		strsep(&value, "=");
		err = value ? read_word(order, word, value) : -EINVAL;
		if (err)
			return err;
	}
	if (!order->flows || !order->spread || !order->burst ||
	    (order->family != 4 && order->family != 6))
		return -EINVAL;
	return 0;
}

/**
 * gen_order_copy() - read the order that somebody writes
 * @order: filled
 * @from: key=value words
 * @count: bytes
 *
 * Context: process, may sleep.
 * Return: 0, -EFAULT, or -EINVAL for a word that is not known or makes no
 * sense.
 */
int gen_order_copy(struct gen_order *order, const char __user *from,
		   size_t count)
{
	char text[ORDER_MAX];

	if (count >= sizeof(text))
		return -EINVAL;
	if (copy_from_user(text, from, count))
		return -EFAULT;
	text[count] = '\0';
	return read_words(order, text);
}
