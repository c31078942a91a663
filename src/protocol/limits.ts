/** How many characters of a text that is pasted or dropped are told, and of its markup. */
export const TRANSFER_LENGTH = 65_536

/** How deep the `detail` of an event may nest. */
export const PAYLOAD_DEPTH = 32

/** How many fields (form entries, data, values) one event may carry. */
export const PAYLOAD_FIELDS = 1_000

/** The longest name of an event type, an action or a payload field. */
export const NAME_LENGTH = 256

/** Of a reason or report that a browser sends. What does not fit into a message would cost the connection, again and again. */
export const DETAIL_LENGTH = 256

/** The longest address that a browser asks for: servers take no longer one in a request. */
export const ADDRESS_LENGTH = 16_384

/** How many templates a join names: the server sends the others again. */
export const MOST_TEMPLATES = 128

/** The longest frame that a browser sends before it knows the limits of its server, which are never less. In bytes. */
export const LEAST_FRAME_BYTES = 65_536

/** Silence after which the server asks whether the browser is still there, in milliseconds. */
export const SERVER_ASKS_AFTER = 20_000

/** How long the server waits for an answer before it closes the socket, in milliseconds. */
export const SERVER_WAITS = 50_000
