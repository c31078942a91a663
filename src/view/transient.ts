const transients = new WeakSet<object>()

/**
 * Marks a resource that a public or protected field keeps but that is not state: it is not stored, and the
 * field's initialiser makes it again. Returns the value itself. Private resources belong in `#fields`.
 *
 * ```ts
 * protected readonly mailer = transient(createMailer())
 * ```
 */
export function transient<Resource extends object>(resource: Resource): Resource {
  transients.add(resource)
  return resource
}

/** Whether the value was marked. */
export function isTransient(value: unknown): boolean {
  return typeof value === 'object' && value !== null && transients.has(value)
}
