const NEWEST_ONLY = /^(input|change|scroll|resize|mousemove|pointermove|touchmove|drag|dragover|wheel)$/

/**
 * Whether of the events of this type only the newest matters, where the author did not say: while one is under
 * way the browser keeps the newest of those that follow, and passes over the others.
 */
export function isNewestOnly(type: string): boolean {
  return NEWEST_ONLY.test(type)
}

/** The name of the action by which a browser answers what it stores. */
export const STORED = 'live:stored'

/** Whether an event tells that the user changed a control. */
export function isEdit(type: string): boolean {
  return type === 'input' || type === 'change'
}

/** Whether an event tells of what was pasted or dropped. */
export function isTransfer(type: string): boolean {
  return type === 'paste' || type === 'drop'
}
