// SPDX-License-Identifier: GPL-2.0
/*
 * What led to something new and is worth being sent again, not quite alike.
 */
#include "kept.h"

#include <string.h>

/* what weighs that much comes again whenever it is drawn */
#define WEIGHT_MAX	90
/* how often at most another one is looked for */
#define TRIES		16

/* of the rarest command that is known */
static unsigned int weight_of(const struct message *m)
{
	const struct nlmsghdr *nlh = (const void *)m->data;
	const struct genlmsghdr *genl;
	const struct command *command;
	unsigned int least = WEIGHT_MAX;
	int len = m->len;

	for (; NLMSG_OK(nlh, len); nlh = NLMSG_NEXT(nlh, len)) {
		if (nlh->nlmsg_len < NLMSG_HDRLEN + GENL_HDRLEN)
			continue;
		genl = NLMSG_DATA(nlh);
		command = command_find(genl->cmd);
		if (command && command->weight < least)
			least = command->weight;
	}
	return least;
}

/**
 * kept_add() - keep what was sent
 * @kept: the pool; if it is full, any other makes room
 * @dice: chance
 * @m: what was sent
 *
 * Return: false if it is too long, or nothing
 */
bool kept_add(struct kept *kept, struct dice *dice, const struct message *m)
{
	struct piece *piece;

	if (!m->len || m->len > KEPT_BYTES)
		return false;
	if (kept->count < KEPT_MAX)
		piece = &kept->pieces[kept->count++];
	else
		piece = &kept->pieces[dice_below(dice, KEPT_MAX)];
	piece->len = m->len;
	piece->weight = weight_of(m);
	memcpy(piece->data, m->data, m->len);
	return true;
}

/*
 * One with a command that is rarely made comes rarely again, too: with as many
 * that remove everything as that add something, there would be nothing to meet.
 */
static const struct piece *draw(const struct kept *kept, struct dice *dice)
{
	const struct piece *piece;
	unsigned int tries = TRIES;

	do
		piece = &kept->pieces[dice_below(dice, kept->count)];
	while (dice_below(dice, WEIGHT_MAX) >= piece->weight && --tries);
	return piece;
}

/**
 * kept_append() - put any of those that are kept behind what is there
 * @kept: the pool, not empty
 * @m: message that grows
 *
 * Return: false if there is no room
 */
bool kept_append(const struct kept *kept, struct message *m)
{
	const struct piece *piece = draw(kept, m->dice);
	size_t at = NLMSG_ALIGN(m->len);

	if (at + piece->len > sizeof(m->data))
		return false;
	memset(m->data + m->len, 0, at - m->len);
	memcpy(m->data + at, piece->data, piece->len);
	m->len = at + piece->len;
	return true;
}
