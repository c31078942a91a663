import type { EventPayload } from '../../src/protocol/messages.ts'

/** What the client sends of a click with a mouse: where it was, in the window and in the element with the handler. */
export const MOUSE = { at: [412, 308, 24, 11] } as const satisfies EventPayload
