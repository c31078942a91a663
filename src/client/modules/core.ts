/** What a lazy module uses of the client. It is a file without imports, so this is handed to it. */
import type { ClientPort } from '../port.ts'

export let core: ClientPort

/** Before anything else in a module. */
export function useCore(port: ClientPort): void {
  core = port
}
