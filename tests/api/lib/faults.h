/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Memory that the kernel does not get: one allocation after the other, of all
 * that this task asks for, is made to fail. The debug kernel can do that.
 */
#ifndef API_FAULTS_H
#define API_FAULTS_H

#include "ipvs.h"

/* what fails: one allocation, or that one and all that follow */
enum faults_reach { FAULTS_ONE, FAULTS_REST, FAULTS_REACHES };

/**
 * struct faults_trial - a request that is to fail well
 * @name: the request, in words
 * @reset: makes the state that the request begins with
 * @act: makes the request, with nothing else that allocates; returns its errno
 * @answer: adds what it was answered
 * @look: reads the state that the request may change
 * @arg: for all of them
 * @lossy: requests or answers may get lost by themselves: ENOBUFS says nothing
 */
struct faults_trial {
	const char *name;
	void (*reset)(void *arg);
	int (*act)(void *arg);
	void (*answer)(void *arg, struct snapshot *answer);
	struct snapshot (*look)(void *arg);
	void *arg;
	bool lossy;
};

/**
 * struct faults_tally - what came of a trial
 * @injected: allocations that failed, in all runs together
 * @refused: runs that ended with ENOMEM, and nothing had changed
 * @tolerated: runs that had the same end as without a fault
 * @lost: runs of which the end is not known, but the state is right
 * @base_err: errno of the request when nothing fails
 * @problem: what was wrong, or ""
 */
struct faults_tally {
	unsigned int injected;
	unsigned int refused;
	unsigned int tolerated;
	unsigned int lost;
	int base_err;
	char problem[256];
};

bool faults_known(void);
void faults_begin(void);
void faults_own(void);
void faults_arm(unsigned int nth, enum faults_reach reach);
bool faults_disarm(void);
unsigned int faults_left(void);
void faults_stacks(bool on);

/*
 * A run with a budget of @bytes, of which @left were left for what failed
 * first; false if it had no right end
 */
typedef bool (*faults_softirq_run)(void *arg, unsigned int bytes,
				   enum faults_reach reach, unsigned int *left);

void faults_softirq_begin(void);
void faults_softirq_arm(unsigned int bytes, enum faults_reach reach);
unsigned int faults_softirq_disarm(enum faults_reach reach,
				   unsigned int *left);

void faults_others_arm(void);
unsigned int faults_others_disarm(void);
bool faults_others_failed(void);

void faults_softirq_walk(faults_softirq_run run, void *arg,
			 struct faults_tally *tally);

struct faults_tally faults_try(const struct faults_trial *trial);
void faults_print(const char *name, const struct faults_tally *tally);

#endif
