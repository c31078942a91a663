import type { Template } from '../compile/compile.ts'

/**
 * What depends on the browser in what is written of trees. With the same one and the same trees, what is
 * written is the same.
 */
export interface Encoder {
  /** The number by which the browser knows a template. */
  idOf(template: Template): number
  /** Whether lists tell the ids of their rows. */
  readonly rowIds: 'told' | 'omitted'
  /** Whether rows of streams that stand in a tree are in the browser already, which keeps them. */
  readonly hasStreamRows?: boolean
  /** What the browser said of a control in an event that it still keeps; null for nothing. */
  readonly echo: Echo | null
  /** What the browser knows an instance by that has these keys; undefined when it is not told. */
  keyOf(keys: readonly unknown[]): number | undefined
  /** Set to true when something is written that users change too: the browser then needs to know which event caused it. */
  controls: boolean
}

/** The value of a control, as the event of this number carried it. */
export interface Echo {
  readonly event: number
  readonly value: string
}
