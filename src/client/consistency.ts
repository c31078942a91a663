/** Whether the trees of this client are those of the server. */
export const consistency: {
  /** Why they are not, which the server answers with everything in full; empty when all is well. */
  mismatch: string
  /** Called when they are again. */
  restored?: () => void
} = { mismatch: '' }
