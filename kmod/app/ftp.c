// SPDX-License-Identifier: GPL-2.0
/*
 * FTP through masquerading: data connections find their way. Floor 4.
 *
 * A data connection is announced on the control connection. If the server is
 * going to call the client (PORT, EPRT), nothing in the announcement changes:
 * the client's address is the same on both sides. If the client is going to
 * call (replies 227, 229), it must be told the virtual address, and the port
 * there by which we know the server: the server's own port, unless a service
 * has that, or this client was told that it leads to another server.
 *
 * Only an end of the control connection's own partners may be announced: a
 * client cannot make a server call others, nor be sent to others. A server that
 * is configured to tell the virtual address itself is understood. A new
 * announcement takes the place of the last one that nobody followed.
 *
 * A changed reply that is repeated gets the same change again. If it comes in
 * other pieces than at first, the piece with the text's first byte gets all of
 * the new text, and the others lose their part of the old one.
 */
#include "app/ftp.h"

#include "app/ftp_parse.h"
#include "base/net.h"
#include "obj/app.h"
#include "obj/conn.h"
#include "obj/expect.h"
#include "obj/svc_conf.h"
#include "obj/svc_table.h"
#include "pkt/text.h"

#include <linux/errno.h>
#include <linux/in.h>
#include <linux/minmax.h>
#include <linux/skbuff.h>

/* bytes that are read at a time */
#define PIECE 128
/* ports of the virtual address to try for a server */
#define PORT_TRIES 16
#define PORT_UNPRIVILEGED 1024

/**
 * struct change - text that takes the place of other text
 * @seq: server's number of the old text's first byte
 * @was_bytes: length of the old text, 0 if nothing was changed yet
 * @is_bytes: length of the new text
 * @is: the new text
 */
struct change {
	u32 seq;
	u32 was_bytes;
	u32 is_bytes;
	char is[LVS_FTP_TEXT_MAX];
};

/**
 * struct ftp - what is kept of a control connection
 * @app: what is kept for all helpers
 * @lines: the text, by enum lvs_app_way
 * @change: the last reply that was changed
 * @announced: the data connection that was announced last; proto 0 if none was
 * @asks_extended: the client said EPSV ALL, the server has not answered yet
 * @only_extended: the server has accepted EPSV ALL
 */
struct ftp {
	struct lvs_app app;
	struct lvs_ftp_lines lines[LVS_APP_WAYS];
	struct change change;
	struct lvs_conn_key announced;
	bool asks_extended;
	bool only_extended;
};

/**
 * struct turn - a packet that is being read
 * @pkt: the packet
 * @conn: its connection
 * @proto: its protocol
 * @ftp: what is kept of the connection
 * @text: the packet's text
 */
struct turn {
	struct lvs_pkt *pkt;
	struct lvs_conn *conn;
	const struct lvs_proto_ops *proto;
	struct ftp *ftp;
	struct lvs_text text;
};

static struct lvs_conn_key announced_key(const struct lvs_conn *conn)
{
	struct lvs_conn_key key = {
		.flow.src = lvs_conn_addr(conn, LVS_CONN_CLIENT),
		.flow.dst = lvs_conn_addr(conn, LVS_CONN_VIRTUAL),
		.flow.proto = IPPROTO_TCP,
		.server = lvs_conn_addr(conn, LVS_CONN_SERVER),
	};

	return key;
}

static int announce(struct turn *turn, const struct lvs_conn_key *key)
{
	struct lvs_net *lnet = turn->pkt->lnet;
	struct ftp *ftp = turn->ftp;
	int err;

	if (ftp->announced.flow.proto)
		lvs_expect_forget(lnet, turn->conn, &ftp->announced);
	ftp->announced.flow.proto = 0;
	err = lvs_expect_add(lnet, turn->conn, key, turn->proto);
	if (!err)
		ftp->announced = *key;
	return err;
}

/*
 * The server calls, by custom from the port before the control connection's;
 * that the client sees a port of the virtual address likewise.
 */
static int expect_server(struct turn *turn, const struct lvs_ftp_said *said)
{
	struct lvs_conn_key key = announced_key(turn->conn);
	u16 control = ntohs(turn->conn->port[LVS_CONN_VIRTUAL]);

	if (!lvs_addr_equal(&said->addr, &key.flow.src))
		return 0;
	key.flow.sport = said->port;
	key.flow.dport = htons(control - 1);
	return announce(turn, &key) == -ENOMEM ? -ENOMEM : 0;
}

static bool is_service(struct lvs_net *lnet, const struct lvs_addr *addr,
		       __be16 port)
{
	struct lvs_svc_key key = {
		.addr = *addr,
		.port = port,
		.proto = IPPROTO_TCP,
	};

	return lvs_svc_find(lnet, &key);
}

static __be16 next_port(__be16 port)
{
	u16 next = ntohs(port) + 1;

	return htons(next ?: PORT_UNPRIVILEGED);
}

/* the client calls: at which port of the virtual address; 0 if at none */
static int expect_client(struct turn *turn, __be16 server_port, __be16 *port)
{
	struct lvs_conn_key key = announced_key(turn->conn);
	int tries;

	*port = 0;
	key.server_port = server_port;
	key.flow.dport = server_port;
	for (tries = 0; tries < PORT_TRIES; tries++) {
		if (!is_service(turn->pkt->lnet, &key.flow.dst,
				key.flow.dport)) {
			switch (announce(turn, &key)) {
			case 0:
				*port = key.flow.dport;
				return 0;
			case -EEXIST:
				break;
			case -ENOMEM:
				return -ENOMEM;
			default:
				return 0;
			}
		}
		key.flow.dport = next_port(key.flow.dport);
	}
	return 0;
}

static bool is_own_end(const struct lvs_conn *conn,
		       const struct lvs_ftp_said *said)
{
	struct lvs_addr server = lvs_conn_addr(conn, LVS_CONN_SERVER);
	struct lvs_addr virtual = lvs_conn_addr(conn, LVS_CONN_VIRTUAL);

	return said->kind == LVS_FTP_EXTENDED ||
	       lvs_addr_equal(&said->addr, &server) ||
	       lvs_addr_equal(&said->addr, &virtual);
}

/*
 * The reply is to name the virtual address instead. If its text began in a
 * packet before this one, it is too late.
 */
static void plan_change(struct turn *turn, const struct lvs_ftp_said *said,
		       __be16 port)
{
	const struct lvs_ftp_lines *lines = &turn->ftp->lines[LVS_APP_OUT];
	struct lvs_ftp_said is = *said;
	struct change *change = &turn->ftp->change;
	u32 seq = lines->next - lines->bytes + said->start;

	is.addr = lvs_conn_addr(turn->conn, LVS_CONN_VIRTUAL);
	is.port = port;
	if (said->port == port && (said->kind == LVS_FTP_EXTENDED ||
				   lvs_addr_equal(&is.addr, &said->addr)))
		return;
	if (lvs_seq_before(seq, turn->text.seq))
		return;
	change->seq = seq;
	change->was_bytes = said->bytes;
	change->is_bytes = lvs_ftp_write(change->is, &is);
	lvs_seq_replaced(&turn->ftp->app.seq[LVS_APP_OUT], seq,
			 change->was_bytes, change->is_bytes);
}

static int answer_passive(struct turn *turn, const struct lvs_ftp_said *said)
{
	__be16 port;
	int err;

	if (!is_own_end(turn->conn, said))
		return 0;
	err = expect_client(turn, said->port, &port);
	if (port)
		plan_change(turn, said, port);
	return err;
}

static int hear_client(struct turn *turn)
{
	struct ftp *ftp = turn->ftp;
	struct lvs_ftp_said said;

	lvs_ftp_read_command(&ftp->lines[LVS_APP_IN], &said);
	if (said.kind == LVS_FTP_EPSV_ALL)
		ftp->asks_extended = true;
	else if (said.kind == LVS_FTP_PORT && !ftp->only_extended)
		return expect_server(turn, &said);
	return 0;
}

static int hear_server(struct turn *turn)
{
	struct ftp *ftp = turn->ftp;
	struct lvs_ftp_said said;
	int err = 0;

	lvs_ftp_read_reply(&ftp->lines[LVS_APP_OUT], &said);
	if (said.kind == LVS_FTP_EXTENDED ||
	    (said.kind == LVS_FTP_PASSIVE && !ftp->only_extended))
		err = answer_passive(turn, &said);
	if (said.kind == LVS_FTP_ACCEPTED && ftp->asks_extended)
		ftp->only_extended = true;
	if (said.kind != LVS_FTP_OTHER)
		ftp->asks_extended = false;
	return err;
}

/*
 * What a line announces may find no memory. The packet is dropped then and will
 * be repeated, so the end of that line is taken for not seen; lines before it
 * have had their effect, and are known by their numbers.
 */
static int read_piece(struct turn *turn, enum lvs_app_way way, bool listen,
		      u32 seq, const char *data, u32 bytes)
{
	struct lvs_ftp_lines *lines = &turn->ftp->lines[way];
	struct lvs_ftp_lines before = *lines;
	int err;

	while (lvs_ftp_next(lines, seq, data, bytes)) {
		if (!listen)
			continue;
		err = way == LVS_APP_IN ? hear_client(turn) :
					  hear_server(turn);
		if (err) {
			*lines = before;
			return err;
		}
		before = *lines;
	}
	return 0;
}

/*
 * All lines that the packet completes; nothing is announced before the control
 * connection is established.
 */
static int read_lines(struct turn *turn, enum lvs_app_way way, bool listen)
{
	const struct lvs_text *text = &turn->text;
	char copy[PIECE];
	const char *data;
	u32 at, bytes;
	int err;

	for (at = 0; at < text->bytes; at += bytes) {
		bytes = min_t(u32, text->bytes - at, PIECE);
		data = skb_header_pointer(turn->pkt->skb, text->offset + at,
					  bytes, copy);
		if (!data)
			return 0;
		err = read_piece(turn, way, listen, text->seq + at, data,
				 bytes);
		if (err)
			return err;
	}
	return 0;
}

/* the part of the changed text that is in this packet, if any */
static int apply_change(struct turn *turn)
{
	const char *is = turn->ftp->change.is;
	const struct change *change = &turn->ftp->change;
	struct lvs_text *text = &turn->text, part = *text;
	u32 until = change->seq + change->was_bytes;
	u32 end = text->seq + text->bytes;
	bool first = !lvs_seq_before(change->seq, text->seq);

	if (!change->was_bytes || !lvs_seq_before(text->seq, until) ||
	    !lvs_seq_before(change->seq, end))
		return 0;
	if (first) {
		part.seq = change->seq;
		part.offset += change->seq - text->seq;
	}
	part.bytes = (lvs_seq_before(until, end) ? until : end) - part.seq;
	if (change->is_bytes == change->was_bytes)
		return lvs_text_replace(turn->pkt, &part,
					is + (part.seq - change->seq),
					part.bytes);
	return lvs_text_replace(turn->pkt, &part, is,
				first ? change->is_bytes : 0);
}

static int segment(struct lvs_pkt *pkt, struct lvs_conn *conn,
		   const struct lvs_proto_ops *proto, enum lvs_dir dir)
{
	enum lvs_app_way way = dir == LVS_DIR_OUT ? LVS_APP_OUT : LVS_APP_IN;
	struct turn turn = {
		.pkt = pkt,
		.conn = conn,
		.proto = proto,
		.ftp = conn->app,
	};
	bool works = proto->assures(lvs_conn_state(conn), dir);
	int err;

	if (!lvs_text_find(pkt, &turn.text))
		return 0;
	if (pkt->tcp_flags & LVS_TCP_SYN && !works)
		lvs_ftp_begin(&turn.ftp->lines[way], turn.text.seq);
	err = read_lines(&turn, way, works);
	if (err || way != LVS_APP_OUT)
		return err;
	return apply_change(&turn);
}

const struct lvs_app_ops lvs_app_ftp = {
	.name = "ftp",
	.proto = IPPROTO_TCP,
	.state_bytes = sizeof(struct ftp),
	.segment = segment,
};
