/** How deep the `detail` of an event may nest. */
export const PAYLOAD_DEPTH = 32

/** How many fields (form entries, data, edits, values) one event may carry. */
export const PAYLOAD_FIELDS = 1_000

/** The longest name of an event type, an action or a payload field. */
export const NAME_LENGTH = 256

/** The longest frame that a browser sends, in bytes. A server may allow more, never less. */
export const FRAME_BYTES = 65_536
