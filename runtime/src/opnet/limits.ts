/**
 * Limits of OP_NET's consensus, which hold under the `opnet` gas schedule; the unit last in each name.
 * The runtime's own limits (`runtime/src/limits.ts`) hold under every schedule.
 */

/** Frames of one transaction, the first one included; calls that have ended count too. */
export const OPNET_FRAMES_PER_TRANSACTION_MAXIMUM = 50;

/** Bytes of what a frame answers or reverts with. */
export const OPNET_ANSWER_BYTES_MAXIMUM = 2_048;

/** ML-DSA keys a transaction may load; beyond them every key is unknown. */
export const OPNET_KEY_LOADS_MAXIMUM = 50;

/** Bytes of calldata of a deployment or an update. */
export const OPNET_DEPLOYMENT_CALLDATA_BYTES_MAXIMUM = 50_000;

/** Contracts a transaction may deploy from another contract's code. */
export const OPNET_DEPLOYMENTS_MAXIMUM = 2;

/** Times a transaction may replace a contract's code. */
export const OPNET_UPDATES_MAXIMUM = 1;
