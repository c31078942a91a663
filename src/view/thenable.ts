/** Whether something is to be waited for. Many libraries have promises of their own, which are no instances of `Promise`. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  const isHolder = (typeof value === 'object' && value !== null) || typeof value === 'function'
  return isHolder && 'then' in value && typeof value.then === 'function'
}
