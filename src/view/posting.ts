/** What a form is to a POST that was made without a script. */
export interface Posting {
  /** By it the hidden field of its `<form>` names it. */
  readonly name: string
  /** The id of its `<form>`. */
  readonly id: string
  /** What a POST has to bring, as data, for the same view that mounts then; undefined for nothing. */
  readonly carried: unknown
  /** Takes what an earlier response has {@link carried}. */
  restore(carried: unknown): void
  /** Gives fields what was sent, where one of these listeners is of their control. False when nothing was left to give. */
  take(sent: FormData, enabled: ReadonlySet<unknown>): boolean
  /** Whether it shows that something is wrong. */
  readonly isInvalid: boolean
  /** What is private is not written into the answer. */
  conceal(): void
}
