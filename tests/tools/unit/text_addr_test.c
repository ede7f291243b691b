// SPDX-License-Identifier: GPL-2.0
/* Addresses, host:port words and netmasks. */
#include "tap.h"
#include "text_addr.h"

#include <arpa/inet.h>

static const struct {
	const char *word;
	bool ok;
	const char *host;
	const char *port;
} split_cases[] = {
	{ "192.0.2.1", true, "192.0.2.1", NULL },
	{ "192.0.2.1:80", true, "192.0.2.1", "80" },
	{ "192.0.2.1:http", true, "192.0.2.1", "http" },
	{ "name:80", true, "name", "80" },
	{ "[2001:db8::1]:80", true, "2001:db8::1", "80" },
	{ "[2001:db8::1]", true, "2001:db8::1", NULL },
	{ "2001:db8::1", true, "2001:db8::1", NULL },
	{ "::80", true, "::80", NULL },
	{ "[192.0.2.1]:80", true, "192.0.2.1", "80" },
	{ "", false, "", NULL },
	{ "80", false, "", NULL },
	{ ":80", false, "", NULL },
	{ "192.0.2.1:", false, "192.0.2.1", NULL },
	{ "[2001:db8::1]80", false, "2001:db8::1", NULL },
	{ "[2001:db8::1", false, "", NULL },
	{ "[]:80", false, "", NULL },
	{ "[2001:db8::1]:", false, "2001:db8::1", NULL },
};

static const struct {
	const char *word;
	const char *text;
} addr_cases[] = {
	{ "192.0.2.1", "192.0.2.1" },
	{ "10.1", "10.0.0.1" },
	{ "2001:DB8:0:0::1", "2001:db8::1" },
	{ "::ffff:192.0.2.1", "::ffff:192.0.2.1" },
	{ "192.0.2.256", NULL },
	{ "name", NULL },
	{ "2001:db8", NULL },
	{ "", NULL },
};

static const struct {
	const char *word;
	uint16_t family;
	bool ok;
	uint32_t mask;		/* IPv4: host order */
} mask_cases[] = {
	{ "255.255.255.0", AF_INET, true, 0xffffff00 },
	{ "255.0.255.0", AF_INET, true, 0xff00ff00 },
	{ "24", AF_INET, true, 0xffffff00 },
	{ "32", AF_INET, true, 0xffffffff },
	{ "0", AF_INET, true, 0 },
	{ "33", AF_INET, false, 0 },
	{ "255.255", AF_INET, false, 0 },
	{ "foo", AF_INET, false, 0 },
	{ "64", AF_INET6, true, 64 },
	{ "128", AF_INET6, true, 128 },
	{ "0", AF_INET6, false, 0 },
	{ "129", AF_INET6, false, 0 },
	{ "255.255.255.0", AF_INET6, false, 0 },
};

static void check_split(void)
{
	struct text_endpoint ep;
	size_t i;
	bool ok;

	for (i = 0; i < ARRAY_SIZE(split_cases); i++) {
		const char *port = split_cases[i].port;

		ok = text_split_endpoint(split_cases[i].word, &ep);
		ok = ok == split_cases[i].ok &&
		     (!ok || (!strcmp(ep.host, split_cases[i].host) &&
			      !ep.port == !port &&
			      (!port || !strcmp(ep.port, port))));
		if (!tap_ok(ok, split_cases[i].word))
			printf("# host '%s' port '%s'\n", ep.host,
			       ep.port ? ep.port : "(none)");
	}
}

static void check_long_host(void)
{
	char word[TEXT_HOST_BYTES + 1];
	struct text_endpoint ep;

	memset(word, 'a', sizeof(word));
	word[TEXT_HOST_BYTES] = '\0';
	tap_ok(!text_split_endpoint(word, &ep), "a host name that is too long");
	word[TEXT_HOST_BYTES - 1] = '\0';
	tap_ok(text_split_endpoint(word, &ep), "the longest host name");
}

static void check_addr(void)
{
	char buf[INET6_ADDRSTRLEN];
	struct lvs_addr addr;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(addr_cases); i++) {
		bool ok = text_to_addr(addr_cases[i].word, &addr);

		tap_str(ok ? text_addr(buf, &addr) : "refused",
			addr_cases[i].text ? addr_cases[i].text : "refused",
			addr_cases[i].word);
	}
}

static void check_mask(void)
{
	uint32_t mask;
	size_t i;
	bool ok;

	for (i = 0; i < ARRAY_SIZE(mask_cases); i++) {
		mask = 0;
		ok = text_to_netmask(mask_cases[i].word, mask_cases[i].family,
				     &mask);
		if (mask_cases[i].family == AF_INET)
			mask = ntohl(mask);
		tap_ok(ok == mask_cases[i].ok && mask == mask_cases[i].mask,
		       mask_cases[i].word);
	}
}

static void check_join(void)
{
	char buf[16];

	text_join_endpoint(buf, sizeof(buf), AF_INET, "10.0.0.1", "80");
	tap_str(buf, "10.0.0.1:80", "IPv4 and port");
	text_join_endpoint(buf, sizeof(buf), AF_INET6, "::1", "80");
	tap_str(buf, "[::1]:80", "IPv6 and port");
	text_join_endpoint(buf, sizeof(buf), AF_INET, "long.example", "https");
	tap_str(buf, "long.example:ht", "cut to the buffer");
}

int main(void)
{
	check_split();
	check_long_host();
	check_addr();
	check_mask();
	check_join();
	return tap_done();
}
