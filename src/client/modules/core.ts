/** What a lazy module uses of the client. It is a file without imports, so this is handed to it. */
import type { ClientPort } from '../port.ts'

// Complete once a module has started, and nothing in a module runs before that.
export const core: ClientPort = {} as ClientPort

/** Before anything else in a module. A part is enough for one that uses no more. */
export function useCore(port: Partial<ClientPort>): void {
  Object.assign(core, port)
}
