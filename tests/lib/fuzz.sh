# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# shellcheck disable=SC2034 # variables are for the tests
# What tests by chance have in common.

# fuzz_seed: set FUZZ_SEED and FUZZ_SECONDS, and say how the run can be repeated
fuzz_seed() {
	[ -n "${LVS_FUZZ_SECONDS:-}" ] || on_uml || skip_all "it belongs to the debug kernel"
	FUZZ_SEED=${LVS_FUZZ_SEED:-$EPOCHSECONDS}
	FUZZ_SECONDS=${LVS_FUZZ_SECONDS:-20}
	ktap_note "to repeat: LVS_FUZZ_SEED=$FUZZ_SEED LVS_FUZZ_SECONDS=$FUZZ_SECONDS"
}
