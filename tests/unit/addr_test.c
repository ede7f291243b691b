// SPDX-License-Identifier: GPL-2.0
/*
 * Addresses of both families as values.
 *
 * units: base/addr.c
 */
#include "base/addr.h"
#include "unit.h"

#include <arpa/inet.h>
#include <string.h>

static struct lvs_addr addr(const char *text)
{
	u16 family = strchr(text, ':') ? AF_INET6 : AF_INET;
	__be32 words[LVS_ADDR6_WORDS] = {};

	inet_pton(family, text, words);
	return lvs_addr_from_words(family, words);
}

struct pair_case {
	const char *what;
	const char *first;
	const char *second;
	int order;	/* of first to second */
};

static const struct pair_case pairs[] = {
	{ "an IPv4 address equals itself", "10.0.0.1", "10.0.0.1", 0 },
	{ "an IPv6 address equals itself", "2001:db8::1", "2001:db8::1", 0 },
	{ "IPv4 goes by network order", "10.0.0.2", "10.0.1.0", -1 },
	{ "the first byte counts most", "9.255.255.255", "10.0.0.0", -1 },
	{ "high addresses are not negative", "200.0.0.1", "10.0.0.1", 1 },
	{ "IPv6 goes by network order", "2001:db8::ff", "2001:db8::1:0", -1 },
	{ "the last byte counts too", "2001:db8::2", "2001:db8::1", 1 },
	{ "IPv4 comes before IPv6", "255.255.255.255", "::", -1 },
	{ "a mapped address is not the IPv4 one", "::ffff:10.0.0.1",
	  "10.0.0.1", 1 },
	{ "any is not any of the other family", "0.0.0.0", "::", -1 },
};

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

static void check_pair(const struct pair_case *this)
{
	struct lvs_addr first = addr(this->first), second = addr(this->second);

	EXPECT_EQ(sign(lvs_addr_compare(&first, &second)), this->order);
	EXPECT_EQ(sign(lvs_addr_compare(&second, &first)), -this->order);
	EXPECT_EQ(lvs_addr_equal(&first, &second), !this->order);
	EXPECT_EQ(lvs_addr_equal(&second, &first), !this->order);
}

struct any_case {
	const char *what;
	const char *text;
	bool any;
};

static const struct any_case anys[] = {
	{ "0.0.0.0 is any", "0.0.0.0", true },
	{ ":: is any", "::", true },
	{ "0.0.0.1 is not any", "0.0.0.1", false },
	{ "::1 is not any", "::1", false },
	{ "8000:: is not any", "8000::", false },
};

static void check_any(const struct any_case *this)
{
	struct lvs_addr value = addr(this->text);

	EXPECT_EQ(lvs_addr_is_any(&value), this->any);
}

/* what is compared as memory must not depend on what stood there before */
static void check_memory(void)
{
	__be32 words[LVS_ADDR6_WORDS] = { htonl(1), htonl(2), htonl(3),
					  htonl(4) };
	struct lvs_addr plain = lvs_addr4(htonl(1)), made;
	struct in6_addr in6;

	memset(&made, 0xff, sizeof(made));
	made = lvs_addr_from_words(AF_INET, words);
	EXPECT(!memcmp(&made, &plain, sizeof(made)));
	memcpy(&in6, words, sizeof(in6));
	made = lvs_addr_from_words(AF_INET6, words);
	plain = lvs_addr6(&in6);
	EXPECT(!memcmp(&made, &plain, sizeof(made)));
	EXPECT_EQ(lvs_family_bytes(AF_INET), 4);
	EXPECT_EQ(lvs_family_bytes(AF_INET6), 16);
}

int main(void)
{
	UNIT_TABLE(pairs, check_pair);
	UNIT_TABLE(anys, check_any);
	UNIT_TEST("equal addresses are equal as memory", check_memory);
	return unit_finish();
}
