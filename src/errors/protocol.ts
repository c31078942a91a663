import { defineError } from './overwire-error.ts'
import type { ErrorDefinition } from './overwire-error.ts'

/** A frame that does not follow the protocol. Its socket is closed; nothing else is touched. */
export const malformedFrame: ErrorDefinition<{ readonly reason: string }> = /* @__PURE__ */ defineError(
  'malformed-frame',
  ({ reason }: { readonly reason: string }) =>
    `A frame from a browser was refused: ${reason}. ` +
    'The client that this server delivers never sends such a frame, whatever is on its page, so the sender is another program, ' +
    'a proxy that changes what it forwards, or a client of another version. Its socket was closed.',
)
