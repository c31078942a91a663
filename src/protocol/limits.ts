/** How deep the `detail` of an event may nest. */
export const PAYLOAD_DEPTH = 32

/** How many fields (form entries, data, edits, values) one event may carry. */
export const PAYLOAD_FIELDS = 1_000

/** The longest name of an event type, an action or a payload field. */
export const NAME_LENGTH = 256

/** The longest frame that a browser sends, in bytes. A server may allow more, never less. */
export const FRAME_BYTES = 65_536

/** Silence after which the browser asks whether the line works, in milliseconds. A server may wait longer, never less. */
export const BEAT_AFTER = 25_000
