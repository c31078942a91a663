/**
 * Decides which trap has the focus, and where it goes when one is over. Traps stand on a stack: the newest rules, the ones below
 * wait. What a trap is, where the focus was and whether the browser lets it in are the caller's.
 */

/** An element and those around it, from the inside: the place of the focus, for the time when the inmost is gone. */
export type Place<Node> = readonly Node[]

/** A trap on the stack. */
export interface OpenTrap<Node> {
  readonly element: Node
  /** Where the focus was before. */
  readonly opener: Place<Node>
}

export type Stack<Node> = readonly OpenTrap<Node>[]

/**
 * The stack with one more trap. When it was opened from another trap, what that was opened from follows in its place: it
 * may be over first.
 */
export function opened<Node>(stack: Stack<Node>, element: Node, from: Place<Node>): Stack<Node> {
  const around = stack.findLast((trap) => from.includes(trap.element))
  const opener = around ? [...from.slice(0, from.indexOf(around.element) + 1), ...around.opener] : from
  return [...stack, { element, opener }]
}

/** The stack without a trap. */
export function closed<Node>(stack: Stack<Node>, element: Node): Stack<Node> {
  return stack.filter((trap) => trap.element !== element)
}

/** The trap that keeps the focus: the newest that the browser lets it into. A modal dialog keeps it from what is around it. */
export function ruling<Node>(
  stack: Stack<Node>,
  isReachable: (element: Node) => boolean,
): OpenTrap<Node> | undefined {
  return stack.findLast(({ element }) => isReachable(element))
}
