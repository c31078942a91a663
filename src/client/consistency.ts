/** Whether the trees of this client are those of the server. */

/** Why they are not, which the server answers with everything anew; empty when all is well. */
export let mismatch = ''

export function setMismatch(reason: string): void {
  mismatch = reason
}
